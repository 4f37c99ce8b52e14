"""Random changes of a database by SQL, as somebody who works on it by hand could make them, and what must report each.

A change gives the words with which the verification must name it. What the database refuses is no change: None.
"""

import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import DatabaseError, connection, models, transaction

from institutions.audit.coverage import COVERED, CoveredTable
from institutions.models import AuditChain, AuditEvent, AuditSeal

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A change that was made: in words, the table, and the rows that it concerns (of the trail itself: none)."""

    words: str
    table: str
    named: frozenset[str]


class TakenBackError(Exception):
    """Takes a change back."""


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back everything that the block does; constraints between tables are not checked in it."""
    try:
        with transaction.atomic():
            yield
            raise TakenBackError
    except TakenBackError:
        pass


def execute(sql: str, given: Any = ()) -> int:
    """Execute SQL; return the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return int(cursor.rowcount)


def rows_of(model: type[models.Model]) -> list[Row]:
    """Return every row of a table, as the driver gives it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - names of tables
        names = [each[0] for each in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def key_column(model: type[models.Model]) -> str:
    """Return the column of the key of a table."""
    return str(model._meta.pk.column)


def row_named(covered: CoveredTable, row: Row) -> str:
    """Return the words by which the verification names a row."""
    if covered.group:
        return f"{covered.table}, rows with {covered.group} {text_key(row[covered.group])}"
    return f"{covered.table} {text_key(row[key_column(covered.model)])}"


def text_key(value: Any) -> str:
    """Return a key as it is named; SQLite's driver gives ids of 32 digits."""
    text = str(value)
    return str(uuid.UUID(text)) if len(text) == 32 and set(text) <= set("0123456789abcdef") else text


def is_covered(covered: CoveredTable, row: Row) -> bool:
    """Return whether a row counts."""
    only = all(row[column] == value for column, value in covered.only.items())
    columns = {name: f"{name}_id" if f"{name}_id" in row else name for name in covered.unless}
    return only and not (covered.unless and all(row[columns[n]] == v for n, v in covered.unless.items()))


def other_value(value: Any, field: Any, chance: random.Random) -> Any:
    """Return another value of the type of a column, or of that to which its key points."""
    while field.remote_field:
        field = field.target_field
    if isinstance(field, models.JSONField):
        return json.dumps([chance.random()])
    if isinstance(field, models.BinaryField):
        return chance.randbytes(12)
    if isinstance(value, bool) or isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return "2020-01-02 03:04:05.000006" + ("+00" if connection.vendor == "postgresql" else "")
    if isinstance(field, models.DateField):
        return "2020-01-02"
    if isinstance(field, models.UUIDField):
        made = uuid.UUID(int=chance.getrandbits(128))
        return made.hex if connection.vendor == "sqlite" else made
    if isinstance(field, models.IntegerField | models.FloatField | models.DecimalField):
        return (0 if value is None else value) + chance.randint(1, 9)
    return "".join(chance.choice("abcdefgh") for _ in range(min(field.max_length or 12, 12)))


def change_column(covered: CoveredTable, chance: random.Random) -> Change | None:
    """Change one column of one row."""
    row = chance.choice([each for each in rows_of(covered.model) if is_covered(covered, each)])
    fields = {str(each.column): each for each in covered.model._meta.concrete_fields}
    counted = [name for name in fields if name in row and name not in covered.left_out and not fields[name].primary_key]
    column = chance.choice([name for name in counted if name != covered.group])
    value = other_value(row[column], fields[column], chance)
    if value == row[column] or (value is False and row[column] is None):
        return None
    key = key_column(covered.model)
    changed = execute(f'UPDATE "{covered.table}" SET "{column}" = %s WHERE "{key}" = %s', (value, row[key]))  # noqa: S608 - names of tables
    named = row_named(covered, row)
    return Change(f"{column} of {named}", covered.table, frozenset({named})) if changed else None


def delete_row(covered: CoveredTable, chance: random.Random) -> Change | None:
    """Delete one row."""
    row = chance.choice([each for each in rows_of(covered.model) if is_covered(covered, each)])
    key = key_column(covered.model)
    execute(f'DELETE FROM "{covered.table}" WHERE "{key}" = %s', (row[key],))  # noqa: S608 - names of tables
    return Change(f"delete {row_named(covered, row)}", covered.table, frozenset({row_named(covered, row)}))


def copy_row(covered: CoveredTable, chance: random.Random) -> Change | None:
    """Insert a copy of a row under another key, with other values where only one row may have them."""
    row = dict(chance.choice([each for each in rows_of(covered.model) if is_covered(covered, each)]))
    for each in covered.model._meta.concrete_fields:
        if each.primary_key or each.unique:
            value = other_value(row[str(each.column)], each, chance)
            row[str(each.column)] = value + 10_000 if isinstance(value, int) else value
    for one_of_a_kind in covered.model._meta.constraints:
        if isinstance(one_of_a_kind, models.UniqueConstraint):
            changed: Any = covered.model._meta.get_field(one_of_a_kind.fields[-1])
            if not isinstance(changed, models.ForeignKey) or changed.column != covered.group:
                row[changed.column] = other_value(row[changed.column], changed, chance)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    execute(f'INSERT INTO "{covered.table}" ({names}) VALUES ({marks})', [adapted(each) for each in row.values()])  # noqa: S608 - names of tables
    return Change(f"copy as {row_named(covered, row)}", covered.table, frozenset({row_named(covered, row)}))


def adapted(value: Any) -> Any:
    """Return a value as the driver takes it."""
    return json.dumps(value) if isinstance(value, dict | list) else value


def swap_rows(covered: CoveredTable, chance: random.Random) -> Change | None:
    """Exchange the keys of two rows, so that each stands in the place of the other."""
    rows = [each for each in rows_of(covered.model) if is_covered(covered, each)]
    if len(rows) < 2:
        return None
    one, other = chance.sample(rows, 2)
    key = key_column(covered.model)
    between = other_value(one[key], covered.model._meta.pk, chance)
    between = between + 100_000 if isinstance(between, int) else between
    for old, new in ((one[key], between), (other[key], one[key]), (between, other[key])):
        execute(f'UPDATE "{covered.table}" SET "{key}" = %s WHERE "{key}" = %s', (new, old))  # noqa: S608 - names of tables
    return Change("swap", covered.table, frozenset({row_named(covered, one), row_named(covered, other)}))


def empty_table(covered: CoveredTable, chance: random.Random) -> Change | None:
    """Delete all rows of a table."""
    named = frozenset(row_named(covered, each) for each in rows_of(covered.model) if is_covered(covered, each))
    execute(f'DELETE FROM "{covered.table}"')  # noqa: S608 - names of tables
    return Change(f"empty {covered.table}", covered.table, named)


ROW_CHANGES: Final[tuple[Callable[[CoveredTable, random.Random], Change | None], ...]] = (
    change_column, change_column, change_column, delete_row, copy_row, swap_rows, empty_table,
)  # fmt: skip


def filled_tables() -> list[CoveredTable]:
    """Return the covered tables that have a covered row."""
    return [each for each in COVERED.values() if any(is_covered(each, row) for row in rows_of(each.model))]


def change_rows(tables: list[CoveredTable], chance: random.Random) -> Change | None:
    """Make one random change of a covered table; None where the database refused it."""
    do = chance.choice(ROW_CHANGES)
    try:
        with transaction.atomic():
            return do(chance.choice(tables), chance)
    except DatabaseError:
        return None


def change_trail(chance: random.Random) -> Change | None:
    """Make one random change of an event, a chain or a seal: a value, its place, or whether it is there."""
    model = chance.choice([AuditEvent, AuditEvent, AuditEvent, AuditChain, AuditSeal])
    table, row = model._meta.db_table, chance.choice(rows_of(model))
    pk, act = row["id"], chance.choice(["value", "value", "delete", "number"])
    of_chain = {AuditEvent: row.get("chain_id"), AuditChain: pk}.get(model)
    chain = AuditChain.objects.get(pk=of_chain).name if of_chain else "seal"
    try:
        with transaction.atomic():
            if act == "delete":
                execute(f'DELETE FROM "{table}" WHERE id = %s', (pk,))  # noqa: S608 - names of tables
            elif act == "number":
                column = "length" if model is AuditChain else "number"
                more = (chance.choice([-1, 1, 7]), pk)
                execute(f'UPDATE "{table}" SET "{column}" = "{column}" + %s WHERE id = %s', more)  # noqa: S608 - names of tables
            else:
                apart = {"id", "chain_id"}
                field = chance.choice([each for each in model._meta.concrete_fields if each.column not in apart])
                value = other_value(row[str(field.column)], field, chance)
                execute(f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s', (value, pk))  # noqa: S608 - names of tables
    except DatabaseError:
        return None
    now = AuditChain.objects.filter(pk=of_chain or 0).values_list("name", flat=True)
    return Change(f"{act} of {table} {pk}", table, frozenset(name.removesuffix("s") for name in (chain, *now)))
