"""Data that gives the label away is refused."""

from dataclasses import replace

import pytest

from rules.facts.tenders.tender import TenderBid
from rules.markets.labelled import LabelledTender, screened_tenders
from rules.markets.leaks import LeakError, refuse_figures_of_the_future, refuse_leaks
from tests.rules.markets.building import market

pytestmark = pytest.mark.bare


def refuse(labelled: list[LabelledTender], *, explained: bool = False) -> None:
    refuse_leaks(labelled, screened_tenders(labelled), order_explained=explained)


def placed(labelled: list[LabelledTender]) -> list[LabelledTender]:
    return [replace(each, place=place) for place, each in enumerate(labelled)]


def test_an_honest_market_passes() -> None:
    refuse(market())


def test_a_file_ordered_by_label_is_refused_until_somebody_says_why() -> None:
    ordered = placed(sorted(market(), key=lambda each: each.positive))
    with pytest.raises(LeakError, match="The order of the file predicts the label"):
        refuse(ordered)
    refuse(ordered, explained=True)


def test_tenders_of_one_day_ordered_by_label_are_refused_in_a_file_in_order_of_days() -> None:
    ordered = placed(sorted(market(), key=lambda each: ((each.tender.day or "")[:4], each.positive)))
    by_year = [
        replace(each, tender=replace(each.tender, day=(each.tender.day or "")[:4] + "-01-01")) for each in ordered
    ]
    with pytest.raises(LeakError, match="of two tenders of one day"):
        refuse(by_year)


def test_a_figure_that_is_the_label_is_refused() -> None:
    extra = (TenderBid("one more", 140.0),)
    labelled = [
        replace(each, tender=replace(each.tender, bids=(*each.tender.bids, *extra))) if each.positive else each
        for each in market()
    ]
    with pytest.raises(LeakError, match="The figure bids alone is the label"):
        refuse(labelled)


def test_a_figure_that_reads_the_future_is_refused() -> None:
    labelled = market()
    screened = screened_tenders(labelled)
    refuse_figures_of_the_future(labelled, screened)
    of_future = [replace(each, figures={**each.figures, "known_bidders": 1.0}) for each in screened]
    with pytest.raises(LeakError, match=r"The figure known_bidders of tender .* reads what came after its day"):
        refuse_figures_of_the_future(labelled, of_future)
