"""Erasing a person from the store: no generation and no file shows the former content afterwards.

The order is stored in the transaction of the erasure, and carried out after its commit. While it waits nobody opens
the store. If it cannot be carried out, for want of disk or because a file is damaged, the store is emptied instead: it
can be built anew.
"""

import logging
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
from rules.fact_store.manifest import Manifest, Part
from rules.fact_store.newest_results import results_of_partnerships
from rules.fact_store.segments import read_table, superseded_numbers
from rules.fact_store.storage import Storage
from rules.models import FactErasure

logger = logging.getLogger(__name__)


def order_erasure(snapshots: Collection[str]) -> None:
    """Note, in the transaction of an erasure, the snapshots that it rewrites."""
    if snapshots:
        FactErasure.objects.create(snapshots=sorted(snapshots))


def carry_out_erasures(storage: Storage) -> int:
    """Rewrite the store for every erasure that waits; return their number."""
    waiting = list(FactErasure.objects.order_by("pk"))
    if not waiting:
        return 0
    snapshots = {sha for each in waiting for sha in each.snapshots}
    while True:
        try:
            erase_snapshots(storage, snapshots)
        except OvertakenError:
            continue
        except Exception:
            logger.exception("The fact store could not be rewritten for an erasure. It is emptied, and built anew.")
            empty_store(storage)
        break
    FactErasure.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    return len(waiting)


def erase_snapshots(storage: Storage, snapshots: Collection[str]) -> None:
    """Rewrite every segment with a case of these snapshots, and remove every other generation."""
    manifest = newest_manifest(storage)
    if manifest is None:
        return
    wanted = pa.array(sorted(snapshots), pa.string())
    segments = manifest.of_part(Part.OPEN, Part.RESTRICTED)
    hit = [
        each
        for each in segments
        if pc.any(pc.is_in(read_table(storage, [each], CASES)["snapshot"], value_set=wanted)).as_py()
    ]
    rows = read_table(storage, hit, CASES)
    rows = rows.filter(pc.is_in(rows["snapshot"], value_set=wanted))
    gone = pa.concat_arrays([superseded_numbers(storage, manifest.segments), rows[CASE_ID].combine_chunks()])
    live = live_cases(storage, manifest)
    again = live.filter(pc.is_in(live[CASE_ID], value_set=rows[CASE_ID].combine_chunks()))["partnership"].to_pylist()
    following = rewritten(storage, manifest, [[each] for each in hit], gone)
    following = with_erased(storage, manifest, following, again)
    publish(storage, following)
    remove_others(storage, following)


def with_erased(storage: Storage, manifest: Manifest, following: Manifest, partnerships: Collection[str]) -> Manifest:
    """Add the cases again, as the register has them now."""
    results = results_of_partnerships(map(UUID, partnerships))
    again = with_results(storage, manifest, results)
    made = again.segments[len(manifest.segments) :]
    return replace(following, segments=(*following.segments, *made), next_case=again.next_case)
