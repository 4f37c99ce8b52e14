"""Releases of one process take work in proportion to what is sent, however they are spread over packages and lines."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from institutions.formats.ocds.reading import joined_processes, release_history
from institutions.formats.ocds.reading.compared_json import comparable_json
from institutions.formats.ocds.reading.joined_processes import JoinedProcess, JoinedProcesses
from institutions.formats.ocds.reading.linked import MOST_RECORDS, LinkedReleases
from institutions.formats.ocds.reading.located import located_processes
from institutions.formats.ocds.reading.merging import compile_releases
from institutions.formats.ocds.reading.packages import Process, processes_in
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
N: Final = 60


def release(place: int, **more: Any) -> Json:
    """Return one of many releases of a process, each of a day of its own, with an award of its own."""
    day = f"20{10 + place // 336:02}-{1 + place % 12:02}-{1 + place // 12 % 28:02}T00:00:00Z"
    return {"ocid": "ocds-1", "id": str(place), "date": day, "awards": [{"id": f"a{place}"}], **more}


def test_a_package_of_many_releases_of_one_process_is_merged_item_by_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """4,000 took 3 seconds, as all items were copied with each release; a file may have a hundred times as many."""

    def merged(number: int) -> None:
        [found] = processes_in({"releases": [release(each) for each in range(number)]})
        assert found.release is not None
        assert [each["id"] for each in found.release["awards"]] == [f"a{each}" for each in order(number)]

    assert_linear(merged, size=N)


def order(number: int) -> list[int]:
    return sorted(range(number), key=lambda each: (release(each)["date"], each))


def test_a_merge_changes_no_release_that_came_in() -> None:
    mixed = release(0, awards=[{"id": "a", "title": "first"}, "text"])
    later = release(1, awards=[{"id": "a", "title": "second"}])
    before = json.dumps([mixed, later])
    assert compile_releases([mixed, later])["awards"][0] == {"id": "a", "title": "second"}
    assert json.dumps([mixed, later]) == before


def joined(releases: list[Json], path: Path) -> list[JoinedProcess]:
    """Return the processes of a file with one release a line."""
    path.write_text("".join(json.dumps(each) + "\n" for each in releases))
    return [*JoinedProcesses(lambda: ((0, each) for each in located_processes(path)))]


@pytest.mark.parametrize(
    "of_line",
    [
        lambda place: release(place),
        lambda place: {"ocid": "ocds-1", "id": str(place), "title": str(place)},
        lambda place: {"ocid": "ocds-1", "id": "1", "date": "2026-01-01T00:00:00Z", "title": str(place)},
        lambda place: release(0, awards=[]),
    ],
    ids=["dated", "undated", "of one moment", "repeated"],
)
def test_lines_of_one_process_are_not_compared_with_a_large_one_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_line: Callable[[int], Json]
) -> None:
    """A small line was compared with the text of a large release, for each of thousands of lines.

    What is compared is counted by its characters.
    """
    compared = 0
    plain = comparable_json

    def counted(given: object) -> str:
        nonlocal compared
        compared += len(text := plain(given))
        return text

    for each in (joined_processes, release_history):
        monkeypatch.setattr(each, "comparable_json", counted)
        monkeypatch.setattr(each, "MOST_RELEASES", 5)

    def characters(lines: int, letters: int) -> int:
        nonlocal compared
        large = {**of_line(0), "description": "a" * letters}
        rest = [of_line(place) for place in range(1, lines)]
        compared = 0
        found = joined([large, *rest, *([large] * lines)], tmp_path / "lines.jsonl")
        assert found[0].placed.process.name == "ocds-1"
        return compared

    few, more = (characters(lines, 20_000) - characters(lines, 0) for lines in (20, 40))
    repeated = 20 * 20_000  # each line that repeats the large release is read once
    assert more - few <= repeated * 1.2


def test_places_in_which_releases_differ_are_shortened_and_few_are_named() -> None:
    before, after = ({"ocid": "o", **{f"{each}{'x' * 1_000}": value for each in range(100)}} for value in (1, 2))
    places = release_history.differing(before, after)
    assert len(places) == release_history.MOST_PLACES
    assert max(map(len, places)) <= 60
    dated = [{**each, "date": "2026-01-01T00:00:00Z"} for each in (before, after)]
    found = release_history.disagreement(dated[:1], dated[1:])
    assert found
    assert (len(found.places), max(map(len, found.places))) == (release_history.MOST_PLACES, 60)


def test_releases_that_records_link_to_are_looked_for_in_one_set() -> None:
    """The addresses of all links were gathered anew for each package of the file."""

    def read(number: int) -> None:
        linked = LinkedReleases()
        linked.note_links(
            {"records": [{"ocid": f"o{each}", "releases": [{"url": f"https://x/{each}"}]} for each in range(number)]}
        )
        for each in range(number):
            linked.note_releases({"uri": f"https://x/{each}", "releases": [{"ocid": f"o{each}"}]})
        assert len(linked.releases) == number

    assert_linear(read, size=N)


def test_a_record_has_no_releases_of_another_process_in_it() -> None:
    """One large release stood in each of many records: they were screened as many times."""
    linked = LinkedReleases(releases={"https://x/1": {"ocid": "o1"}})
    own, other = (Process(name, links=("https://x/1",)) for name in ("o1", "o2"))
    used = Counter[str]()
    assert linked.resolved(own, used).release == {"ocid": "o1"}
    found = linked.resolved(other, used)
    assert found.release is None
    assert [each.said.code for each in found.errors] == ["ocds.several_processes"]


def test_a_release_does_not_stand_in_very_many_records(tmp_path: Path) -> None:
    """Each record of a few letters was read with the whole release: the square of the file."""
    record = {"records": [{"ocid": "o1", "releases": [{"url": "https://x/1#1"}]}]}
    path = tmp_path / "records.jsonl"
    package = {"uri": "https://x/1", "releases": [{"ocid": "o1", "id": "1", "title": "a"}]}
    path.write_text("".join(json.dumps(each) + "\n" for each in (package, *[record] * (MOST_RECORDS + 2))))
    found = [each.process for each in located_processes(path)]
    assert [each.release is not None for each in found] == [True] * MOST_RECORDS + [False] * 2
    assert found[-1].errors[0].said.code == "ocds.linked_too_often"
