"""The check of the store against the register: its files, its cases, and the facts of some of them."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from rules.engine.sets.fact_tables import CASE_ID
from rules.fact_store.appending import live_cases, misplaced
from rules.fact_store.generations import readable_manifest
from rules.fact_store.manifest import Manifest, Part
from rules.fact_store.newest_results import partnerships_with_results, read_results
from rules.fact_store.segments import read_table, tables_of_results
from rules.fact_store.storage import Storage

NAMED: Final = 5  # of each difference
COMPARED: Final = 200  # cases whose facts are compared one by one


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """The findings of a check: none if the store is whole and holds what the register has."""

    generation: int
    cases: int
    troubles: tuple[str, ...]


def check_store(storage: Storage, *, compared: int = COMPARED) -> StoreCheck:
    """Check the newest generation. NoStoreError if there is none."""
    manifest = readable_manifest(storage)
    if damaged := tuple(damaged_files(storage, manifest)):
        return StoreCheck(manifest.number, 0, damaged)
    live = live_cases(storage, manifest)
    troubles = (*differing_cases(live), *differing_facts(storage, manifest, live, compared))
    return StoreCheck(manifest.number, len(live), troubles)


def damaged_files(storage: Storage, manifest: Manifest) -> Iterator[str]:
    """Yield the files that are not what the manifest says."""
    for segment in manifest.segments:
        for table, file in segment.files.items():
            try:
                content = storage.read(segment.path(table))
            except FileNotFoundError:
                yield f"{segment.path(table)} is missing"
                continue
            if hashlib.sha256(content).hexdigest() != file.sha256:
                yield f"{segment.path(table)} is not what was written"


def differing_cases(live: pa.Table) -> Iterator[str]:
    """Yield the differences between the cases of the store and the newest results of the register."""
    register = {str(pk): str(done) for pk, done in partnerships_with_results().values_list("pk", "done")}
    stored = dict(zip(live["partnership"].to_pylist(), live["assessment"].to_pylist(), strict=True))
    if len(stored) < len(live):
        yield f"{len(live) - len(stored)} partnerships are in the store twice"
    yield from named("not in the store", register.keys() - stored.keys())
    yield from named("in the store, not in the register", stored.keys() - register.keys())
    older = {each for each in register.keys() & stored.keys() if register[each] != stored[each]}
    yield from named("in the store with another result than the newest", older)
    yield from named("in the wrong part of the store", {str(each) for each in misplaced(live)})


def named(what: str, partnerships: set[str]) -> Iterator[str]:
    """Yield a line on partnerships, with the first of them."""
    if partnerships:
        yield f"{len(partnerships)} {what}: {', '.join(sorted(partnerships)[:NAMED])}"


def differing_facts(storage: Storage, manifest: Manifest, live: pa.Table, compared: int) -> Iterator[str]:
    """Yield cases, among a random sample, whose rows are not those that their snapshot and result give."""
    rows = live.select([CASE_ID, "assessment"]).to_pylist()
    drawn = {each["assessment"]: each[CASE_ID] for each in random.sample(rows, min(compared, len(rows)))}
    numbers = sorted(drawn.values())
    segments = manifest.of_part(Part.OPEN, Part.RESTRICTED)
    stored: dict[str, pa.Table] = {}
    differing: set[str] = set()
    for result in read_results(map(UUID, drawn)):
        number = drawn[result.assessment]
        for table, wanted in tables_of_results([result], number).items():
            if table not in stored:
                stored[table] = read_table(storage, segments, table, cases=numbers)
            held = stored[table].filter(pc.equal(stored[table][CASE_ID], number))
            if sorted_rows(held) != sorted_rows(wanted):
                differing.add(result.partnership)
    yield from named("with other rows than the snapshot and the result give", differing)


def sorted_rows(table: pa.Table) -> list[str]:
    """Return the rows of a table as texts, sorted."""
    return sorted(map(str, table.to_pylist()))
