"""Appending: new results as small segments, and the first walk over the whole register.

A generation says how far it has come, so that whoever is killed is followed by the next one at the same place.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from institutions.access.partnerships import RESTRICTED
from institutions.models import Partnership
from institutions.values.portions import split_portions
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.fact_store.generations import empty_store, newest_manifest, publish, readable_manifest
from rules.fact_store.manifest import Manifest, Part, Segment
from rules.fact_store.newest_results import (
    newest_among,
    partnerships_with_results,
    read_results,
    results_after,
    results_of_partnerships,
    results_since,
)
from rules.fact_store.segments import joined, read_table, superseded_numbers, tables_of_results, write_segment
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import SUPERSEDED_CASES, arrow_schema, schema_hash

OVERLAP: Final = timedelta(minutes=10)  # a transaction that began earlier may become visible later
READ_AT_ONCE: Final = 500  # snapshots in memory as text
OF_SEGMENT: Final = 20_000  # cases that are written at once
FIRST: Final = 250  # cases that a build adds first: to derive so many anew takes seconds
QUICK: Final = 5.0  # seconds; after an addition that took less, the next one is twice as large


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """The cases that a build has brought into the store, and the partnerships of the register that have a result."""

    done: int
    of: int


def build_store(
    storage: Storage,
    *,
    anew: bool = False,
    told: Callable[[BuildProgress], None] = lambda _progress: None,
    size: int = OF_SEGMENT,
) -> Manifest:
    """Build the store to its end: from nothing, or from where an earlier build stopped. Return its generation."""
    count = partnerships_with_results().count()
    for manifest in additions(storage, anew=anew, most=size):
        told(BuildProgress(sum(each.cases for each in manifest.of_part(Part.OPEN, Part.RESTRICTED)), count))
    return append_results(storage)


def is_built(storage: Storage) -> bool:
    """Return whether the store was built to its end by a program with these types of facts and this derivation."""
    manifest = newest_manifest(storage)
    return manifest is not None and manifest.complete and manifest.schema == schema_hash()


def additions(storage: Storage, *, anew: bool = False, most: int = OF_SEGMENT) -> Iterator[Manifest]:
    """Build the store, from nothing or from where an earlier build stopped; yield each generation as it is published.

    Whatever ends the build keeps what was added. Results of an earlier format take many times as long as others, so the
    additions begin small, and grow while they are quick.
    """
    manifest, size = newest_manifest(storage), min(FIRST, most)
    if anew or manifest is None or manifest.schema != schema_hash():
        manifest = empty_store(storage)
    while not manifest.complete:
        began = time.monotonic()
        manifest = build_further(storage, manifest, size)
        if time.monotonic() - began < QUICK:
            size = min(2 * size, most)
        yield manifest


def build_further(storage: Storage, manifest: Manifest, size: int = OF_SEGMENT) -> Manifest:
    """Add the next partnerships of a build; return the generation, complete once there is none left."""
    since = manifest.since or timezone.now()
    found = results_after(manifest.built_to, size)
    if found:
        last = str(Partnership.objects.filter(assessments__in=found[-1:]).values_list("pk", flat=True)[0])
        following = with_results(storage, manifest, found, built_to=last, since=since)
    else:
        following = manifest.following(complete=True, since=since)
    publish(storage, following)
    return following


def append_results(storage: Storage, *, limit: int = OF_SEGMENT) -> Manifest:
    """Add the results finished since the last time; return the newest generation.

    What is there is not added again. A case whose partnership has become restricted, or open, moves to the other part.
    NoStoreError if the store is not built; OvertakenError if another process wrote meanwhile.
    """
    manifest = readable_manifest(storage)
    cursor: tuple[datetime, UUID] | None = None
    while True:
        began = timezone.now()
        rows = results_since((manifest.since or began) - OVERLAP, limit, after=cursor)
        if not rows:
            return manifest
        cursor = rows[-1]
        live = live_cases(storage, manifest)
        there = set(live["assessment"].to_pylist())
        wanted = newest_among(pk for _, pk in rows if str(pk) not in there)
        wanted += results_of_partnerships(misplaced(live))
        if wanted:
            since = began if len(rows) < limit else max(cursor[0], manifest.since or cursor[0])
            manifest = with_results(storage, manifest, dict.fromkeys(wanted), since=since, live=live)
            publish(storage, manifest)
        if len(rows) < limit:
            return manifest


def with_results(
    storage: Storage,
    manifest: Manifest,
    assessments: Iterable[UUID],
    live: pa.Table | None = None,
    **changes: object,
) -> Manifest:
    """Write results into segments of their own; return the generation to publish, in which older ones do not count."""
    number, first = manifest.number + 1, manifest.next_case
    parts: dict[Part, list[dict[str, pa.Table]]] = {Part.OPEN: [], Part.RESTRICTED: []}
    partnerships: list[str] = []
    for keys in split_portions(assessments, READ_AT_ONCE):
        results = read_results(keys)
        partnerships += [each.partnership for each in results]
        for part, restricted in ((Part.OPEN, False), (Part.RESTRICTED, True)):
            ours = [each for each in results if each.restricted == restricted]
            if ours:
                parts[part].append(tables_of_results(ours, first))
                first += len(ours)
    segments = [write_segment(storage, number, part, joined(tables)) for part, tables in parts.items() if tables]
    if live is not None:
        gone = live.filter(pc.is_in(live["partnership"], value_set=pa.array(partnerships, pa.string())))
        segments += superseding(storage, number, gone[CASE_ID].combine_chunks())
    return manifest.following(segments=(*manifest.segments, *segments), next_case=first, **changes)


def superseding(storage: Storage, generation: int, numbers: pa.Array) -> Sequence[Segment]:
    """Write the numbers of cases that do not count any more, if there are any."""
    if not len(numbers):
        return ()
    rows = pa.table([numbers], schema=arrow_schema(SUPERSEDED_CASES))
    return (write_segment(storage, generation, Part.SUPERSEDED, {SUPERSEDED_CASES: rows}),)


def live_cases(storage: Storage, manifest: Manifest) -> pa.Table:
    """Return the cases of all parts that count, each with whether it lies in the restricted part."""
    found = []
    for part in (Part.OPEN, Part.RESTRICTED):
        rows = read_table(storage, manifest.of_part(part), CASES)
        found.append(rows.append_column("restricted", pa.array([part is Part.RESTRICTED] * len(rows), pa.bool_())))
    cases = pa.concat_tables(found)
    return cases.filter(pc.invert(pc.is_in(cases[CASE_ID], value_set=superseded_numbers(storage, manifest.segments))))


def misplaced(live: pa.Table) -> list[UUID]:
    """Return the partnerships that have become restricted, or open, since their case was written."""
    restricted = [str(pk) for pk in Partnership.objects.filter(RESTRICTED.q()).values_list("pk", flat=True)]
    now = pc.is_in(live["partnership"], value_set=pa.array(restricted, pa.string()))
    return [UUID(each) for each in live.filter(pc.not_equal(now, live["restricted"]))["partnership"].to_pylist()]
