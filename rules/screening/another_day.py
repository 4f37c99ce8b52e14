"""Screening as of another day: cases are gathered and derived anew in batches, and then evaluated in sets.

The register is read as it was known when the screening was asked for, so that one that goes on later reads the same.
Nothing of it comes into the fact store.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

import duckdb
import pyarrow as pa

from institutions.models import Submission
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from institutions.values.written_day import written_day
from rules.assessing.material import material_of, plain_fact_json
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.configured import configured_limits
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.fact_tables import CASES
from rules.fact_store.newest_results import (
    StoredResult,
    partnerships_with_results,
    read_results,
    results_after,
)
from rules.fact_store.segments import joined, tables_of_results
from rules.fact_store.snapshot_facts import facts_text
from rules.fact_store.store_tables import arrow_schema, table_columns
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from rules.models import Screening, ScreeningRange
from rules.screening.chunk import ChunkAnswer
from rules.screening.ranges import Bounds
from rules.screening.screener import screener_of

CASES_AT_ONCE: Final = 5_000  # of a range at most: their facts are in memory as text too
GATHERED: Final = 200  # cases with one set of queries


@dataclass(frozen=True, slots=True)
class DayReader:
    """A reader of cases as of a day and as known at a moment; a document that fixes its day keeps it."""

    day: date
    known_at: datetime
    book: LoadedRulebook

    def results(self, assessments: Sequence[UUID]) -> list[StoredResult]:
        """Return stored results with the facts of the day in the place of their snapshots."""
        stored = {UUID(each.partnership): each for each in read_results(assessments, anew=False)}
        rows = Submission.objects.filter(among("partnership", stored), superseded_at__isnull=True)
        submissions = list(rows.select_related("partnership").order_by("partnership_id"))
        days = [self.day_of(each) for each in submissions]
        cases = gather_cases(submissions, self.known_at, days)
        found = []
        for submission, case in zip(submissions, cases, strict=True):
            material = material_of(case, facts_of(case, self.book.tax_rate, self.book.markets), ())
            text = facts_text(map(plain_fact_json, material.facts))
            result = stored[submission.partnership_id]
            found.append(replace(result, as_of=case.as_of, content=text, derived_anew=True))
        return found

    def day_of(self, submission: Submission) -> date:
        """Return the day as of which a case is read."""
        fixed = submission.document.get("assess_as_of")
        return written_day(fixed) if fixed else self.day


def bounds_of_day(at_once: int) -> Iterator[Bounds]:
    """Yield ranges of the partnerships that have a result, in the order of their ids."""
    partnerships = partnerships_with_results().order_by("pk").values_list("pk", flat=True)
    first = ""
    for keys in split_portions(map(str, partnerships.iterator(chunk_size=at_once)), at_once):
        yield Bounds(first, keys[-1], len(keys))
        first = keys[-1]


def screen_range_of_day(of: ScreeningRange, book: LoadedRulebook, between: Callable[[], None]) -> ChunkAnswer:
    """Return the answer of a range of partnerships as of the day of its screening."""
    screening = of.screening
    if screening.as_of is None:
        message = f"screening {screening.pk} is of stored days"
        raise ValueError(message)
    reader = DayReader(screening.as_of, screening.requested_at, book)
    return screen_cases(screening, reader, results_after(of.first, last=of.last), between)


def screen_cases(
    screening: Screening, reader: DayReader, assessments: Sequence[UUID], between: Callable[[], None]
) -> ChunkAnswer:
    """Gather, derive and screen some cases."""
    parts, first = [], 1
    for keys in split_portions(assessments, GATHERED):
        results = reader.results(keys)
        parts.append(with_restriction(tables_of_results(results, first), results))
        first += len(results)
        between()
    screener = screener_of(screening, reader.book)
    with duckdb_session(configured_limits()) as connection:
        show_tables(connection, joined(parts))
        return screener.screen(connection, between)


def with_restriction(tables: dict[str, pa.Table], results: Sequence[StoredResult]) -> dict[str, pa.Table]:
    """Return the tables with the mark of restricted cases."""
    marks = pa.array([each.restricted for each in results], pa.bool_())
    return {**tables, CASES: tables[CASES].append_column("in_restricted", marks)}


def show_tables(connection: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    """Let a connection read tables, and an empty one for each that is missing."""
    for name in table_columns():
        connection.register(name, tables.get(name, arrow_schema(name).empty_table()))
