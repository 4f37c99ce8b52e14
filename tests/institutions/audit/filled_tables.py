"""A row in each covered table, with values of the type of each column: what the program itself would never write.

Every table is tried so, whatever a register of the tests holds. Keys to other tables lead nowhere: the rows live in a
transaction that is taken back, and no constraint between tables is checked before its end.
"""

import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from institutions.audit.coverage import COVERED, CoveredTable
from institutions.audit.record import COMMAND, record_event
from institutions.models.noted_rows import note_written
from institutions.models.packed_field import PackedField
from tests.institutions.audit.random_changes import execute, taken_back

ROWS = 3  # in each table, unless a test asks for more
CHECKS = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
    WHERE contype = 'c' AND connamespace = current_schema()::regnamespace"""
MOMENT = datetime(2026, 11, 2, 3, 4, 5, 678900, tzinfo=UTC)


def drop_checks() -> None:
    """Let the database store values that are not those of their column, until the transaction is taken back."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while one of its rows waits to be checked
    with connection.cursor() as cursor:
        cursor.execute(CHECKS)
        for table, name in cursor.fetchall():
            execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def without_checks() -> Iterator[None]:
    """Let the database store values that its checks refuse, as whoever works on it by hand can; take all of it back."""
    try:
        with taken_back():
            if connection.vendor == "postgresql":
                drop_checks()
            else:
                execute("PRAGMA ignore_check_constraints = 1")
            yield
    finally:
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = 0")


def a_few(_covered: CoveredTable) -> int:
    """Return the number of rows of any table."""
    return ROWS


def fill_tables(chance: random.Random, number_of: Callable[[CoveredTable], int] = a_few) -> list[str]:
    """Write rows into each covered table, named by one event; return the tables that the database refused."""
    refused = []
    if connection.vendor == "postgresql":
        drop_checks()
    else:
        execute("PRAGMA ignore_check_constraints = 1")
    with transaction.atomic():
        for covered in COVERED.values():
            try:
                with transaction.atomic():
                    note_written(rows_for(covered, chance, number_of(covered)))
            except DatabaseError as other:
                refused.append(f"{covered.table}: {other}")
        record_event(actor=COMMAND, verb="tried", what="thing:1")
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = 0")
    return refused


def rows_for(covered: CoveredTable, chance: random.Random, number: int) -> list[Any]:
    """Return new rows of a table; of one that is hashed in groups, each two are of one group."""
    made: list[Any] = []
    for place in range(number):
        values = {each.attname: value_for(each, chance) for each in covered.model._meta.concrete_fields}
        values |= covered.only
        if covered.closes:
            values["superseded_at"] = None
        if covered.group and place % 2 and not is_one_of_a_kind(covered, covered.group):
            values[covered.group] = getattr(made[-1], covered.group)
        made.append(covered.model(**{name: value for name, value in values.items() if name is not None}))
    models.QuerySet(covered.model).bulk_create(made)
    return made


def is_one_of_a_kind(covered: CoveredTable, column: str) -> bool:
    """Return whether two rows of a table may not have one value of a column."""
    return next(each.unique for each in covered.model._meta.concrete_fields if each.attname == column)


def value_for(field: Any, chance: random.Random) -> Any:
    """Return a value of the type of a column."""
    of = field
    while of.remote_field:
        of = of.target_field
    number = chance.randint(1_000_000, 2_000_000)
    match of:
        case models.UUIDField():
            return uuid.UUID(int=chance.getrandbits(128))
        case models.BooleanField():
            return chance.choice([True, False])
        case models.DateTimeField():
            return MOMENT + timedelta(seconds=number)
        case models.DateField():
            return date(2026, 1, 2) + timedelta(days=number % 300)
        case models.DecimalField():
            return Decimal(number % 90)
        case models.SmallIntegerField() | models.PositiveSmallIntegerField():
            return number % 30_000
        case models.IntegerField():
            return number
        case models.FloatField():
            return number / 8
        case models.JSONField():
            return [{"text": str(number), "number": number}]
        case PackedField():
            return json.dumps([number])
        case models.BinaryField():
            return str(number).encode()
    return str(number)[: of.max_length or 7]
