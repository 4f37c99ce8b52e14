"""Some cases of a chunk, and the facts that the case evaluators read of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import duckdb

from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.fact_store.store_tables import DERIVED_ANEW
from rules.models import Snapshot
from rules.screening.outcome_vectors import numbers_table

WANTED: Final = "wanted_cases"


@dataclass(frozen=True, slots=True)
class CaseOfChunk:
    """A case whose facts are read: its partnership, and the stored result with the hash of its snapshot."""

    partnership: str
    snapshot: str
    assessment: str


def cases_of(connection: duckdb.DuckDBPyConnection, numbers: Iterable[int]) -> Mapping[int, CaseOfChunk]:
    """Return some cases by their number."""
    connection.register(WANTED, numbers_table(numbers))
    rows = connection.execute(
        f"SELECT {CASE_ID}, partnership, snapshot, assessment FROM {CASES} SEMI JOIN {WANTED} USING ({CASE_ID})"
        " ORDER BY 1"
    ).fetchall()
    connection.unregister(WANTED)
    return {number: CaseOfChunk(*row) for number, *row in rows}


def contents_of_cases(connection: duckdb.DuckDBPyConnection, cases: Mapping[int, CaseOfChunk]) -> Mapping[int, str]:
    """Return the facts of cases as JSON, by number: as they were derived anew, otherwise the snapshots. One query."""
    connection.register(WANTED, numbers_table(cases))
    anew = connection.execute(
        f"SELECT {CASE_ID}, content FROM {DERIVED_ANEW} SEMI JOIN {WANTED} USING ({CASE_ID})"
    ).fetchall()
    connection.unregister(WANTED)
    found = {int(number): str(content) for number, content in anew}
    wanted = {each.snapshot for number, each in cases.items() if number not in found}
    snapshots = dict(Snapshot.objects.filter(pk__in=wanted).values_list("pk", "content")) if wanted else {}
    return found | {number: snapshots[each.snapshot] for number, each in cases.items() if number not in found}
