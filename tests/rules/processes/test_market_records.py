"""Market records over published processes: the facts of a case, and the answers of `manage.py market screen`."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from institutions.formats.ocds.publishers import NO_PROFILE, PublisherProfile
from rules.facts.market_records.record import MarketRecord, MarketScope
from rules.markets.screening import screened_by_market
from rules.processes.collusion import rule_screen
from rules.processes.collusion.rule_answers import RuleAnswer, RuleAnswers
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess
from tests.rules.facts.derivation.test_market_screens import RECORD
from tests.rules.processes.samples import Json, award, bid, process

pytestmark = pytest.mark.bare
OF_PUBLISHER = replace(RECORD, scope=MarketScope((), ("ocds-test01-",), None, None))
SCREENS = {"COL-21": "prices", "COL-22": "pairs", "COL-23": "rotation"}
TAXED = PublisherProfile(
    reserve_from="tender.value",
    tax={"reserve_price": "included", "bids": "excluded", "awards": "excluded"},
    source="fictional",
    confidence="ours",
)


def tender(number: int, on: str | None, *bids: Json, ocid: str = "ocds-test01-", **more: Any) -> Json:
    """Return a fictional tender without a published method, won by the first bidder."""
    made = process(*bids, ocid=f"{ocid}{number}", awards=[award("A")], **more)
    return made if on is None else {**made, "date": f"{on}T00:00:00Z"}


def close(*names: str) -> list[Json]:
    return [bid(name, 900 + place) for place, name in enumerate(names)]


def far(*names: str) -> list[Json]:
    return [bid(name, 900 + 200 * place) for place, name in enumerate(names)]


SAMPLE = [  # not in order of time
    tender(1, "2022-05-01", *close("A", "B", "C")),
    tender(2, "2021-05-01", *close("A", "B")),
    tender(3, "2023-05-01", *far("A", "B")),
    tender(4, "2023-05-01", *far("C", "D")),
    tender(5, "2019-05-01", *close("A", "B")),
    tender(6, "2028-01-01", *close("A", "B")),
    tender(7, None, *close("A", "B")),
    tender(8, "2022-06-01", bid("A", 900), bid("B")),
    tender(9, "2022-06-01", *close("A", "B"), ocid="ocds-other1-"),
]


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> list[MarketRecord]:
    """Let the rulebook have one record, which a test may change."""
    given = [OF_PUBLISHER]
    book = replace(collusion_rulebook())
    book.__dict__["markets"] = given
    monkeypatch.setattr(rule_screen, "collusion_rulebook", lambda: book)
    return given


def answers(releases: Sequence[Json], publisher: PublisherProfile = NO_PROFILE) -> dict[str, RuleAnswers]:
    """Return the answers of the rules about each process of a file."""
    screen = RuleScreen(RuleSettings(as_of="2026-11-01", publisher=publisher))
    processes = [PublishedProcess(each["ocid"], each) for each in releases]
    for each in processes:
        screen.observe(each)
    screen.settle()
    return {each.ocid: screen.answers(each, None) for each in processes}


def codes(found: RuleAnswer) -> list[str]:
    return [each["code"] for each in found.reasons_json()]


def test_every_tender_has_the_answer_of_the_market_screen(records: list[MarketRecord], tmp_path: Path) -> None:
    file = tmp_path / "sample.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in SAMPLE), encoding="utf-8")
    told = answers(SAMPLE)
    beside = {each.tender.key: each for each in screened_by_market([file], records)}
    assert beside.keys() == told.keys()
    for ocid, of in told.items():
        assert {code: of[code].outcome for code in SCREENS} == {
            code: beside[ocid].outcome(screen) for code, screen in SCREENS.items()
        }, ocid
    outcomes = [each["COL-21"].outcome for each in told.values()]
    assert outcomes == ["flagged", "flagged", "clear", "clear", *["not_assessable"] * 5]
    assert [each["COL-22"].outcome for each in told.values()][:4] == ["clear", "flagged", "flagged", "clear"]


def test_a_finding_says_how_many_of_a_hundred_and_rests_on_the_bids(records: list[MarketRecord]) -> None:
    [finding] = answers(SAMPLE)["ocds-test01-1"]["COL-21"].findings
    assert (
        "Of 100 such tenders in this market (Fictional works, 5 January 2020 to 20 December 2024), 80 were"
        in (finding.statement["en"])
    )
    assert finding.severity == "medium"


def test_a_tender_without_a_screen_has_the_reason(records: list[MarketRecord]) -> None:
    told = list(answers(SAMPLE).values())
    assert tuple(codes(told[place]["COL-21"])[0] for place in (4, 5, 6, 8)) == (
        "process.market_record_later",
        "process.market_record_ended",
        "process.no_day_for_market",
        "process.no_market_record",
    )
    assert codes(answers(SAMPLE)["ocds-test01-1"]["COL-23"])[0] == "process.market_screen_abstains"
    for changed, reason in (
        (replace(OF_PUBLISHER, positives=19), "process.market_record_small"),
        (replace(OF_PUBLISHER, first_on=None), "process.market_record_undated"),
        (replace(OF_PUBLISHER, scope=replace(OF_PUBLISHER.scope, object="goods")), "process.market_record_other"),
    ):
        records[:] = [changed]
        found = answers(SAMPLE[:1])["ocds-test01-1"]["COL-21"]
        assert (found.outcome, codes(found)[0]) == ("not_assessable", reason)


def test_a_method_without_bids_is_not_applicable_and_one_bid_leaves_it_open(records: list[MarketRecord]) -> None:
    direct = {**SAMPLE[0], "tender": {"procurementMethod": "direct"}}
    assert answers([direct])["ocds-test01-1"]["COL-21"].outcome == "not_applicable"
    alone = answers([tender(1, "2022-05-01", bid("A", 900))])["ocds-test01-1"]["COL-21"]
    assert alone.outcome == "not_assessable"
    assert "selection: method" in [each["field"] for each in alone.reasons_json()]


def test_the_limit_of_the_ratio_is_that_of_the_market_on_one_basis_of_tax(records: list[MarketRecord]) -> None:
    def ratio(amount: int, on: str) -> RuleAnswer:
        value = {"amount": 1_100_000, "currency": "JPY"}
        release = tender(1, on, bid("A", amount, date=f"{on}T00:00:00Z"), bid("B", 999_000), value=value)
        return answers([release], TAXED)["ocds-test01-1"]["COL-08"]

    within = ratio(944_000, "2022-05-01")  # 94.4 % with tax of 10 %: the record's limit is 94.33 %
    assert within.outcome == "flagged"
    assert "In this market (Fictional works, 5 January 2020 to 20 December 2024)" in within.findings[0].statement["en"]
    assert ratio(942_000, "2022-05-01").outcome == "clear"
    before = ratio(942_000, "2019-12-01")
    assert "In this market" not in before.findings[0].statement["en"]
