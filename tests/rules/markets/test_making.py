"""A record made from a fictional market: split by time and by winners, read again from its text."""

import sys
from dataclasses import replace

import pytest

from rules.facts.market_records.model import depth
from rules.facts.market_records.reading import read_record
from rules.markets.errors import MarketFileError
from rules.markets.fitting import SklearnMissingError
from rules.markets.labelled import screened_tenders
from rules.markets.making import MadeRecord, judged_by_model, make_record
from rules.markets.splitting import split_by_time
from rules.markets.writing import record_text
from tests.rules.markets.building import DESCRIBED, market

pytestmark = pytest.mark.bare


@pytest.fixture(scope="module")
def made() -> MadeRecord:
    return make_record(market(), DESCRIBED)


def test_the_screen_of_prices_finds_the_group_and_the_figures_say_so(made: MadeRecord) -> None:
    screen = made.record.screens["prices"]
    assert screen.later.brier < 0.6 * screen.later.brier_of_base_rate
    assert screen.later.top_lower > 0.5
    assert screen.other_firms is not None
    assert screen.other_firms.brier < 0.8 * screen.other_firms.brier_of_base_rate
    assert depth(screen.model.tree) <= 3


def test_a_screen_that_is_no_better_than_the_base_rate_is_left_out(made: MadeRecord) -> None:
    assert set(made.record.abstains) == {"pairs", "rotation"}
    assert "not surely better than the base rate" in made.record.abstains["pairs"]["en"]


def test_the_parts_share_no_day() -> None:
    earlier, later = split_by_time(screened_tenders(market()))
    assert max(each.day for each in earlier) < min(each.day for each in later)


def test_a_record_is_the_same_when_it_is_read_from_its_text(made: MadeRecord) -> None:
    read = read_record(record_text(made.record), "fictional.yaml")
    assert record_text(read) == record_text(made.record)
    later = [each for each in screened_tenders(market()) if each.day > read.screens["prices"].last_on]
    ours, theirs = (judged_by_model(each.screens["prices"].model, later) for each in (made.record, read))
    assert ours == theirs


def test_the_order_of_the_file_changes_nothing(made: MadeRecord) -> None:
    turned = [replace(each, place=place) for place, each in enumerate(reversed(market()))]
    assert record_text(make_record(turned, DESCRIBED).record) == record_text(made.record)


@pytest.mark.parametrize(("tenders", "share"), [(79, 0.5), (200, 0.03)])
def test_too_few_labels_make_no_record(tenders: int, share: float) -> None:
    with pytest.raises(MarketFileError, match=r"make no record\. At least 80 and 20 are needed"):
        make_record(market(tenders, share=share, noise=0), DESCRIBED)


def test_a_later_part_without_cases_makes_no_record() -> None:
    early = [replace(each, positive=each.positive and each.tender.day < "2020-09") for each in market()]  # type: ignore[operator]
    with pytest.raises(MarketFileError, match="The later part has 0 labelled tenders"):
        make_record(early, DESCRIBED)


def test_without_scikit_learn_the_error_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(SklearnMissingError, match="Run `make install-dev`"):
        make_record(market(), DESCRIBED)
