"""Merging releases as OCDS 1.1 says."""

import json
from typing import Any

import pytest

from institutions.drafts.check import DraftInvalid
from institutions.formats.ocds.reading.merging import compile_releases
from tests.every import every
from tests.institutions.formats.ocds.reading.samples import shared

pytestmark = pytest.mark.bare


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Return a release of January and one of February, given in the wrong order."""
    found = compile_releases([{"date": "2026-02-01T00:00:00Z", **second}, {"date": "2026-01-01T00:00:00Z", **first}])
    found.pop("date")
    return found


@every(
    "first, second, result",
    [
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": None}, {}),
        ({"a": {"b": 1, "c": 1}}, {"a": {"b": 2}}, {"a": {"b": 2, "c": 1}}),
        ({"a": {"b": 1}}, {"a": {"b": None}}, {"a": {}}),
        ({"a": {"b": 1}}, {"a": 5}, {"a": 5}),
        ({"a": 5}, {"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
        ({"a": ["x", "y"]}, {"a": ["z"]}, {"a": ["z"]}),
        ({"a": [{"id": "1", "b": 1}]}, {"a": []}, {"a": [{"id": "1", "b": 1}]}),
        (
            {"a": [{"id": "1", "b": 1, "c": 1}, {"id": "2"}]},
            {"a": [{"id": "3"}, {"id": "1", "b": 2}]},
            {"a": [{"id": "1", "b": 2, "c": 1}, {"id": "2"}, {"id": "3"}]},
        ),
        ({"a": [{"id": "1"}]}, {"a": [{"id": 1}]}, {"a": [{"id": "1"}, {"id": 1}]}),
        ({"a": [{"id": "1"}]}, {"a": [{"id": "1"}, {"b": 1}]}, {"a": [{"id": "1"}, {"b": 1}]}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a": [{"b": 2}]}),
        (
            {"additionalIdentifiers": [{"id": "1", "scheme": "A"}]},
            {"additionalIdentifiers": [{"id": "2"}]},
            {"additionalIdentifiers": [{"id": "2"}]},
        ),
    ],
)
def test_the_later_release_brings_the_earlier_up_to_date(
    first: dict[str, Any], second: dict[str, Any], result: dict[str, Any]
) -> None:
    assert both(first, second) == result


def test_the_order_is_that_of_moments_not_of_texts() -> None:
    late = {"date": "2026-01-01T08:00:00+09:00", "a": "early"}  # 23:00 of the day before in UTC
    assert compile_releases([late, {"date": "2026-01-01T00:00:00Z", "a": "late"}])["a"] == "late"


def test_a_compiled_release_stands_for_all_before_it() -> None:
    assert both({"a": [{"id": "1"}]}, {"tag": ["compiled"], "a": [{"id": "2"}]})["a"] == [{"id": "2"}]


def test_a_single_release_needs_no_date() -> None:
    assert compile_releases([{"a": 1}]) == {"a": 1}


@pytest.mark.parametrize("given", [None, "soon", 5, "2026-13-01"])
def test_releases_without_a_date_are_refused(given: Any) -> None:
    with pytest.raises(DraftInvalid, match="Release 2 of those to be merged has no date"):
        compile_releases([{"date": "2026-01-01"}, {"date": given}])


def test_the_official_example_merges_into_its_official_compiled_release() -> None:
    releases = json.loads(shared("ppp_full_compiled_release.json").read_text(encoding="utf-8"))["releases"]
    record = json.loads(shared("ppp_full_record_package.json").read_text(encoding="utf-8"))["records"][0]
    ours, official = compile_releases(releases), record["compiledRelease"]
    for name in ("id", "date", "tag"):  # of the merge itself
        ours.pop(name)
        official.pop(name)
    assert len(releases) == 8
    assert ours == official
