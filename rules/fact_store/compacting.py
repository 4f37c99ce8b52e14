"""Compaction: small segments become large ones, and rows that do not count go."""

from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from rules.engine.sets.fact_tables import CASE_ID
from rules.fact_store.appending import superseding
from rules.fact_store.generations import publish, readable_manifest
from rules.fact_store.manifest import Manifest, Part, Segment
from rules.fact_store.segments import parts_of_table, superseded_numbers, write_segment
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import DERIVED_ANEW

LARGE: Final = 100_000  # cases; a segment of so many is left as it is
MUCH_TEXT: Final = 64 * 1024**2  # bytes, packed to a tenth, of facts that were derived anew; likewise
MANY: Final = 10  # small segments of a part, from which on they are put together
GONE: Final = 0.25  # of the rows of a segment, from which on it is written anew


def compact_store(storage: Storage, *, all_of_it: bool = False) -> Manifest:
    """Put small segments together, and write those anew in which many rows do not count; return the generation.

    NoStoreError if there is no store; OvertakenError if another process wrote meanwhile.
    """
    manifest = readable_manifest(storage)
    gone = superseded_numbers(storage, manifest.segments)
    wanted = [group for part in (Part.OPEN, Part.RESTRICTED) for group in groups(manifest, part, gone, all_of_it)]
    if not wanted:
        return manifest
    following = rewritten(storage, manifest, wanted, gone)
    publish(storage, following)
    return following


def groups(manifest: Manifest, part: Part, gone: pa.Array, all_of_it: bool) -> Iterator[Sequence[Segment]]:  # noqa: FBT001 - of its one caller
    """Yield the segments that become one each."""
    segments = sorted(manifest.of_part(part), key=lambda each: each.first)
    small = [each for each in segments if not is_large([each])]
    together = small if all_of_it or len(small) >= MANY else []
    group: list[Segment] = []
    for each in together:
        group.append(each)
        if is_large(group):
            yield group
            group = []
    if group and (len(group) > 1 or count_gone(group, gone)):
        yield group
    for each in segments:
        if each not in together and count_gone([each], gone) >= (1 if all_of_it else each.cases * GONE):
            yield [each]


def is_large(segments: Sequence[Segment]) -> bool:
    """Return whether segments have together as many cases, or as much text, as one may hold: it is put together in
    memory.
    """
    texts = sum(each.files[DERIVED_ANEW].size for each in segments if DERIVED_ANEW in each.files)
    return sum(each.cases for each in segments) >= LARGE or texts >= MUCH_TEXT


def count_gone(segments: Sequence[Segment], gone: pa.Array) -> int:
    """Count the numbers between the first and the last of segments that do not count any more."""
    within = [pc.and_(pc.greater_equal(gone, each.first), pc.less_equal(gone, each.last)) for each in segments]
    return sum(int(pc.sum(each).as_py() or 0) for each in within)


def rewritten(
    storage: Storage, manifest: Manifest, wanted: Sequence[Sequence[Segment]], gone: pa.Array, **changes: object
) -> Manifest:
    """Write each group of segments as one, without the rows that do not count; return the generation to publish."""
    replaced = {each.name for group in wanted for each in group}
    kept = [each for each in manifest.of_part(Part.OPEN, Part.RESTRICTED) if each.name not in replaced]
    made = [written for group in wanted if (written := merged(storage, manifest.number + 1, group, gone))]
    still = [number for number in gone.to_pylist() if any(each.first <= number <= each.last for each in kept)]
    numbers = superseding(storage, manifest.number + 1, pa.array(sorted(set(still)), pa.int64()))
    return manifest.following(segments=(*kept, *made, *numbers), **changes)


def merged(storage: Storage, generation: int, group: Sequence[Segment], gone: pa.Array) -> Segment | None:
    """Write segments of one part as one; None if no row of them counts."""
    tables = {}
    for table in sorted({name for each in group for name in each.files}):
        rows = pa.concat_tables(parts_of_table(storage, group, table))
        rows = rows.filter(pc.invert(pc.is_in(rows[CASE_ID], value_set=gone)))
        if rows.num_rows:
            tables[table] = rows.sort_by(CASE_ID)
    return write_segment(storage, generation, group[0].part, tables) if tables else None
