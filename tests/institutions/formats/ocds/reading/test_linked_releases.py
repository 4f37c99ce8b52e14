"""A record that links to its releases: they are found in the given files, in any order, and nowhere else."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from institutions.formats.ocds.reading.located import located_processes
from institutions.formats.ocds.reading.packages import Process

Json = dict[str, Any]
PLACE = "https://example.org/packages"


def release(number: int, **more: Any) -> Json:
    made = {"id": str(number), "date": f"2024-0{number}-01T00:00:00Z", "tag": ["tender"], "initiationType": "tender"}
    return {"ocid": "ocds-test-1", **made, **more}


def package(name: str, *releases: Json) -> Json:
    return {"uri": f"{PLACE}/{name}", "releases": list(releases)}


def record(*links: str) -> Json:
    return {"records": [{"ocid": "ocds-test-1", "releases": [{"url": f"{PLACE}/{each}"} for each in links]}]}


def read(folder: Path, *documents: Json) -> list[Process]:
    """Write documents, a file each, and return their processes in the order of the files."""
    paths: list[Path] = []
    for number, each in enumerate(documents):
        paths.append(folder / f"{number}.json")
        paths[-1].write_text(json.dumps(each), encoding="utf-8")
    return [placed.process for path in paths for placed in located_processes(path, beside=paths)]


FIRST = package("a", release(1, tender={"id": "1", "title": "Works"}))
SECOND = package("b", release(2, tender={"id": "1", "status": "active"}), release(3, ocid="ocds-test-2"))
LINKS = record("a#1", "b#2")


@pytest.mark.parametrize("order", [(LINKS, FIRST, SECOND), (FIRST, SECOND, LINKS), (SECOND, LINKS, FIRST)])
def test_linked_releases_are_merged_whatever_the_order(tmp_path: Path, order: Sequence[Json]) -> None:
    found = {each.name: each for each in read(tmp_path, *order)}
    assert found.keys() == {"ocds-test-1", "ocds-test-2"}
    merged = found["ocds-test-1"].release
    assert merged is not None
    assert merged["tender"] == {"id": "1", "title": "Works", "status": "active"}
    assert len(read(tmp_path, *order)) == 2


def test_the_address_of_a_package_means_its_only_release(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record("a"), FIRST)
    assert found.release is not None


def test_a_release_that_is_not_given_is_an_error_with_its_address(tmp_path: Path) -> None:
    found = read(tmp_path, LINKS, FIRST)
    (error,) = found[0].errors
    assert error.field == "/records/0"
    assert f"{PLACE}/b#2" in error.message
    assert "Nothing is fetched" in error.message
    assert found[1].release is not None, "the package that was given is read by itself"


def test_a_record_with_neither_is_told_as_before(tmp_path: Path) -> None:
    (found,) = read(tmp_path, {"records": [{"ocid": "ocds-test-1", "releases": [{"date": "2024"}]}]})
    assert "neither a compiled release" in found.errors[0].message
