"""A tender of several bidders that is imported before its award: nothing is found about a bid that nobody chose."""

from typing import Any

from django.utils import timezone

from institutions.formats.ocds.reading.conversion import ReleaseOrigin, convert_release
from rules.assessing.case_result import CaseResult
from rules.assessing.result_lines import ResultReader
from rules.assessing.run import assess_case
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from tests.institutions.formats.ocds.reading.samples import options, release
from tests.rules.facts.gathering.conftest import Json, Register

BIDDERS = ("H", "K", "M")


def bid(party: str, amount: int) -> Json:
    value = {"amount": amount, "currency": "JPY"}
    return {"id": party, "status": "valid", "tenderers": [{"id": party}], "value": value}


def assessed(register: Register, **changes: Any) -> CaseResult:
    """Return the result of a registered tender of three bidders, each just below the reserve price."""
    parties = [{"id": each, "name": f"Sample {each}"} for each in BIDDERS]
    bids = {"details": [bid(each, 29_000_000 + place) for place, each in enumerate(BIDDERS)]}
    given = release(parties=parties, bids=bids, **changes)
    converted = convert_release(given, options(reserve_from="tender.value"), ReleaseOrigin())
    assert converted.errors == ()
    (case,) = gather_cases([register(converted.document).submission], timezone.now())
    return assess_case(case, current_rulebook())


def found(result: CaseResult, code: str) -> list[str]:
    return [each.statement["en"] for each in result.findings if each.code == code]


def test_no_bidder_is_named_and_the_rule_asks_for_the_day_of_the_award(register: Register) -> None:
    result = assessed(register, awards=None)
    assert found(result, "COL-08") == []
    assert result.outcomes["COL-08"].outcome == "not_assessable"
    reader = ResultReader(SnapshotFacts(result.snapshot))
    said = [reader.said(each) for each in result.outcomes["COL-08"].missing]
    assert [each.words("en") for each in said] == ["Which bidder was chosen"]
    assert [each.words("ja") for each in said] == ["落札者の決定"]


def test_the_bidder_that_the_award_names_is(register: Register) -> None:
    award = {"id": "a", "status": "active", "date": "2026-04-20T00:00:00+09:00", "suppliers": [{"id": "K"}]}
    [said] = found(assessed(register, awards=[award]), "COL-08")
    assert said.startswith("The bid of Sample K is 96.66% of the reserve price.")
