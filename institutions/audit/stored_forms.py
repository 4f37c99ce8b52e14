"""Values in a form that the program never writes: SQL would read another value than the verification does.

SQLite keeps any value in any column. A moment that is no moment reads as none, and is not null to a query; an id with
hyphens is the same id, and joins nothing; of a field that a JSON text names twice SQL reads the first and Python the
last. Their hashes would be right. PostgreSQL keeps moments and days that Python does not have.

An empty text counts as none in a hash. Where the program writes null, or one of a list of words, an empty text would
read as a known answer, so it is such a form on either database.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, models

from institutions.audit.coverage import COVERED
from institutions.audit.derived_rows import compared_models
from institutions.audit.filled_tables import filled_tables
from institutions.audit.row_troubles import some_of
from institutions.models import AuditChain, AuditEvent, AuditSalt, AuditSeal, IndexedSeal, SealedChain, SealTile

# What each run reads whole, a daily one too.
OF_SEALS: Final = (AuditSalt, AuditChain, AuditSeal)
OF_TRAIL: Final = (*OF_SEALS, AuditEvent)
BESIDE_TRAIL: Final = (IndexedSeal, SealedChain, SealTile, Authenticator)  # no row is compared by them
CHUNK: Final = 2_000
UNDECODED: Final = "Could not decode to UTF-8"  # as SQLite's driver says it
DAY: Final = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
CLOCK: Final = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
FRACTION: Final = f".{'[0-9]' * 6}"
SECOND: Final = "strftime('%Y-%m-%d %H:%M:%S', {0})"
IS_MOMENT: Final = (
    f"({{0}} GLOB '{DAY} {CLOCK}' OR {{0}} GLOB '{DAY} {CLOCK}{FRACTION}')"
    f" AND coalesce(substr({{0}}, 1, 19) = {SECOND}, 0)"
)
IS_NUMBER: Final = "typeof({0}) = 'integer'"
# By kind of column what is true of every value that the program writes. The first that fits counts.
OF_SQLITE: Final[tuple[tuple[type[Any], str], ...]] = (  # Any: a field of any type
    (models.UUIDField, "typeof({0}) = 'text' AND length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"),
    (models.DateTimeField, f"typeof({{0}}) = 'text' AND {IS_MOMENT}"),
    (models.DateField, f"typeof({{0}}) = 'text' AND {{0}} GLOB '{DAY}' AND coalesce(date({{0}}) = {{0}}, 0)"),
    (models.BooleanField, f"{IS_NUMBER} AND {{0}} IN (0, 1)"),
    (models.IntegerField, IS_NUMBER),
    (models.FloatField, "typeof({0}) IN ('real', 'integer')"),
    (models.JSONField, "typeof({0}) = 'text' AND json_valid({0})"),
    (models.BinaryField, "typeof({0}) = 'blob'"),  # packed columns are none: older rows of some hold texts
    (models.CharField, "typeof({0}) = 'text'"),
    (models.TextField, "typeof({0}) = 'text'"),
)
FINITE: Final = "{0} >= '0001-01-02' AND {0} < '9999-12-31'"
OF_POSTGRESQL: Final[tuple[tuple[type[Any], str], ...]] = ((models.DateField, FINITE),)  # a moment is a day too
HAS_TEXT: Final = "{0} <> ''"


class FormOfRows:
    """The forms of the values of one table."""

    def __init__(self, model: type[models.Model]) -> None:
        options = model._meta  # noqa: SLF001 - Django documents _meta
        self.table, self.key = options.db_table, str(options.pk.column)
        self.wanted = {str(each.column): form for each in options.concrete_fields if (form := form_of(each))}
        self.json = [str(each.column) for each in options.concrete_fields if isinstance(each, models.JSONField)]

    def troubles(self) -> Iterator[str]:
        """Yield the first rows with a value in another form, with the columns, and the number of the others."""
        yield from some_of(map(self.trouble_of, self.of_another_form()), self.table)
        yield from some_of(map(self.trouble_of, self.named_twice()), self.table)

    def trouble_of(self, found: tuple[Any, list[str]]) -> str:  # Any: a key of any type
        """Return the trouble with some columns of a row."""
        key, columns = found
        return (
            f"{self.table} {key}: {', '.join(columns)} is stored in a form that the program never writes, so a query "
            "may read another value than this verification"
        )

    def of_another_form(self) -> Iterator[tuple[Any, list[str]]]:  # Any: a key of any type
        """Yield key and columns of rows with values that are not of the kind of their column."""
        if not self.wanted:
            return
        names = list(self.wanted)
        right = [f"({quoted(name)} IS NULL OR ({self.wanted[name].format(quoted(name))}))" for name in names]
        shown = ", ".join([quoted(self.key), *right])
        wrong = " OR ".join(f"NOT {each}" for each in right)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {shown} FROM {quoted(self.table)} WHERE {wrong}")  # noqa: S608 - names of columns
            while rows := cursor.fetchmany(CHUNK):
                for key, *each in rows:
                    yield key, [name for name, is_right in zip(names, each, strict=True) if not is_right]

    def named_twice(self) -> Iterator[tuple[Any, list[str]]]:  # Any: as above
        """Yield key and columns of rows with a JSON text that names a field twice."""
        if connection.vendor != "sqlite" or not self.json:
            return
        shown = ", ".join(
            [quoted(self.key), *(f"CASE WHEN json_valid({quoted(name)}) THEN {quoted(name)} END" for name in self.json)]
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {shown} FROM {quoted(self.table)}")  # noqa: S608 - as above
            while rows := cursor.fetchmany(CHUNK):
                for key, *texts in rows:
                    twice = [name for name, text in zip(self.json, texts, strict=True) if names_twice(text)]
                    if twice:
                        yield key, twice


def stored_form_troubles(tables: Sequence[type[models.Model]]) -> Iterator[str]:
    """Yield the troubles of these tables."""
    named = {model._meta.db_table: model for model in tables}  # noqa: SLF001 - Django documents _meta
    filled = filled_tables(named)
    for name, model in named.items():
        if name in filled:
            yield from FormOfRows(model).troubles()


def read_to_odd_value(troubles: Iterator[str], is_odd: Callable[[], bool]) -> Iterator[str]:
    """Yield troubles; where a value ends the reading that no program wrote, say so. `is_odd`: whether there may be one.

    So it is after any trouble: a word of a changed row may be one that the program does not know. Without a trouble an
    error is one of the program, but for a text of SQLite that is not UTF-8: no query finds it.
    """
    try:
        yield from troubles
    except (ArithmeticError, AttributeError, DatabaseError, LookupError, TypeError, ValueError) as other:
        if UNDECODED not in str(other) and not is_odd():
            raise
        yield f"a part of the verification ended at a value that cannot be read ({other}); restore it, and run it again"


def models_of_rows() -> list[type[models.Model]]:
    """Return the tables whose rows the verification reads, but for those of the trail itself."""
    found = {**compared_models(), **{name: each.model for name, each in COVERED.items()}}
    return [each for _, each in sorted(found.items())]


def form_of(field: Any) -> str:  # Any: a field of any type
    """Return the condition of each value of a column; empty if every value will do."""
    of = field
    while of.remote_field:
        of = of.target_field
    forms = OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL
    form = next((form for kind, form in forms if isinstance(of, kind)), "")
    return " AND ".join(filter(None, (form, HAS_TEXT if is_never_empty(field) else "")))


def is_never_empty(field: Any) -> bool:  # Any: as above
    """Return whether the program writes no empty text into a column: null where nothing is known, or a listed word."""
    if not isinstance(field, models.CharField | models.TextField):
        return False
    words = {str(word) for word, _ in field.flatchoices}
    return bool(field.null or (words and "" not in words and not field.blank))


@cache
def quoted(name: str) -> str:
    """Return the name of a column or table as SQL has it."""
    return connection.ops.quote_name(name)


def names_twice(text: Any) -> bool:  # Any: what the column holds
    """Return whether a JSON text names a field twice in one object."""
    if not isinstance(text, str) or "{" not in text:
        return False
    found = False

    def read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: plain data
        nonlocal found
        made = dict(pairs)
        found = found or len(made) != len(pairs)
        return made

    try:
        json.loads(text, object_pairs_hook=read)
    except (RecursionError, ValueError):  # what reads the row says so
        return True
    return found
