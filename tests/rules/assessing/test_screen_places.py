"""The place of a selection among the sponsor's own tenders, told where no record says what it means."""

from dataclasses import replace
from typing import Any

import pytest

from institutions.codes.parameters import PlainNumber
from rules.assessing.remarks import PlaceOfPairs, PlaceOfPrices, remarks_on
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.derivation.test_market_screens import RECORD, WORKS
from tests.rules.facts.gathering.building import case_with, said

pytestmark = pytest.mark.bare
HERE = [
    said("bid", company=company, amount_yen=yen, on="2026-05-01", status="valid")
    for company, yen in (("hikari", 900), ("kita", 910))
]


def calls(number: int, width: int = 100) -> list[GatheredStatement]:
    """Return earlier calls, each with two bids that differ more than those of this selection."""
    found = []
    for place in range(number):
        key = f"c{place}"
        values: dict[str, Any] = {"body": "METI", "object": "works", "closed_on": f"2025-{1 + place:02}-01"}
        found.append(replace(said("call", own=False, **values), lineage=key, ref=f"call/{key}"))
        for company, yen in (("hikari", 900), ("kita", 900 + width + place)):
            found.append(said("bid", call=key, company=company, amount_yen=yen, status="valid", own=False))
    return found


def remarks(*statements: GatheredStatement) -> tuple[Any, ...]:
    return remarks_on(case_with(*statements, selection=WORKS), current_rulebook())


def test_the_place_names_no_company_and_how_many_tenders_it_rests_on() -> None:
    assert remarks(*HERE, *calls(12)) == (PlaceOfPrices(lower_than=PlainNumber(100), tenders=PlainNumber(12)),)


def test_nothing_is_told_of_few_tenders_or_of_none_here() -> None:
    assert remarks(*HERE, *calls(9)) == ()
    assert remarks(*calls(12)) == ()


def test_nothing_is_told_where_a_record_knows_the_screen() -> None:
    book = replace(current_rulebook())
    book.__dict__["markets"] = (RECORD,)
    case = case_with(*HERE, *calls(12), selection=WORKS)
    assert [each for each in remarks_on(case, book) if isinstance(each, PlaceOfPrices | PlaceOfPairs)] == []


def test_the_rules_are_not_assessable_without_a_record_and_ask_for_nothing_to_decide() -> None:
    result = assess_case(case_with(*HERE, *calls(12), selection=WORKS), current_rulebook())
    for code in ("COL-21", "COL-22", "COL-23"):
        assert result.outcomes[code].outcome == "not_assessable"
        assert [getattr(each, "kind", None) for each in result.outcomes[code].missing] == ["market_screen"]
    assert not [each for each in result.findings if each.code in ("COL-21", "COL-22", "COL-23")]
    assert len(result.remarks) == 1


def test_a_record_gives_a_finding_with_its_figures() -> None:
    book = replace(current_rulebook())
    book.__dict__["markets"] = (RECORD,)
    result = assess_case(case_with(*HERE, selection=WORKS), book)
    (finding,) = (each for each in result.findings if each.code == "COL-21")
    assert finding.severity == "medium"
    assert "Of 100 such tenders in this market (Fictional works," in finding.statement["en"]
    assert "80 were in proved cartels" in finding.statement["en"]
    assert "架空の工事" in finding.statement["ja"]
