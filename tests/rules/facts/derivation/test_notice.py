"""Periods of notice that may bind, the days given, and the publication of the award."""

from typing import Any

import pytest

from rules.facts.gathering.statements import Values
from rules.facts.kinds.base import OPEN_END
from rules.facts.kinds.notice import AwardPublished
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, values

pytestmark = pytest.mark.bare


def notice(*names: str, of: str | None = "central", proposal: Values | None = None, **selection: Any) -> list[Any]:
    sponsor = {**PARTIES["METI"], **({"gpa_class": of} if of else {})}
    case = case_with(
        selection={"method": "open", "object": "goods", **selection},
        proposal=proposal,
        parties={**PARTIES, "METI": sponsor},
    )
    return values(facts(case, "notice_period"), *names)


def regimes(**given: Any) -> list[str]:
    return [regime for (regime,) in notice("regime", **given)]


def test_an_open_selection_is_bound_by_the_order_the_gpa_and_voluntary_measures() -> None:
    assert regimes() == ["gpa", "order", "voluntary"]


def test_urgency_and_a_later_lot_shorten_the_periods_where_they_are_stated() -> None:
    assert regimes(urgent=True) == ["gpa_urgent", "order_urgent"]
    assert regimes(later_lot=True) == ["gpa_later_lot", "order"]
    assert regimes(urgent=True, later_lot=True) == ["gpa_urgent", "order_urgent"]
    assert regimes(urgent=False, later_lot=False) == ["gpa", "order", "voluntary"]


def test_what_the_gpa_does_not_cover_is_bound_by_the_order_alone() -> None:
    assert regimes(object="research") == ["order"]
    assert regimes(of="none") == ["order"]
    assert regimes(proposal={"secrecy": "defence"}) == ["order"]
    assert regimes(proposal={"defence_use": True}) == ["order"]


def test_a_negotiated_contract_is_bound_by_voluntary_measures_alone() -> None:
    assert regimes(method="negotiated") == ["voluntary_negotiated"]
    assert regimes(method="negotiated", object="research") == []
    assert regimes(method="designated") == []


def test_where_the_class_is_unknown_the_periods_of_the_gpa_ask_for_it() -> None:
    found = notice("id", "category", of=None)
    asking = [("gpa_class(body=METI)/gpa", None), ("gpa_class(body=METI)/voluntary", None)]
    assert found == [*asking, ("notice_period:order", None)]
    assert notice("id", "category")[0] == ("notice_period:gpa", "central_goods")


def test_the_days_are_those_stated_else_those_between_opening_and_close() -> None:
    def days(**given: Any) -> set[Any]:
        return {each for (each,) in notice("days", **given)}

    assert days(notice_days=12, opened_on="2026-05-01", closed_on="2026-05-31") == {12}
    assert days(opened_on="2026-05-01", closed_on="2026-05-31") == {30}
    assert days(notice_days=0) == {0}
    assert days(opened_on="2026-05-01") == {None}
    assert days(closed_on="2026-05-31") == {None}


def test_a_period_of_the_gpa_rests_on_its_coverage_and_one_of_the_order_does_not() -> None:
    found = dict(notice("regime", "origins"))
    assert found["gpa"] == ("procurement_covered", "selection")
    assert found["order"] == ("selection",)


def test_value_and_day_are_those_that_the_threshold_is_compared_with() -> None:
    given: dict[str, Any] = {"lots_total_yen": 30_000_000, "awarded_on": "2026-03-31"}
    assert set(notice("value_yen", "lots_total_yen", "on", **given)) == {(30_000_000, 30_000_000, "2026-03-31")}
    assert set(notice("value_yen", "lots_total_yen", reserve_price_yen=15_000_000, later_lot=True)) == {
        (15_000_000, None)
    }


def published(**selection: Any) -> AwardPublished:
    (fact,) = facts(case_with(selection=selection), "award_published")
    assert isinstance(fact, AwardPublished)
    return fact


def test_an_award_is_made_by_its_day_not_made_before_and_unknown_where_it_is_left_out() -> None:
    assert published(awarded_on="2026-06-20").awarded is True
    assert published(awarded_on="2026-06-21").awarded is False
    assert published(awarded_on=None).awarded is False
    assert (published().awarded, published().awarded_on) == (None, None)


def test_a_notice_that_was_not_given_by_the_day_of_the_case_is_none_and_one_that_is_left_out_is_unknown() -> None:
    assert published(award_notified_on="2026-06-20").award_notified_on == "2026-06-20"
    assert published(award_notified_on="2026-06-21").award_notified_on == OPEN_END
    assert published(award_notified_on=None).award_notified_on == OPEN_END
    assert published().award_notified_on is None


def test_what_was_published_is_as_stated() -> None:
    found = published(evaluation_published=True, contract_published=False)
    assert (found.evaluation_published, found.contract_published) == (True, False)
    assert (published().evaluation_published, published().contract_published) == (None, None)
