"""Releases that become known bit by bit: in the order of their dates, each once, and never one against another."""

from itertools import permutations
from typing import Any

import pytest

from institutions.formats.ocds.reading.merging import compile_releases
from institutions.formats.ocds.reading.release_history import (
    MOST_RELEASES,
    Disagreement,
    corrected_by,
    with_new_releases,
)
from institutions.formats.ocds.reading.unknown_stages import unknown_stages
from institutions.formats.ocds.reading.versions import latest_day

pytestmark = pytest.mark.bare

Json = dict[str, Any]


def release(month: int, tag: str = "tender", **content: object) -> Json:
    return {"ocid": "a", "id": f"{month}", "date": f"2024-{month:02}-01T00:00:00Z", "tag": [tag], **content}


def known(*releases: Json) -> tuple[Json, ...]:
    """Return the releases that are kept of those which arrive in this order, one by one."""
    held: tuple[Json, ...] = ()
    for each in releases:
        found = with_new_releases(held, [each])
        assert not isinstance(found, Disagreement)
        held = found
    return held


MONTHS = (
    release(1, tender={"a": 1, "b": 1}, parties=[{"id": "x", "n": 1}]),
    release(2, tender={"a": 2}, parties=[{"id": "y"}]),
    release(3, tender={"b": None}, parties=[{"id": "x", "n": 3}]),
    release(4, "award", awards=[{"id": "1"}]),
)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_whatever_the_order_the_result_is_that_of_one_package(order: tuple[int, ...]) -> None:
    assert compile_releases(known(*(MONTHS[each] for each in order))) == compile_releases(MONTHS)


def test_what_a_compiled_release_includes_is_not_kept() -> None:
    compiled = release(3, "compiled", tender={"a": 9})
    assert known(MONTHS[0], compiled, MONTHS[1], MONTHS[3]) == (compiled, MONTHS[3])


def test_of_many_that_say_the_same_the_first_and_the_last_are_kept() -> None:
    daily = [release(month, tender={"a": 1}) for month in range(1, 9)]
    assert known(*daily) == (daily[0], daily[-1])
    assert known(*reversed(daily)) == (daily[0], daily[-1])


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ({"tender": {"a": 1}}, {"tender": {"b": 2}}, ()),
        ({"tender": {"a": 1}}, {"tender": {"a": 2, "c": 1}}, ("/tender/a",)),
        ({"tender": {"a": 1}}, {"tender": {"a": None}}, ("/tender/a",)),
        ({"tender": {"a": 1}}, {"tender": None}, ("/tender",)),
        ({"awards": [{"id": "1", "a": 1}]}, {"awards": [{"id": "2", "a": 2}]}, ()),
        ({"awards": [{"id": "1", "a": 1}]}, {"awards": [{"id": "1", "a": 2}]}, ("/awards/a",)),
        ({"awards": [{"id": "1", "a": 1}]}, {"awards": []}, ()),
        ({"awards": [{"a": 1}]}, {"awards": [{"a": 2}]}, ("/awards",)),
        (
            {"additionalIdentifiers": [{"id": "1"}]},
            {"additionalIdentifiers": [{"id": "2"}]},
            ("/additionalIdentifiers",),
        ),
        ({"language": "ja"}, {"language": "en"}, ()),
    ],
)
def test_releases_of_one_moment_must_not_contradict_each_other(
    first: Json, second: Json, places: tuple[str, ...]
) -> None:
    one = {**release(1), **first}
    other = {**release(1), "id": "other", "date": "2024-01-01T09:00:00+09:00", **second}
    for here, there in ((one, other), (other, one)):
        found = with_new_releases([here], [there])
        assert (found.places if isinstance(found, Disagreement) else ()) == places


def test_more_releases_than_anybody_publishes_are_not_compared() -> None:
    many = [{"ocid": "a", "date": f"2024-01-01T00:00:{n % 60:02}.{n:06}Z", "n": n} for n in range(MOST_RELEASES)]
    assert len(known(*many[:3])) == 3
    found = with_new_releases(many, [{"ocid": "a", "date": "2025-01-01T00:00:00Z", "n": -1}])
    assert found == Disagreement((), too_many=True)
    assert with_new_releases(many, many[:1]) == tuple(many), "one that is known changes nothing"


def test_a_correction_of_a_release_takes_its_place_and_leaves_the_others() -> None:
    corrected = release(2, tender={"a": 5})
    assert corrected_by(MONTHS, [corrected]) == (MONTHS[0], corrected, *MONTHS[2:])
    assert corrected_by(MONTHS, [MONTHS[1]]) == MONTHS
    undated = {"ocid": "a", "tender": {"a": 7}}
    assert corrected_by(MONTHS, [undated]) == (undated,)


@pytest.mark.parametrize(
    ("tags", "content", "unknown"),
    [
        (["tender"], {}, ()),
        (["tenderUpdate"], {"tender": {"id": "1"}}, ("/tender",)),
        (["tender", "tenderUpdate"], {"tender": {"id": "1"}}, ()),
        (["award"], {}, ("/tender",)),
        (["award"], {"tender": {"id": "1"}}, ()),
        (["awardUpdate", "contractAmendment"], {"tender": {"id": "1"}}, ("/awards", "/contracts")),
        (["award", "awardUpdate", "contract"], {"tender": {"id": "1"}}, ()),
        (["compiled"], {}, ()),
        (["compiled", "awardUpdate"], {}, ()),
        ([None, 5, "other"], {}, ()),
    ],
)
def test_a_stage_is_unknown_whose_first_release_is_not_given(tags: list[Any], content: Json, unknown: Any) -> None:
    assert unknown_stages([{"ocid": "a", "tag": tags, **content}]) == unknown
    assert unknown_stages([{"ocid": "a", "tag": [tag], **content} for tag in tags]) == unknown


def test_a_versioned_release_is_as_new_as_its_newest_value() -> None:
    def version(day: str, value: object) -> Json:
        return {"releaseID": day, "releaseDate": day, "releaseTag": ["tender"], "value": value}

    versioned = {"tender": {"a": [version("2024-01-01", 1), version("2024-03-01", 2)], "b": [version("2024-02-01", 3)]}}
    assert latest_day(versioned) == "2024-03-01"
    assert latest_day({"tender": {"id": "1"}}) is None
