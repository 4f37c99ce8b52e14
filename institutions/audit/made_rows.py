"""The columns of a row as the transaction that made it inserted them: its hash needs no look at the database.

Only tables whose rows do not change in the transaction that makes them are hashed so (`CoveredTable.as_made`). The
hash is of what the program wrote: if anything changed the row on its way into the table, `verify_audit` says so.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import models

from institutions.models.packed_field import PackedField

Json = dict[str, Any]  # Any: plain data
# A moment is a day too for Django, so it comes first.
AS_GIVEN: Final[Mapping[type[Any], type]] = {  # Any: a field of any type
    models.DateTimeField: datetime,
    models.DateField: date,
    models.UUIDField: UUID,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.CharField: str,
    models.TextField: str,
}


class NotAsMadeError(ValueError):
    """A value that the database may give back in another form than it was given."""


def made_columns(row: models.Model, names: Iterable[str]) -> Json | None:
    """Return the columns of an inserted row as the database gives them; None if it has to be read for that."""
    if row.pk is None:
        return None
    fields, held = made_fields(type(row)), row.__dict__
    try:
        return {
            name: held[name] if type(held[name]) is fields[name][1] else made_value(fields[name][0], held[name])
            for name in names
        }
    except (KeyError, NotAsMadeError):  # KeyError: a column that was left out when the row was read
        return None


@cache
def made_fields(model: type[models.Model]) -> "Mapping[str, tuple[models.Field[Any, Any], type | None]]":
    """Return the fields of a model by column, each with the type of values that the database gives back as they are."""
    found = {}
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django documents _meta
        of: Any = field  # Any: a field, or that which a key points to
        while of.remote_field:
            of = of.target_field
        fitting = (kind for sort, kind in AS_GIVEN.items() if isinstance(of, sort))
        found[field.attname] = (field, next(fitting, None))
    return found


def made_value(field: "models.Field[Any, Any]", value: Any) -> Any:  # Any: what a column holds
    """Return a value that was inserted as the database gives it back. NotAsMadeError if that is not certain."""
    if value is None:
        return None
    if hasattr(value, "resolve_expression"):  # the database computes it
        raise NotAsMadeError
    if isinstance(field, models.JSONField):
        return without_fractions(plain_copy(value))
    if isinstance(field, PackedField):
        return value if isinstance(value, str) else plain_copy(value)
    return str(value) if isinstance(value, str) and isinstance(field, models.CharField) else field.to_python(value)


def plain_copy(value: Any) -> Any:  # Any: plain data
    """Return plain data as reading its JSON gives it. NotAsMadeError for what is not quite plain."""
    try:
        return orjson.loads(orjson.dumps(value))
    except TypeError as other:
        raise NotAsMadeError from other


def without_fractions(data: Any) -> Any:  # Any: plain data
    """Return plain data. NotAsMadeError if a fraction is in it: PostgreSQL writes some in another form."""
    if isinstance(data, float):
        raise NotAsMadeError
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        without_fractions(each)
    return data
