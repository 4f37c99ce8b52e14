"""The records that are shipped: read, applied within their market, evaluated without any library."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rules.engine.loading.program_rulebook import FOLDER
from rules.facts.market_records.model import Leaf, ReadableModel, TreeQuestion, unknown_figure
from rules.facts.market_records.reading import MarketRecordError, read_record, record_files, records_in
from rules.facts.market_records.record import TenderPlace, record_for

pytestmark = pytest.mark.bare
RECORDS = {each.key: each for each in records_in(FOLDER)}
MODEL = ReadableModel(
    TreeQuestion("bids", 3.5, Leaf(10, 0), TreeQuestion("cv", 0.01, Leaf(10, 9), Leaf(10, 5))),
    ((0.0, 0.05), (0.5, 0.2), (0.9, 0.8)),
)


def test_three_markets_are_shipped() -> None:
    assert {key: (each.tenders, each.positives) for key, each in RECORDS.items()} == {
        "okinawa_works": (628, 123),
        "petrobras": (99, 33),
        "swiss_roads": (4344, 3199),
    }


def test_a_chance_lies_between_the_points_of_the_calibration() -> None:
    assert MODEL.chance({"bids": 2.0, "cv": None}) == 0.05
    assert MODEL.chance({"bids": 4.0, "cv": 0.01}) == 0.8
    assert MODEL.calibrated(0.7) == pytest.approx(0.5)
    assert MODEL.calibrated(1.0) == 0.8


def test_a_figure_that_the_tree_asks_for_and_nobody_knows_gives_no_chance() -> None:
    assert MODEL.chance({"bids": 4.0, "cv": None}) is None
    assert unknown_figure(MODEL.tree, {"bids": 4.0, "cv": None}) == "cv"


@pytest.mark.parametrize(
    ("day", "ocid", "applies"),
    [
        ("2003-04-17", "ocds-jpokin-2", True),
        ("2005-06-06", "ocds-jpokin-2", True),
        ("2005-06-07", "ocds-jpokin-2", False),
        ("2003-04-16", "ocds-jpokin-2", False),
        ("2005-01-01", "ocds-other-2", False),
        (None, "ocds-jpokin-2", False),
    ],
)
def test_a_record_applies_within_its_market_and_until_it_expires(day: str | None, ocid: str, applies: bool) -> None:
    assert RECORDS["okinawa_works"].applies_to(TenderPlace(day, ocid=ocid)) is applies


def test_a_record_of_an_object_and_a_region_applies_to_no_other_and_to_none_unknown() -> None:
    record = RECORDS["okinawa_works"]
    narrow = replace(record, scope=replace(record.scope, bodies=("METI",), object="works", region="JP-47"))
    place = TenderPlace("2005-01-01", body="METI", object="works", region="JP-47")
    assert record_for([narrow], place) is narrow
    for other in (replace(place, object="goods"), replace(place, region=None), replace(place, body="MOF")):
        assert record_for([narrow], other) is None


def test_a_market_whose_tenders_have_no_dates_applies_nowhere() -> None:
    assert not RECORDS["swiss_roads"].applies_to(TenderPlace("2008-01-01", ocid="ocds-chgrsg-1"))


def test_a_market_with_few_labels_applies_nowhere() -> None:
    place = TenderPlace("2005-01-01", ocid="ocds-jpokin-2")
    assert not replace(RECORDS["okinawa_works"], tenders=79).applies_to(place)
    assert not replace(RECORDS["okinawa_works"], positives=19).applies_to(place)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("figure: bids", "figure: luck", "is 'luck', which is no figure of a tender"),
        ("expires_on: '2005-06-06'", "expires_on: soon", "is 'soon', which is no day"),
        ("positives: 123", "positives: many", "is 'many', not int"),
        ("  rotation:", "  turns:", "do not name each of prices, pairs, rotation once"),
        ("calibration:", "points:", "/screens/prices/calibration is None, not list"),
    ],
)
def test_a_wrong_record_is_refused_with_its_place_and_remedy(old: str, new: str, problem: str) -> None:
    (file,) = (each for each in record_files(FOLDER) if each.stem == "okinawa_works")
    text = file.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(MarketRecordError, match=f"{problem}. Make the record again with `manage.py market fit`"):
        read_record(text.replace(old, new), file.name)


def test_records_are_read_without_scikit_learn() -> None:
    code = (
        "import sys; from pathlib import Path; from rules.facts.market_records.reading import records_in; "
        f"records_in(Path({str(FOLDER)!r})); sys.exit('sklearn' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(FOLDER).parent, check=False).returncode == 0
