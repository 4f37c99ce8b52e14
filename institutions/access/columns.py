"""Columns by their path: their name in SQL, and reading their value from an object."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db.models import ForeignKey, Model

from institutions.models.sql_lists import quote_name

Joined = Mapping[str, str]  # by relation, the alias of the table that is joined to the row
NOT_JOINED: Final[Joined] = MappingProxyType({})
Link = tuple[str, type[Model]]  # the column that points to another table, and the model of that table


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column as SQL names it. `lookup`: the SELECT that finds it in another table; empty if none is needed."""

    name: str
    own: bool  # a column of the row itself, not of a joined table
    lookup: str = ""

    def looked_up(self, condition: str) -> str:
        """Return a condition on the column as a condition on the row: an EXISTS where another table has the column."""
        return f"EXISTS ({self.lookup} AND ({condition}))" if self.lookup else condition


def column_at(model: type[Model], path: str, alias: str, joined: Joined) -> SqlColumn:
    """Return the column at the end of a path from a row of the model's table, looked up or through an existing join."""
    relation, _, name = path.rpartition("__")
    if relation in joined:
        return SqlColumn(f"{joined[relation]}.{column_name(relation_target(model, relation), name)}", own=False)
    if not relation:
        return SqlColumn(f"{alias}.{column_name(model, name)}", own=True)
    (first, table), *rest = relation_links(model, relation)
    inner = f"{alias}_1"
    start = f"SELECT 1 FROM {table_name(table)} {inner}"  # noqa: S608 - no input in it
    for number, (column, further) in enumerate(rest, start=2):
        after = f"{alias}_{number}"
        start += f" JOIN {table_name(further)} {after} ON {after}.{primary_key_column(further)} = {inner}.{column}"
        inner, table = after, further
    lookup = f"{start} WHERE {alias}_1.{primary_key_column(relation_links(model, relation)[0][1])} = {alias}.{first}"
    return SqlColumn(f"{inner}.{column_name(table, name)}", own=False, lookup=lookup)


def joins_to(model: type[Model], relation: str, alias: str = "e") -> tuple[str, str]:
    """Return the SQL joins along a relation from a row, and the alias of the last table."""
    sql, before = "", alias
    for number, (column, table) in enumerate(relation_links(model, relation), start=1):
        after = f"{alias}_{relation}_{number}"
        sql += f" JOIN {table_name(table)} {after} ON {after}.{primary_key_column(table)} = {before}.{column}"
        before = after
    return sql, before


def relation_links(model: type[Model], relation: str) -> list[Link]:
    """Return the columns along a relation, each with the model that it points to. TypeError if a step is no link."""
    found: list[Link] = []
    for step in relation.split("__"):
        field = model._meta.get_field(step)  # noqa: SLF001 - documented
        if not isinstance(field, ForeignKey):
            message = f"{relation}: {step} points to no other table"
            raise TypeError(message)
        model = field.related_model
        found.append((quote_name(field.column), model))
    return found


def relation_target(model: type[Model], relation: str) -> type[Model]:
    """Return the model at the end of a relation."""
    return relation_links(model, relation)[-1][1]


def column_name(model: type[Model], name: str) -> str:
    """Return the quoted column of a field; `pk` is the primary key."""
    if name == "pk":
        return primary_key_column(model)
    field: Any = model._meta.get_field(name)  # noqa: SLF001 - documented; Any: no path ends at a relation backwards
    return quote_name(field.column)


def primary_key_column(model: type[Model]) -> str:
    """Return the quoted column of the primary key."""
    key: Any = model._meta.pk  # noqa: SLF001 - documented; Any: every table has one
    return quote_name(key.column)


def table_name(model: type[Model]) -> str:
    """Return the quoted table of a model."""
    return quote_name(model._meta.db_table)  # noqa: SLF001 - documented


def column_reader(path: str) -> Callable[[Any], object]:  # Any: a row of any table
    """Return a function that reads a column from a stored row; None if a link is empty. An id costs no query."""
    *relation, name = path.split("__")

    def read(row: Any) -> object:  # Any: a row of any table
        for step in relation:
            row = getattr(row, step)
            if row is None:
                return None
        return getattr(row, f"{name}_id") if hasattr(row, f"{name}_id") else getattr(row, name)

    return read
