"""A grant procures nothing: the law on procurement is not read, and nothing is asked for that only it needs."""

from typing import Final

import pytest

from rules.facts.gathering.statements import Values
from tests.rules.facts.gathering.building import case_with, facts, said

pytestmark = pytest.mark.bare
GRANT: Final[Values] = {"method": "open", "object": None}


def test_the_agreement_on_procurement_does_not_cover_it_and_no_period_of_notice_binds() -> None:
    case = case_with(selection=GRANT, proposal={"scheme": "grant"})
    (covered,) = facts(case, "procurement_covered")
    assert (covered.id, covered.covered, covered.category) == ("procurement_covered", False, None)
    assert facts(case, "notice_period") == []


def test_the_object_is_the_word_none_and_not_unknown() -> None:
    (selection,) = facts(case_with(selection=GRANT), "selection")
    assert selection.object == "none"
    (selection,) = facts(case_with(selection={"method": "open", "object": "goods"}), "selection")
    assert selection.object == "goods"


def test_applications_are_compared_with_no_reserve_price() -> None:
    bid = said("bid", company="hikari", status="valid", amount_yen=290)
    assert facts(case_with(bid, selection=GRANT), "bid_ratio") == []
    assert len(facts(case_with(bid, selection={"method": "open"}), "bid_ratio")) == 1


def test_earlier_awards_without_an_object_are_no_series_of_it() -> None:
    awards = [said("award", company="hikari", body="METI", on=f"202{n}-05-01", method="open") for n in range(2, 6)]
    known = said("history_known", body="METI", domain="magnets")
    assert facts(case_with(known, *awards, selection=GRANT), "tender_series") == []
