"""The storage of assessments of about 60 facts: bytes a case by table, index and column, and the time of storing.

First assessments, the same asked for again, and the same as after a change; beside them what a result is as plain JSON.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from benchmarks.batch import assess_queued, register_cases
from benchmarks.figures import print_figure, print_heading
from institutions.jobs.dispatch import leave_notifying_to_sweep
from rules.assessing import attempt
from rules.assessing.request import request_again
from rules.assessing.result import result_json
from rules.models import Assessment, State, Trigger

TOGETHER: Final = 20  # assessments that a worker takes at once, as it does by default
STORE: Final = "store_results"  # as `attempt` calls it
PEER: Final = "the result as plain JSON"
QUESTIONS: Final = ("rules_asking", "rules_askedvalue", "rules_askedplaces")
LISTED_BYTES: Final = 20  # a case; smaller parts are not listed
Sizes = Mapping[tuple[str, str], int]  # by table and part: its rows, what PostgreSQL keeps beside them, an index
OF_SQLITE: Final = """
    SELECT coalesce(made.tbl_name, used.name), CASE made.type WHEN 'index' THEN used.name ELSE 'rows' END,
    sum(used.pgsize) FROM dbstat used LEFT JOIN sqlite_master made ON made.name = used.name
    WHERE used.aggregate = TRUE GROUP BY 1, 2"""
OF_POSTGRESQL: Final = """
    SELECT relname, 'rows', pg_relation_size(oid) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT relname, 'beside', pg_total_relation_size(reltoastrelid) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltoastrelid <> 0
    UNION ALL SELECT of.relname, made.relname, pg_relation_size(made.oid) FROM pg_index
        JOIN pg_class of ON of.oid = indrelid JOIN pg_class made ON made.oid = indexrelid
        WHERE of.relnamespace = 'public'::regnamespace"""


@dataclass(slots=True)
class StoringTime:
    """The seconds that storing took: of this process, and by the clock, with the database's."""

    cpu: float = 0.0
    clock: float = 0.0


def main() -> None:
    """Store the results of the same cases for the first time, on demand, and after a change."""
    cases = register_cases(TOGETHER)
    assess_queued(1)  # one case of its own, which stores the rulebook
    plain = 0.0
    for name, trigger in (
        ("first assessments", Trigger.RULEBOOK_CHANGED),
        ("asked for again, nothing changed", Trigger.ON_DEMAND),
        ("after a change, nothing changed", Trigger.REGISTER_CHANGED),
    ):
        with leave_notifying_to_sweep(), transaction.atomic():
            request_again(cases, trigger)
        before, columns_before = sizes(), column_sizes()
        with storing_stopwatch() as spent:
            assess_queued(TOGETHER)
        after, columns_after = sizes(), column_sizes()
        plain = plain or plain_bytes(cases)
        grown, of_columns = (
            {part: (size - earlier.get(part, 0)) / len(cases) for part, size in later.items()}
            for earlier, later in ((before, after), (columns_before, columns_after))
        )
        print_storage(name, grown, spent, len(cases), plain)
        print_columns(of_columns)


def sizes() -> Sizes:
    """Return the bytes of the database by table and part."""
    with connection.cursor() as cursor:
        cursor.execute(OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL)
        return {(table, part): int(size) for table, part, size in cursor.fetchall()}


def column_sizes() -> Sizes:
    """Return the bytes of the values of each column, by table and column: without what the database adds to a row."""
    found = {}
    size = "length(CAST({} AS BLOB))" if connection.vendor == "sqlite" else "pg_column_size({})"
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table  # noqa: SLF001 - Django documents _meta
            columns = [each.column for each in model._meta.concrete_fields if each.column]  # noqa: SLF001 - as above
            sums = ", ".join(f"coalesce(sum({size.format(connection.ops.quote_name(each))}), 0)" for each in columns)
            cursor.execute(f"SELECT {sums} FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of ours
            found.update({(table, name): int(bytes_) for name, bytes_ in zip(columns, cursor.fetchone(), strict=True)})
    return found


@contextmanager
def storing_stopwatch() -> Iterator[StoringTime]:
    """Yield the time that storing takes inside."""
    spent, store = StoringTime(), getattr(attempt, STORE)

    def measured(*given: Any) -> object:  # Any: what the function takes
        cpu, clock = time.process_time(), time.perf_counter()
        stored: object = store(*given)
        spent.cpu += time.process_time() - cpu
        spent.clock += time.perf_counter() - clock
        return stored

    with patch.object(attempt, STORE, measured):
        yield spent


def plain_bytes(cases: Sequence[UUID]) -> float:
    """Return the bytes of a result as JSON with its snapshot, on average."""
    done = Assessment.objects.filter(partnership__in=cases, state=State.DONE).select_related("snapshot", "partnership")
    texts = [
        json.dumps(result_json(each), ensure_ascii=False) + (each.snapshot.content if each.snapshot else "")
        for each in done
    ]
    return sum(len(each.encode()) for each in texts) / len(texts)


def print_storage(
    name: str, grown: Mapping[tuple[str, str], float], spent: StoringTime, cases: int, plain: float
) -> None:
    """Print the time of storing, and the bytes a case: all, those of questions, and by table and part."""
    print_heading(f"{cases} cases of 60 facts on {connection.vendor}, {TOGETHER} at once, {name}")
    print_figure(
        "storing, this process",
        spent.cpu * 1000 / cases,
        "ms CPU",
        note=f"{spent.clock * 1000 / cases:.1f} ms by the clock",
    )
    asked = sum(size for (table, _part), size in grown.items() if table in QUESTIONS)
    print_figure("a result, without its questions", sum(grown.values()) - asked, "bytes", over=PEER, peer=plain)
    print_figure("its questions", asked, "bytes")
    print_parts(grown)


def print_columns(grown: Mapping[tuple[str, str], float]) -> None:
    """Print the bytes a case of the values in each column."""
    print("  of these, values by column:", flush=True)
    print_parts(grown)


def print_parts(grown: Mapping[tuple[str, str], float]) -> None:
    """Print bytes a case by table and part, the largest tables first; within a table the largest parts first."""
    by_table: dict[str, dict[str, float]] = {}
    for (table, part), size in sorted(grown.items(), key=lambda pair: -pair[1]):
        by_table.setdefault(table, {})[part] = size
    for table, parts in sorted(by_table.items(), key=lambda pair: -sum(pair[1].values())):
        listed = ", ".join(f"{part} {size:,.0f}" for part, size in parts.items() if abs(size) >= LISTED_BYTES)
        if listed:
            print(f"    {sum(parts.values()):8,.0f}  {table}: {listed}", flush=True)
