"""A build adds cases in steps that grow while they are quick, and keeps each step whatever ends it."""

from collections.abc import Iterator
from itertools import count

import pyarrow as pa
import pytest

from institutions.models import Partnership
from rules.fact_store import appending, compacting, store_tables
from rules.fact_store.appending import additions, build_store, is_built
from rules.fact_store.checking import check_store
from rules.fact_store.configured import keep_facts
from rules.fact_store.generations import OvertakenError, empty_store, newest_manifest
from rules.fact_store.manifest import Manifest, Part, Segment, StoredFile
from rules.fact_store.storage import LocalStorage, Storage
from rules.screening import run
from rules.screening.run import bring_up_to_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the sizes of the additions from now on, which add nothing."""
    found: list[int] = []

    def nothing(_storage: Storage, manifest: Manifest, size: int) -> Manifest:
        found.append(size)
        return manifest.following(complete=len(found) == 6)

    monkeypatch.setattr(appending, "build_further", nothing)
    return found


def clock(seconds: float) -> Iterator[float]:
    """Yield the readings of a clock that goes on by so much from one look at it to the next."""
    return (each * seconds for each in count())


def test_additions_grow_while_they_are_quick(
    storage: LocalStorage, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = clock(appending.QUICK / 2)
    monkeypatch.setattr("rules.fact_store.appending.time.monotonic", lambda: next(readings))
    list(additions(storage, most=3_000))
    assert asked == [250, 500, 1_000, 2_000, 3_000, 3_000]


def test_slow_additions_stay_small(storage: LocalStorage, asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    readings = clock(appending.QUICK)
    monkeypatch.setattr("rules.fact_store.appending.time.monotonic", lambda: next(readings))
    list(additions(storage))
    assert asked == [250] * 6


def test_a_turn_that_is_over_keeps_what_it_added(
    storage: LocalStorage, examples: list[Partnership], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "FIRST", 1)
    monkeypatch.setattr(appending, "QUICK", 0.0)
    for built in (1, 2, 3):
        keep_facts(storage, seconds=0.0)
        manifest = newest_manifest(storage)
        assert manifest is not None
        assert manifest.next_case - 1 == built
        assert not is_built(storage)
    keep_facts(storage, seconds=0.0)
    assert check_store(storage).troubles == ()


def test_a_store_of_another_program_is_built_anew_by_whoever_needs_it(
    storage: LocalStorage, examples: list[Partnership], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(appending, "schema_hash", lambda: "of an earlier program")
        earlier.setattr("rules.fact_store.generations.schema_hash", lambda: "of an earlier program")
        build_store(storage)
    assert not is_built(storage)
    bring_up_to_date(storage, lambda: None)
    manifest = newest_manifest(storage)
    assert manifest is not None
    assert manifest.schema == store_tables.schema_hash()
    assert check_store(storage).troubles == ()


def test_to_be_overtaken_during_a_build_is_no_failed_try_and_the_lease_is_renewed(
    storage: LocalStorage, examples: list[Partnership], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "FIRST", 1)
    monkeypatch.setattr(appending, "QUICK", 0.0)
    monkeypatch.setattr(run, "TRIES", 1)
    overtaken, renewed = [1, 2], list[int]()

    def overtaken_twice(*given: object, **named: object) -> object:
        if overtaken.pop() if overtaken else 0:
            next(additions(storage))  # by the other process
            raise OvertakenError
        return build_store(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "build_store", overtaken_twice)
    bring_up_to_date(storage, lambda: renewed.append(1))
    assert check_store(storage).troubles == ()
    assert len(renewed) == 3 + (len(examples) - 2) + 1, "for each try, for each addition, and for the end of the build"


def test_two_programs_that_write_one_store_in_turn_end_the_wait(
    storage: LocalStorage, examples: list[Partnership], monkeypatch: pytest.MonkeyPatch
) -> None:
    def emptied_by_another(*_given: object, **_named: object) -> object:
        with monkeypatch.context() as earlier:
            earlier.setattr("rules.fact_store.generations.schema_hash", lambda: "of an earlier program")
            empty_store(storage)
        raise OvertakenError

    monkeypatch.setattr(run, "build_store", emptied_by_another)
    with pytest.raises(OvertakenError, match="again and again"):
        bring_up_to_date(storage, lambda: None)


def test_to_be_overtaken_again_and_again_once_it_is_built_is_an_error(
    storage: LocalStorage, examples: list[Partnership], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store(storage)

    def overtaken(_storage: object) -> object:
        raise OvertakenError

    monkeypatch.setattr(run, "append_results", overtaken)
    with pytest.raises(OvertakenError, match="again and again"):
        bring_up_to_date(storage, lambda: None)


def segment(name: str, cases: int, text: int) -> Segment:
    """Return a segment of so many cases whose facts, derived anew, take so many bytes."""
    files = {store_tables.DERIVED_ANEW: StoredFile(cases, text, "")}
    return Segment(name=name, part=Part.OPEN, cases=cases, first=1, last=cases, files=files)


def test_segments_are_put_together_up_to_so_much_text() -> None:
    """They are put together in memory."""
    segments = tuple(segment(f"{number}", 100, compacting.MUCH_TEXT // 4) for number in range(compacting.MANY))
    manifest = Manifest(number=1, schema="", segments=segments)
    found = list(compacting.groups(manifest, Part.OPEN, pa.array([], pa.int64()), all_of_it=False))
    assert [len(each) for each in found] == [4, 4, 2]
    full = (segment("full", 100, compacting.MUCH_TEXT), *segments)
    manifest = Manifest(number=1, schema="", segments=full)
    found = list(compacting.groups(manifest, Part.OPEN, pa.array([], pa.int64()), all_of_it=True))
    assert [len(each) for each in found] == [4, 4, 2], "one that is full is left as it is"
