"""Reading the store: one generation, opened for a reader who gets the cases that they may read, and no others."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import duckdb
import pyarrow as pa
from django.db.models import QuerySet
from django.utils import timezone

from institutions.access.callers import SYSTEM, Reader, System
from institutions.access.partnerships import closed_partnerships_rule
from institutions.jobs.worker_name import this_process
from institutions.models import Partnership
from rules.engine.sets.configured import configured_limits
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.fact_store.generations import NoStoreError, generation_numbers, readable_manifest
from rules.fact_store.manifest import Manifest, Part, manifest_from, manifest_name
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import SQL, SUPERSEDED_CASES, schema_hash, table_columns
from rules.models import FactErasure, FactReader

HELD: Final = timedelta(hours=1)  # longer than one statement may take, by far
CLOSED: Final = "closed_partnerships"
BODIES: Final = "read_bodies"


class GenerationLostError(Exception):
    """The generation was removed while it was read: a person was erased, or the reader was silent for too long."""


class ErasurePendingError(NoStoreError):
    """An erasure has still to rewrite the store."""


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A generation that is being read. Its connection has the tables of the store as views, `cases` among them."""

    connection: duckdb.DuckDBPyConnection
    manifest: Manifest
    hold: FactReader

    def renew(self) -> None:
        """Hold the generation further. GenerationLostError if it is not there any more."""
        renew_hold(self.hold)

    def narrow_to(self, first: int, last: int, *, among: str = "") -> None:
        """Show only the cases from one number to another, of those of a table with their numbers if one is named."""
        some = f" SEMI JOIN {among} USING ({CASE_ID})" if among else ""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {CASES} AS SELECT * FROM readable_cases{some}"
            f" WHERE {CASE_ID} BETWEEN {int(first)} AND {int(last)}"
        )

    def case_numbers(self) -> list[int]:
        """Return the numbers of all cases that the reader may read, sorted."""
        rows = self.connection.execute(f"SELECT {CASE_ID} FROM readable_cases ORDER BY 1").fetchall()
        return [int(number) for (number,) in rows]


@contextmanager
def open_store(
    storage: Storage,
    reader: Reader | System,
    generation: int | None = None,
    *,
    within: tuple[int, int] | None = None,
) -> Iterator[OpenStore]:
    """Open the newest generation for a reader, or a given one if it is still there. NoStoreError if there is none.

    `within` opens only the cases from one number to another: the others are not read.
    """
    refuse_while_erasing()
    with holding(storage, generation) as (manifest, hold), duckdb_session(configured_limits()) as connection:
        storage.connect(connection)
        parts = parts_for(reader)
        make_views(connection, storage, manifest, parts, reader, within)
        opened = OpenStore(connection, manifest, hold)
        opened.narrow_to(0, manifest.next_case)
        yield opened


@contextmanager
def open_generation(storage: Storage, generation: int, *, within: tuple[int, int] | None = None) -> Iterator[OpenStore]:
    """Open a generation for the system. GenerationLostError if it is not there, or an erasure is about to remove it."""
    with ExitStack() as opening:
        try:
            opened = opening.enter_context(open_store(storage, SYSTEM, generation, within=within))
        except NoStoreError as lost:
            raise GenerationLostError(str(lost)) from lost
        if opened.manifest.number != generation:
            message = f"generation {generation} of the fact store was removed; read the newest one"
            raise GenerationLostError(message)
        yield opened


def refuse_while_erasing() -> None:
    """Raise ErasurePendingError while a person has been erased from the register and not yet from the store."""
    if FactErasure.objects.exists():
        message = "A person was erased, and the fact store is being rewritten. Try again, or: manage.py facts compact"
        raise ErasurePendingError(message)


@contextmanager
def holding(storage: Storage, generation: int | None = None) -> Iterator[tuple[Manifest, FactReader]]:
    """Hold a generation: its files stay until the block ends, or for an hour if an error ends it.

    So whoever goes on with interrupted work finds the same generation.
    """
    while True:
        found = manifest_of(storage, generation) or readable_manifest(storage)
        until = timezone.now() + HELD
        hold = FactReader.objects.create(generation=found.number, worker=this_process(), until=until)
        if found.number in generation_numbers(storage):
            break
        hold.delete()  # it was removed between the two steps
    yield found, hold
    FactReader.objects.filter(pk=hold.pk).delete()


def renew_hold(hold: FactReader) -> None:
    """Hold a generation further. GenerationLostError if it is not there any more."""
    if not FactReader.objects.filter(pk=hold.pk).update(until=timezone.now() + HELD):
        message = f"generation {hold.generation} of the fact store was removed; read the newest one"
        raise GenerationLostError(message)


def manifest_of(storage: Storage, generation: int | None) -> Manifest | None:
    """Return a generation that is still there and can be read; None if it cannot."""
    if generation is None or generation not in generation_numbers(storage):
        return None
    try:
        found = manifest_from(storage.read(manifest_name(generation)))
    except FileNotFoundError:
        return None
    return found if found.complete and found.schema == schema_hash() else None


def parts_for(reader: Reader | System) -> tuple[Part, ...]:
    """Return the parts of the store that a reader may have: restricted cases only with the right to them."""
    if isinstance(reader, System) or reader.restricted:
        return Part.OPEN, Part.RESTRICTED
    return (Part.OPEN,)


def closed_now(reader: Reader) -> QuerySet[Partnership]:
    """Return the partnerships that are closed to a reader now, wherever the store had put them."""
    return Partnership.objects.filter(closed_partnerships_rule(reader).q())


def make_views(
    connection: duckdb.DuckDBPyConnection,
    storage: Storage,
    manifest: Manifest,
    parts: Sequence[Part],
    reader: Reader | System,
    within: tuple[int, int] | None,
) -> None:
    """Make a view for each table, of the cases that a reader may read and that are within some numbers."""
    superseded = source_of(storage, manifest, (Part.SUPERSEDED,), SUPERSEDED_CASES)
    connection.execute(f"CREATE TEMP TABLE {SUPERSEDED_CASES} AS {superseded}")
    cases = " UNION ALL ".join(
        f"SELECT *, {part is Part.RESTRICTED} AS in_restricted FROM ({source_of(storage, manifest, (part,), CASES)})"
        for part in parts
    )
    tests = [f"{CASE_ID} NOT IN (SELECT {CASE_ID} FROM {SUPERSEDED_CASES})"]
    if within:
        tests.append(f"{CASE_ID} BETWEEN {int(within[0])} AND {int(within[1])}")
    if isinstance(reader, Reader):
        connection.register(CLOSED, texts(map(str, closed_now(reader).values_list("pk", flat=True))))
        tests.append(f"partnership NOT IN (SELECT value FROM {CLOSED})")
        if reader.bodies is not None:
            connection.register(BODIES, texts(map(str, reader.bodies)))
            tests.append(f"body IN (SELECT value FROM {BODIES})")
    connection.execute(f"CREATE TEMP TABLE readable_cases AS SELECT * FROM ({cases}) WHERE {' AND '.join(tests)}")
    for table in table_columns().keys() - {CASES, SUPERSEDED_CASES}:
        source = source_of(storage, manifest, parts, table)
        if isinstance(reader, Reader):
            source = f"SELECT * FROM ({source}) SEMI JOIN readable_cases USING ({CASE_ID})"
        connection.execute(f"CREATE TEMP VIEW {table} AS {source}")


def source_of(storage: Storage, manifest: Manifest, parts: Sequence[Part], table: str) -> str:
    """Return the SQL that reads a table of some parts; without a row if they have none."""
    columns = table_columns()[table]
    places = [storage.location(each.path(table)) for each in manifest.of_part(*parts) if table in each.files]
    if not places:
        empty = ", ".join(f'NULL::{SQL[kind]} AS "{name}"' for name, kind in columns.items())
        return f"SELECT {empty} WHERE false"
    listed = ", ".join("'" + place.replace("'", "''") + "'" for place in places)
    named = ", ".join(f'"{name}"' for name in columns)  # a field may be called `on`
    return f"SELECT {named} FROM read_parquet([{listed}])"


def texts(values: Iterator[str]) -> pa.Table:
    """Return texts as a table with one column."""
    return pa.table({"value": pa.array(list(values), pa.string())})
