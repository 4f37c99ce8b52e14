"""The collusion rules over published processes: the rulebook's own, on what a release says."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from institutions.formats.ocds.publishers import NO_PROFILE, PublishedBuyer, PublisherProfile
from institutions.kinds.base import Label
from rules.engine.evaluating.outcomes import Evaluation
from rules.facts.derivation.derive import facts_of
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.market_screens import MarketScreens
from rules.processes.collusion.process_case import process_case
from rules.processes.collusion.process_document import process_document
from rules.processes.collusion.rule_answers import RuleAnswer
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.collusion.settings import RuleSettings
from rules.processes.collusion.unawarded import award_state, why_no_award
from rules.processes.published_process import PublishedProcess
from tests.rules.processes.samples import Json, award, bid, process

pytestmark = pytest.mark.bare

AS_OF = "2026-11-01"
PAID = {"amount": 1_050_000, "currency": "JPY"}
TAXED = PublisherProfile(
    key="sample",
    name=Label("Sample publisher (fictional)", "サンプル公表者（架空）"),
    reserve_from="tender.value",
    tax={"reserve_price": "included", "bids": "excluded", "awards": "excluded"},
    source="fictional",
    confidence="ours",
)


def open_tender(*bids: Json, ocid: str = "ocds-test01-1", on: str = "2005-06-01", **tender: object) -> Json:
    """Return an open tender for works that closed on a day."""
    given: dict[str, Any] = {"procurementMethod": "open", "mainProcurementCategory": "works", **tender}
    period = {"startDate": f"{on[:4]}-01-01T00:00:00Z", "endDate": f"{on}T00:00:00Z"}
    made = process(*bids, ocid=ocid, tenderPeriod=period, **given)
    made["buyer"] = {"id": "B", "name": "Sample Office (fictional)"}
    return made


def won(release: Json, name: str, on: str, amount: int = 900_000) -> Json:
    """Return a release with its award."""
    value = {"amount": amount, "currency": "JPY"}
    return {**release, "awards": [award(name, date=f"{on}T00:00:00Z", value=value, id="1")]}


def answers(releases: Sequence[Json], **settings: Any) -> list[Mapping[str, RuleAnswer]]:
    """Return the answers of the rules about each process of a file."""
    screen = RuleScreen(RuleSettings(**{"as_of": AS_OF, "publisher": NO_PROFILE, **settings}))
    processes = [PublishedProcess(each["ocid"], each) for each in releases]
    for each in processes:
        screen.observe(each)
    screen.settle()
    return [screen.answers(each, None) for each in processes]


def answer(code: str, release: Json, **settings: Any) -> RuleAnswer:
    """Return the answer of one rule about a process by itself."""
    return answers([release], **settings)[0][code]


def evaluation(release: Json, **settings: Any) -> Evaluation:
    """Return what the rules find in a process, as one rule counts what others found."""
    given, rulebook = PublishedProcess(release["ocid"], release), collusion_rulebook()
    asked = RuleSettings(as_of=AS_OF, publisher=NO_PROFILE, **settings)
    read, history, markets = process_document(given, asked), BuyerHistory(), MarketScreens((), rulebook.tax_rate)
    history.settle()
    case = process_case(given.ocid, read, history, asked, award_state(why_no_award(given, read)))
    found = facts_of(case, rulebook.tax_rate, (), markets.of(given.ocid).facts)
    return rulebook.evaluate(rulebook.records(found))


def missing(found: RuleAnswer) -> list[str]:
    """Return what an answer names as missing; the outcome must be that."""
    assert found.outcome == "not_assessable", found
    return [each["field"] for each in found.reasons_json()]


def test_a_single_bidder_is_found_with_statement_and_evidence() -> None:
    release = won(open_tender(bid("A", 900_000), bid("B", 950_000, "disqualified")), "A", "2005-06-10")
    found = answer("COL-07", release)
    [finding] = found.findings
    assert (found.outcome, finding.severity) == ("flagged", "medium")
    assert finding.statement == {
        "en": "A made the only valid bid. Method: open.",
        "ja": "有効な応札はAの一者のみである（方式：一般競争）。",
    }
    assert {each["fact"] for each in finding.evidence} == {"selection", "valid_bids"}


def test_bids_without_tax_are_compared_with_a_reserve_price_with_tax_at_the_rate_of_their_day() -> None:
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000), value=PAID), "A", "2005-06-10")
    [finding] = answer("COL-08", release, publisher=TAXED).findings
    [ratio] = [each for each in finding.evidence if each["fact"] == "bid_ratio"]
    assert ratio["ratio_bp"] == 9800  # 980,000 with tax of 5 % beside 1,050,000; as written it is 93.3 %
    later = open_tender(bid("A", 980_000), bid("B", 990_000), value=PAID, on="2020-06-01")
    [other] = answer("COL-08", won(later, "A", "2020-06-10"), publisher=TAXED).findings
    [ratio] = [each for each in other.evidence if each["fact"] == "bid_ratio"]
    assert ratio["ratio_bp"] == 10266  # at 10 %


def test_without_a_profile_the_value_of_a_tender_is_no_reserve_price() -> None:
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000), value=PAID), "A", "2005-06-10")
    assert missing(answer("COL-08", release)) == ["bid_ratio:party:A: ratio_bp"]
    assert answer("COL-08", release, reserve_from="tender.value").findings[0].severity == "info"


def test_an_undated_process_is_not_compared_at_the_tax_rate_of_another_day() -> None:
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000), value=PAID), "A", "1970-01-01")
    del release["tender"]["tenderPeriod"]
    assert answer("COL-08", release, publisher=TAXED).outcome == "not_assessable"
    assert answer("COL-08", release, reserve_from="tender.value").outcome == "flagged"


def test_what_is_not_published_is_named_and_never_clear() -> None:
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000)), "A", "2005-06-10")
    of = answers([release])[0]
    assert missing(of["COL-19"]) == ["exclusion"]
    assert missing(of["COL-01"]) == ["competes", "measure"]
    assert missing(of["COL-18"]) == ["conduct"]
    assert missing(of["COL-24"]) == ["past_order"]
    assert missing(of["COL-12"]) == ["subcontract"]
    assert missing(of["COL-14"]) == ["leads()"]
    assert missing(of["COL-13"]) == ["competes", "joint_market"]
    del release["tender"]["procurementMethod"]
    assert missing(answer("COL-12", release)) == ["subcontract"]
    assert "selection: method" in missing(answer("COL-02", release))


def test_a_local_government_has_other_limits_and_an_unknown_buyer_is_neither() -> None:
    release = open_tender(bid("A", 980_000), value=PAID, procurementMethod="limited")
    local = PublisherProfile(buyer=PublishedBuyer("b", {"en": "Sample Town", "ja": "架空町"}, local=True))
    assert "planned_contract: local" in missing(answer("COL-03", release, method="small_value"))
    del release["buyer"]
    assert answer("COL-03", release, method="small_value", publisher=local).outcome == "not_applicable"


def test_earlier_processes_of_the_buyer_are_its_history() -> None:
    series = [
        won(open_tender(bid("A"), ocid=f"ocds-test01-{year}", on=f"{year}-06-01"), "A", f"{year}-06-10", 900_000_000)
        for year in range(2001, 2006)
    ]
    complete = PublisherProfile(every_award=True, source="fictional")
    told = answers(series, publisher=complete, domain="infrastructure")
    assert [each["COL-15"].outcome for each in told] == ["clear", *["flagged"] * 4]
    assert missing(answers(series, domain="infrastructure")[1]["COL-15"])[0].startswith("history_known(")
    elsewhere = [{**each, "buyer": {"id": f"B{place}"}} for place, each in enumerate(series)]
    assert {each["COL-15"].outcome for each in answers(elsewhere, publisher=complete, domain="infrastructure")} == {
        "clear"
    }


def test_a_value_of_the_wrong_type_makes_the_rules_not_assessable_with_its_place() -> None:
    release = won(open_tender(bid("A", 980_000), {"status": "valid", "tenderers": "B"}), "A", "2005-06-10")
    assert missing(answer("COL-07", release)) == ["/bids/details/1/tenderers"]


def test_companies_without_a_name_are_called_by_their_id() -> None:
    release = won(open_tender(bid("4010001000001", 980_000)), "4010001000001", "2005-06-10")
    assert answer("COL-07", release).findings[0].statement["en"].startswith("4010001000001 made")


def test_the_published_number_of_bidders_counts_beside_the_bids() -> None:
    listed = won(open_tender(bid("A", 980_000), numberOfTenderers=3), "A", "2005-06-10")
    assert missing(answer("COL-07", listed)) == ["valid_bids: count"]  # two of three are not named
    alone = won(open_tender(numberOfTenderers=1), "A", "2005-06-10")
    assert answer("COL-07", alone).findings[0].statement["en"] == "A made the only valid bid. Method: open."
    assert answer("COL-07", won(open_tender(), "A", "2005-06-10")).outcome == "not_assessable"


def test_bidders_at_one_address_are_found_by_their_full_addresses() -> None:
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000)), "A", "2005-06-10")
    place = {"streetAddress": "架空町1-2-3", "locality": "架空市", "region": "架空県"}
    release["parties"] = [{"id": name, "name": f"{name} (fictional)", "address": place} for name in "AB"]
    found = answer("COL-11", release)
    assert (found.outcome, found.findings[0].severity) == ("flagged", "high")
    assert "架空県架空市架空町1-2-3" in found.findings[0].statement["ja"]


def test_a_reserve_price_that_is_withheld_is_told_from_one_that_is_missing() -> None:
    withheld = {"reason": "no_reason", "text": "非公表"}
    release = won(open_tender(bid("A", 980_000), bid("B", 990_000), reservePriceWithheld=withheld), "A", "2005-06-10")
    found = answer("COL-08", release)
    assert missing(found) == ["/tender/reservePriceWithheld", "bid_ratio:party:A: ratio_bp"]
    assert found.reasons_json()[0]["text"]["en"] == "The reserve price is withheld by the body (非公表)."


def test_a_withheld_reserve_price_is_named_beside_missing_bids() -> None:
    withheld = {"reason": "similar_contracts", "text": "類推されるおそれがあるため公表しない"}
    release = won(open_tender(reservePriceWithheld=withheld), "A", "2005-06-10")
    del release["bids"]
    found = answer("COL-08", release)
    assert (found.outcome, missing(found)) == ("not_assessable", ["/tender/reservePriceWithheld", "bids_known()"])
    assert "/tender/reservePriceWithheld" not in missing(answer("COL-09", release)), "it reads no reserve price"


@pytest.mark.parametrize(
    ("tender", "awards", "outcome", "code"),
    [
        ({"status": "complete"}, None, "not_assessable", "process.no_award_published"),
        ({"status": "unsuccessful"}, None, "not_applicable", "process.tender_failed"),
        ({"status": "complete"}, "unsuccessful", "not_applicable", "process.tender_failed"),
    ],
)
def test_a_tender_without_an_award_gives_no_finding_about_it(
    tender: Json, awards: str | None, outcome: str, code: str
) -> None:
    price = {"amount": 1_000_000, "currency": "JPY"}
    release = open_tender(bid("A", 1_080_000), bid("B", 1_090_000), value=price, **tender)
    if awards:
        release["awards"] = [award("A", status=awards, id="1")]
    found = answer("COL-08", release, reserve_from="tender.value")
    assert (found.outcome, [each["code"] for each in found.reasons_json()], found.findings) == (outcome, [code], ())
    chosen = answer("COL-08", won(release, "A", "2005-06-10"), reserve_from="tender.value")
    assert (chosen.outcome, len(chosen.findings)) == ("flagged", 1)


@pytest.mark.parametrize(("status", "outcome"), [("complete", "not_assessable"), ("unsuccessful", "not_applicable")])
def test_what_is_not_found_about_an_award_is_not_there_for_other_rules_to_count(status: str, outcome: str) -> None:
    price = {"amount": 1_000_000, "currency": "JPY"}
    release = open_tender(bid("A", 980_000), bid("B", 990_000), value=price, status=status)
    evaluated = evaluation(release, reserve_from="tender.value")
    assert [match.code for match in evaluated.matches if match.code == "COL-08"] == []
    assert evaluated.outcomes["COL-08"].outcome == outcome
    chosen = evaluation(won(release, "A", "2005-06-10"), reserve_from="tender.value")
    assert [match.code for match in chosen.matches if match.code == "COL-08"] == ["COL-08"]


def test_a_tender_that_failed_stays_so_where_an_earlier_release_is_not_known() -> None:
    release = open_tender(bid("A", 980_000), bid("B", 990_000), status="unsuccessful")
    given = PublishedProcess(release["ocid"], release)
    given.unknown = ("/releases/0",)
    screen = RuleScreen(RuleSettings(as_of=AS_OF, publisher=NO_PROFILE))
    screen.observe(given)
    screen.settle()
    found = screen.answers(given, None)
    assert (found["COL-08"].outcome, found["COL-21"].outcome) == ("not_applicable", "not_assessable")
