"""Erasing a person from the store: no generation and no file shows the former content afterwards.

The order is stored in the transaction of the erasure, and carried out after its commit. While it waits nobody opens
the store. If it cannot be carried out, for want of disk or because a file is damaged, the store is emptied instead: it
can be built anew.
"""

import logging
import re
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.fact_store.appending import live_cases, with_results
from rules.fact_store.compacting import rewritten
from rules.fact_store.generations import (
    OvertakenError,
    empty_store,
    newest_manifest,
    publish,
    remove_others,
)
from rules.fact_store.manifest import Manifest, Part, Segment
from rules.fact_store.newest_results import results_of_partnerships
from rules.fact_store.segments import batches_of_table, read_table, superseded_numbers
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import DERIVED_ANEW
from rules.models import FactErasure

logger = logging.getLogger(__name__)


def order_erasure(snapshots: Collection[str], people: Collection[UUID] = ()) -> None:
    """Note, in the transaction of an erasure, the snapshots that it rewrites and the ids of whom it erases."""
    if snapshots or people:
        FactErasure.objects.create(snapshots=sorted(snapshots), people=sorted(map(str, people)))


def carry_out_erasures(storage: Storage) -> int:
    """Rewrite the store for every erasure that waits; return their number."""
    waiting = list(FactErasure.objects.order_by("pk"))
    if not waiting:
        return 0
    snapshots = {sha for each in waiting for sha in each.snapshots}
    people = {key for each in waiting for key in each.people}
    while True:
        try:
            erase_cases(storage, snapshots, people)
        except OvertakenError:
            continue
        except Exception:
            logger.exception("The fact store could not be rewritten for an erasure. It is emptied, and built anew.")
            empty_store(storage)
        break
    FactErasure.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    return len(waiting)


def erase_cases(storage: Storage, snapshots: Collection[str], people: Collection[str] = ()) -> None:
    """Rewrite every segment with a case of these snapshots or people, and remove every other generation."""
    manifest = newest_manifest(storage)
    if manifest is None:
        return
    wanted = pa.array(sorted(snapshots), pa.string())
    segments = manifest.of_part(Part.OPEN, Part.RESTRICTED)
    numbers = {each.name: numbers_to_erase(storage, each, wanted, people) for each in segments}
    hit = [each for each in segments if len(numbers[each.name])]
    erased = pa.concat_arrays([pa.array([], pa.int64()), *(numbers[each.name] for each in hit)])
    gone = pa.concat_arrays([superseded_numbers(storage, manifest.segments), erased])
    live = live_cases(storage, manifest)
    again = live.filter(pc.is_in(live[CASE_ID], value_set=erased))["partnership"].to_pylist()
    following = rewritten(storage, manifest, [[each] for each in hit], gone)
    following = with_erased(storage, manifest, following, again)
    publish(storage, following)
    remove_others(storage, following)


def numbers_to_erase(storage: Storage, segment: Segment, snapshots: pa.Array, people: Collection[str]) -> pa.Array:
    """Return the numbers of the cases of a segment that rest on these snapshots, or whose derived facts name people."""
    rows = read_table(storage, [segment], CASES)
    found = rows.filter(pc.is_in(rows["snapshot"], value_set=snapshots))[CASE_ID].combine_chunks()
    if not people:
        return found
    pattern = "|".join(map(re.escape, sorted(people)))
    naming = [
        each.filter(pc.match_substring_regex(each["content"], pattern))[CASE_ID]
        for each in batches_of_table(storage, segment, DERIVED_ANEW)
    ]
    return pc.unique(pa.concat_arrays([found, *naming]))


def with_erased(storage: Storage, manifest: Manifest, following: Manifest, partnerships: Collection[str]) -> Manifest:
    """Add the cases again, as the register has them now."""
    results = results_of_partnerships(map(UUID, partnerships))
    again = with_results(storage, manifest, results)
    made = again.segments[len(manifest.segments) :]
    return replace(following, segments=(*following.segments, *made), next_case=again.next_case)
