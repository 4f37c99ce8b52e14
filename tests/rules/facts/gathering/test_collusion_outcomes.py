"""From documents to outcomes: what earlier submissions and the bids of a selection say of a new partnership."""

from typing import Any

from django.utils import timezone

from rules.assessing.case_result import CaseResult, FindingResult
from rules.assessing.run import assess_case
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from tests.rules.facts.gathering.conftest import Json, Register, document

COMPANIES = {"hikari": "7010001000017", "kita": "6010001000018", "minami": "5010001000019"}


def with_companies(reference: str, **rest: Any) -> Json:
    """Return a document that names three companies by their numbers, so that they are the same in every document."""
    companies = [
        {"key": key, "name": {"en": key.title()}, "corporate_number": number} for key, number in COMPANIES.items()
    ]
    return document(reference, companies=companies, **rest)


def assessed(register: Register, given: Json) -> CaseResult:
    """Return the result of a document that is registered and read back from the register."""
    (case,) = gather_cases([register(given).submission], timezone.now())
    return assess_case(case, current_rulebook())


def finding(result: CaseResult, code: str) -> FindingResult:
    (found,) = [each for each in result.findings if each.code == code]
    return found


def bid(company: str, number: int, amount: int) -> Json:
    return {"kind": "bid", "company": company, "round": number, "amount_yen": amount, "status": "valid"}


def test_bids_of_a_tender_are_compared(register: Register) -> None:
    rounds = [("hikari", 1, 120), ("kita", 1, 124), ("minami", 1, 130), ("hikari", 2, 98), ("kita", 2, 99)]
    result = assessed(
        register,
        with_companies(
            "R-1",
            selection={"method": "open", "object": "research", "reserve_price_yen": 100},
            statements=[
                *(bid(*each) for each in rounds),
                {"kind": "subcontract", "contractor": "hikari", "company": "kita", "share_bp": 3000},
            ],
        ),
    )
    assert {code: result.outcomes[code].outcome for code in ("COL-08", "COL-09", "COL-12")} == dict.fromkeys(
        ("COL-08", "COL-09", "COL-12"), "flagged"
    )
    ratio = finding(result, "COL-08")
    assert ratio.severity == "medium"  # beside COL-09 and COL-12
    assert ratio.statement["en"].startswith("The bid of Hikari is 98% of the reserve price. Valid bids: 3. ")
    assert {each["fact"] for each in ratio.evidence} >= {"bid_ratio", "valid_bids"}
    assert finding(result, "COL-09").statement["ja"].startswith("2回の入札の全てにおいてHikariが最低価格")
    assert finding(result, "COL-12").statement["en"].startswith("Kita made a bid of its own")


def test_a_high_ratio_alone_is_for_information(register: Register) -> None:
    result = assessed(
        register,
        with_companies(
            "R-1",
            selection={"method": "open", "object": "research", "reserve_price_yen": 100},
            statements=[bid("hikari", 1, 98), bid("kita", 1, 99)],
        ),
    )
    collusion = {
        code for code, each in result.outcomes.items() if each.outcome == "flagged" and code.startswith("COL-")
    }
    assert collusion == {"COL-08"}
    assert finding(result, "COL-08").severity == "info"
    assert result.outcomes["COL-09"].outcome == "not_applicable"  # one round has no order to compare
    assert result.outcomes["COL-12"].outcome == "clear"


def many_bids(number: int, **of_each: Any) -> Json:
    """Return a document with bids of many companies, of which nothing is known but what is given."""
    companies = [{"key": f"c{each}", "name": {"en": f"Bidder {each}"}, **of_each} for each in range(number)]
    bids = [{"kind": "bid", "company": each["key"], "amount_yen": 100} for each in companies]
    of_case: Json = {"participants": [{"company": "c0", "role": "lead_partner"}], "companies": companies}
    return document("R-1", statements=bids, **of_case)


def test_bidders_are_compared_by_what_they_share_however_many_they_are(register: Register) -> None:
    result = assessed(register, many_bids(200))
    missing = code_texts(result.outcomes["COL-11"].missing)
    assert [each for each in missing if "too many" in each] == []
    assert len([each for each in missing if each.startswith("in_common ownership_known(company=")]) == 200


def test_bidders_in_one_city_share_no_address_and_those_in_one_building_do(register: Register) -> None:
    known = [{"kind": "ownership_known", "company": key} for key in ("hikari", "kita", "minami")]
    bids = [bid(key, 1, 100) for key in ("hikari", "kita", "minami")]

    def at(reference: str, *addresses: str) -> CaseResult:
        pairs = zip(("hikari", "kita", "minami"), addresses, strict=True)
        details = [{"kind": "contact_details", "company": key, "address": address} for key, address in pairs]
        return assessed(register, with_companies(reference, statements=[*known, *bids, *details]))

    assert at("R-1", "Nairobi, Kenya", "Nairobi, Kenya", "Kenya").outcomes["COL-11"].outcome == "clear"
    shared = at("R-2", "東京都港区芝１丁目３番１号", "東京都港区芝一丁目3-1", "東京都港区")
    written = {"Hikari and Kita": "東京都港区芝１丁目３番１号", "Kita and Hikari": "東京都港区芝一丁目3-1"}
    assert finding(shared, "COL-11").statement["en"] in [  # the order is that of the register's keys
        f"{both} both bid and have the same address: {address}." for both, address in written.items()
    ]


def award(company: str, on: str, amount: int, **rest: Any) -> Json:
    given = {"kind": "award", "company": company, "on": on, "amount_yen": amount}
    return {**given, **({} if "call" in rest else {"body": "METI", "domain": "magnets"}), **rest}


KNOWN = {"kind": "history_known", "body": "METI", "domain": "magnets"}


def test_what_earlier_submissions_say_of_awards_counts_in_a_new_one(register: Register) -> None:
    before = [award("kita", "2024-05-10", 50_000_000), award("hikari", "2025-05-10", 60_000_000)]
    register(with_companies("R-0", statements=before))
    not_known = assessed(register, with_companies("R-1"))
    assert not_known.outcomes["COL-15"].outcome == "not_assessable"
    missing = code_texts(not_known.outcomes["COL-15"].missing)
    assert missing == ["history_known(every_object=true, body=METI, domain=magnets)"]
    flagged = assessed(register, with_companies("R-2", statements=[KNOWN]))
    found = finding(flagged, "COL-15")
    assert found.severity == "medium"
    assert "the group of Hikari" in found.statement["en"]
    assert "col_concentration_bp" in found.parameters
    assert "col_awards_in_a_row" not in found.parameters
    (share,) = [each for each in found.evidence if each["fact"] == "award_share"]
    assert (share["share_bp"], share["amount_yen"], share["years"]) == (5454, 60_000_000, 3)
    more = [award("kita", "2025-06-10", 11_000_000)]
    assert assessed(register, with_companies("R-3", statements=more)).outcomes["COL-15"].outcome == "clear"


def test_awards_in_a_row_are_flagged_without_a_history_that_is_fully_known(register: Register) -> None:
    calls = [
        {"kind": "call", "key": f"c{year}", "body": "METI", "object": "research", "domain": "magnets"}
        for year in (2023, 2024, 2025)
    ]
    awards = [award("hikari", f"{year}-07-10", 5_000_000, call=f"c{year}") for year in (2023, 2024, 2025)]
    register(with_companies("R-0", body="DA", statements=[*calls, *awards]))
    result = assessed(register, with_companies("R-1"))
    assert "col_awards_in_a_row" in finding(result, "COL-15").parameters
    assert "col_concentration_bp" not in finding(result, "COL-15").parameters
    of_another_sponsor = assessed(register, with_companies("R-2", body="DA"))
    assert of_another_sponsor.outcomes["COL-15"].outcome == "not_assessable"


def test_partnerships_of_a_body_that_were_awarded_count_as_awards(register: Register) -> None:
    for year in (2023, 2024, 2025):
        selection = {"method": "open", "object": "research", "awarded_on": f"{year}-07-10"}
        register(with_companies(f"R-{year}", selection=selection, proposed_on=f"{year}-01-10"))
    found = finding(assessed(register, with_companies("R-1")), "COL-15")
    (run,) = [each for each in found.evidence if each["fact"] == "award_run"]
    assert run["in_a_row"] == 3
    assert {source["title"] for source in run["sources"]} == {f"Submission R-{year}" for year in (2023, 2024, 2025)}


def test_winners_who_take_turns_are_seen_over_several_submissions(register: Register) -> None:
    for number, company in enumerate(("hikari", "kita", "hikari"), start=1):
        tender = {
            "kind": "call",
            "key": "c",
            "body": "METI",
            "object": "research",
            "domain": "magnets",
            "method": "open",
        }
        won = award(company, f"2025-0{number}-10", 10_000_000, call="c")
        register(with_companies(f"R-0{number}", statements=[tender, won]))
    by_kita = {"selection": {"method": "open", "object": "research"}}
    result = assessed(
        register, with_companies("R-1", participants=[{"company": "kita", "role": "lead_partner"}], **by_kita)
    )
    found = finding(result, "COL-10")
    assert found.severity == "info"  # a, b, a, b comes by chance in one of three
    assert "Earlier tenders: 3; winners: 2." in found.statement["en"]
    assert "random order: 33.34%" in found.statement["en"]
    again = assessed(register, with_companies("R-2", statements=[KNOWN], **by_kita))
    assert again.outcomes["COL-10"].outcome != "flagged"
    goods = {"selection": {"method": "open", "object": "goods"}}
    assert assessed(register, with_companies("R-3", **goods)).outcomes["COL-10"].outcome == "clear"


def test_competitors_are_compared_with_their_market(register: Register) -> None:
    shares = {"hikari": 2500, "kita": 1500, "minami": 6000}
    market = [{"kind": "market", "domain": "magnets", "company": key, "share_bp": bp} for key, bp in shares.items()]
    register(with_companies("R-0", body="DA", statements=market))
    both = [{"company": "hikari", "role": "lead_partner"}, {"company": "kita", "role": "partner"}]
    rival = {"kind": "competitor", "company": "kita", "of": "hikari", "domain": "magnets"}
    found = finding(assessed(register, with_companies("R-1", participants=both, statements=[rival])), "COL-13")
    assert found.severity == "medium"
    assert "40% of the market" in found.statement["en"]
    assert "5,200, 750 more than apart" in found.statement["en"]
    result = assessed(register, with_companies("R-2", domain="cloud", participants=both, statements=[]))
    assert finding(result, "COL-13").severity == "medium"  # they compete in magnets, whatever this is about


def test_an_act_of_an_official_shows_once_a_second_person_has_checked_the_evidence(register: Register) -> None:
    act = {"kind": "conduct", "person": "sato", "type": "leak", "company": "kita", "on": "2026-05-20"}
    people = [{"key": key, "name": {"en": f"{key.title()} Aoi"}} for key in ("sato", "mori")]

    def with_act(reference: str, **given: str) -> CaseResult:
        return assessed(register, with_companies(reference, people=people, statements=[{**act, **given}]))

    asked = with_act("R-1", evidence="Memo of 21 May")
    assert asked.outcomes["COL-18"].outcome == "not_assessable"
    assert [each.text.rpartition(": ")[2] for each in asked.outcomes["COL-18"].missing] == ["confirmed_by"]
    found = finding(with_act("R-2", evidence="Memo of 21 May", confirmed_by="mori"), "COL-18")
    assert found.severity == "critical"
    assert "Sato" not in found.statement["en"]
    assert found.evidence[0]["evidence"] == "Memo of 21 May"
