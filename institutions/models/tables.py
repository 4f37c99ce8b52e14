"""One table per kind of statement, made from its declaration: one column per field, with indexes for lookups."""

from typing import Any, Final

from django.db import models
from django.db.models import Q

from institutions.kinds import KINDS, Field, FieldSort, Kind
from institutions.kinds.base import MAX_KEY, NUMBERS
from institutions.models.statement import Statement

UNKNOWN: Final[dict[str, Any]] = {"null": True, "blank": True}  # an unstated value; never an empty text


def field_columns(field: Field) -> "dict[str, models.Field[Any, Any]]":
    """Make the column of a field; a party that may be a country has two."""
    name = field.column
    match field.sort:
        case FieldSort.PARTY:
            may_be_absent: dict[str, Any] = {} if field.required and not field.or_country else UNKNOWN
            party = models.ForeignKey(
                "institutions.Party", models.PROTECT, related_name="+", db_index=False, **may_be_absent
            )
            country = {f"{name}_country": models.CharField(max_length=2, blank=True)} if field.or_country else {}
            return {name: party, **country}
        case FieldSort.PARTIES:
            return {name: models.ManyToManyField("institutions.Party", related_name="+")}
        case FieldSort.DATE:
            return {name: models.DateField(**UNKNOWN)}
        case FieldSort.FLAG:
            return {name: models.BooleanField(**UNKNOWN)}
        case FieldSort.CALL:
            return {name: models.UUIDField(db_index=True, **UNKNOWN)}
        case FieldSort.COUNTRY:
            return {name: models.CharField(max_length=2, **UNKNOWN)}
        case FieldSort.WORD | FieldSort.MONEY:
            return {name: models.CharField(max_length=40, **UNKNOWN)}
        case FieldSort.KEY:
            return {name: models.CharField(max_length=MAX_KEY, **UNKNOWN)}
        case FieldSort.TEXT:
            return {name: models.TextField(**UNKNOWN)}
        case sort if sort in NUMBERS:
            return {name: models.BigIntegerField(**UNKNOWN)}
    message = f"no statement can have a field of the type {field.sort}"
    raise TypeError(message)


def import_index(kind: Kind) -> models.Index:
    """Make the index that finds rows by the record of an import that stated them."""
    return models.Index(fields=["imported"], condition=Q(imported__isnull=False), name=f"{kind.name}_imported")


def table_for(kind: Kind) -> type[Statement]:
    """Make the model of a kind: `re_employment` becomes `ReEmployment`."""
    indexed = [each.column for each in kind.fields if each.sort is FieldSort.PARTY or each.looked_up]
    owning = ownership_indexes(kind)
    meta = type(
        "Meta",
        (Statement.Meta,),
        {
            "abstract": False,
            "verbose_name": kind.label.en,
            "verbose_name_plural": kind.label.en,
            "indexes": [
                *(owning.get(column) or models.Index(fields=[column, "superseded_at"]) for column in indexed),
                import_index(kind),
            ],
        },
    )
    name = "".join(part.capitalize() for part in kind.name.split("_"))
    body: dict[str, object] = {"__module__": __name__, "__doc__": kind.help.en, "Meta": meta, "kind": kind}
    for field in kind.fields:
        body.update(field_columns(field))
    return type(name, (Statement,), body)


def ownership_indexes(kind: Kind) -> dict[str, models.Index]:
    """Make the indexes for walks along chains of owners, upwards and downwards, by the column that leads.

    They hold all that a walk reads of a row. The database keeps them with the row itself, so that a changed tie needs
    no other step and they are never behind (docs/decisions/0014).
    """
    if kind.owns is None:
        return {}
    upper, lower = (kind.by_name[name].column for name in kind.owns)
    asked = ("from_on", "until_on", "reach", "partnership", "imported", "recorded_at")
    return {
        lower: models.Index(name=f"{kind.name}_owners", fields=[lower, "superseded_at", upper, *asked]),
        upper: models.Index(name=f"{kind.name}_owned", fields=[upper, "superseded_at", lower, *asked]),
    }


TABLES: dict[str, type[Statement]] = {name: table_for(kind) for name, kind in KINDS.items()}


def table_of(kind: str) -> type[Statement]:
    """Return the model of a kind of statement. KeyError for an unknown kind."""
    return TABLES[kind]
