"""Segments: results written as Parquet files, and read again whole."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER
from rules.fact_store.manifest import SEGMENTS, Part, Segment, StoredFile
from rules.fact_store.newest_results import StoredResult
from rules.fact_store.snapshot_tables import fact_tables
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import (
    DERIVED_ANEW,
    RESULT_FINDINGS,
    RESULT_OUTCOMES,
    SUPERSEDED_CASES,
    arrow_schema,
)

ROW_GROUP = 100_000  # rows that a reader may skip together
BATCH = 1_000  # rows that are in memory at once, of a table with long texts
Tables = Mapping[str, pa.Table]


def tables_of_results(results: Sequence[StoredResult], first: int) -> dict[str, pa.Table]:
    """Return the tables of results; the first gets this number, the others those that follow."""
    numbered = list(enumerate(results, start=first))
    facts, reasons = fact_tables((number, each.content) for number, each in numbered if not each.trouble)
    reasons |= {number: each.trouble for number, each in numbered if each.trouble}
    columns = ("partnership", "body", "assessment", "snapshot", "as_of", "rulebook")
    cases: dict[str, list[object]] = {name: [getattr(each, name) for each in results] for name in columns}
    cases[CASE_ID] = [number for number, _ in numbered]
    cases[HAND_OVER] = [reasons.get(number) for number, _ in numbered]
    outcomes = [(number, *outcome) for number, each in numbered for outcome in each.outcomes]
    findings = [
        (number, found.rule, found.severity, list(found.facts), found.numbers)
        for number, each in numbered
        for found in each.findings
    ]
    anew = [(number, each.content) for number, each in numbered if each.derived_anew]
    return {
        CASES: pa.table(cases, schema=arrow_schema(CASES)),
        DERIVED_ANEW: table_of_rows(DERIVED_ANEW, anew),
        RESULT_OUTCOMES: table_of_rows(RESULT_OUTCOMES, outcomes),
        RESULT_FINDINGS: table_of_rows(RESULT_FINDINGS, findings),
        **facts,
    }


def table_of_rows(table: str, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Return rows as a table."""
    schema = arrow_schema(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(list(column), of.type) for column, of in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def joined(parts: Sequence[Tables]) -> dict[str, pa.Table]:
    """Return the tables of several parts, one after the other."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: pa.concat_tables([part[name] for part in parts if name in part]) for name in names}


def write_segment(storage: Storage, generation: int, part: Part, tables: Tables) -> Segment:
    """Write the tables of a segment for a generation that is to come; tables without rows are left out.

    Its folder is named after that generation: once there is one of this number that does not name it, it is waste.
    """
    name = f"{generation:010d}-{part}-{uuid4().hex[:12]}"
    numbers = tables[SUPERSEDED_CASES if part is Part.SUPERSEDED else CASES][CASE_ID]
    files: dict[str, StoredFile] = {}
    segment = Segment(
        name=name,
        part=part,
        cases=len(numbers),
        first=pc.min(numbers).as_py() or 0,
        last=pc.max(numbers).as_py() or 0,
        files=files,
    )
    try:
        for table, rows in tables.items():
            if rows.num_rows:
                content = parquet_bytes(rows)
                storage.write(segment.path(table), content)
                files[table] = StoredFile(rows.num_rows, len(content), hashlib.sha256(content).hexdigest())
    except BaseException:
        remove_segment(storage, name)
        raise
    return segment


def remove_segment(storage: Storage, name: str) -> None:
    """Remove the folder of a segment."""
    storage.remove(f"{SEGMENTS}/{name}")


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=ROW_GROUP)
    return bytes(sink.getvalue())


def read_table(
    storage: Storage, segments: Iterable[Segment], table: str, *, cases: Sequence[int] | None = None
) -> pa.Table:
    """Return a table of several segments: its rows of some cases, or all of them."""
    wanted = None if cases is None else pc.field(CASE_ID).isin(pa.array(cases, pa.int64()))
    return pa.concat_tables([arrow_schema(table).empty_table(), *parts_of_table(storage, segments, table, wanted)])


def parts_of_table(
    storage: Storage, segments: Iterable[Segment], table: str, wanted: pc.Expression | None = None
) -> Iterator[pa.Table]:
    """Yield a table of each segment that has it; `wanted`: its rows of which this is true."""
    for each in segments:
        if table in each.files:
            yield pq.read_table(pa.BufferReader(storage.read(each.path(table))), filters=wanted)


def batches_of_table(storage: Storage, segment: Segment, table: str) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table of a segment that has it, some at a time."""
    if table in segment.files:
        yield from pq.ParquetFile(pa.BufferReader(storage.read(segment.path(table)))).iter_batches(BATCH)


def superseded_numbers(storage: Storage, segments: Iterable[Segment]) -> pa.Array:
    """Return the numbers of cases that do not count any more."""
    wanted = [each for each in segments if each.part is Part.SUPERSEDED]
    return read_table(storage, wanted, SUPERSEDED_CASES)[CASE_ID].combine_chunks()
