"""Figures of the prices of one tender, by hand and against those that others computed."""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from rules.facts.tenders.prices import price_figures
from rules.facts.tenders.tender import Tender, TenderBid

pytestmark = pytest.mark.bare
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "collusion"


def tender(*amounts: float | None, reserve: float | None = None) -> Tender:
    bids = [TenderBid(f"firm {number}", amount) for number, amount in enumerate(amounts)]
    return Tender("one", "2026-06-15", bids, reserve)


def test_figures_of_four_bids() -> None:
    found = price_figures(tender(100, 110, 110, 130, reserve=125))
    assert found["bids"] == 4
    assert found["cv"] == pytest.approx(0.11185, abs=1e-5)
    assert found["losing_cv"] == pytest.approx(0.09897, abs=1e-5)
    assert found["spread"] == pytest.approx(0.3)
    assert found["relative_distance"] == pytest.approx(0.86603, abs=1e-5)
    assert found["near_lowest"] == 0
    assert found["identical"] == 0.5
    assert found["ratio_to_reserve"] == 0.8
    assert found["second_to_first"] == pytest.approx(0.1)


def test_bids_within_one_per_cent_of_the_lowest_are_near() -> None:
    assert price_figures(tender(100, 101, 101.01))["near_lowest"] == 0.5


def test_an_amount_that_is_not_stated_leaves_all_prices_unknown_and_the_bids_counted() -> None:
    found = price_figures(tender(100, None, 130))
    assert found.pop("bids") == 3
    assert set(found.values()) == {None}


def test_a_bid_that_does_not_stand_has_no_price() -> None:
    bids = [TenderBid("a", 100), TenderBid("b", 90, stands=False), TenderBid("c", 120)]
    assert price_figures(Tender("one", "2026-06-15", bids))["spread"] == pytest.approx(0.2)


def test_few_or_equal_bids_have_no_deviation_to_divide_by() -> None:
    assert price_figures(tender(100))["cv"] is None
    assert price_figures(tender(100, 110))["skewness"] is None
    equal = price_figures(tender(100, 110, 110))
    assert equal["relative_distance"] is None
    assert price_figures(tender(100, 100, 100))["skewness"] is None


@pytest.mark.parametrize("name", ["Japan", "Brazil", "Switzerland_GR_and_See-Gaster"])
def test_variation_spread_and_skewness_are_those_of_the_published_study(name: str) -> None:
    file = SHARED / f"{name}.csv.gz"
    if not file.exists():
        pytest.skip(f"needs {file.name} of the shared data on collusion, which is not here")
    rows = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            rows[row["Tender"]].append(row)
    compared = 0
    for bids in rows.values():
        found = price_figures(tender(*(float(each["Bid_value"]) for each in bids)))
        for ours, theirs in (("cv", "CV"), ("spread", "SPD"), ("skewness", "SKEW")):
            if bids[0][theirs] and found[ours] is not None:
                assert found[ours] == pytest.approx(float(bids[0][theirs]), abs=6e-5), (bids[0]["Tender"], ours)
                compared += 1
    assert compared > 2.5 * len(rows)
