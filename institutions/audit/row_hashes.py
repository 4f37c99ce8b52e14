"""The hash of a covered row: of its columns as canonical JSON, erasable ones by a salted hash.

The salt of a column follows from the secret of the database and the place of the row. Whoever has the text and its
salt can check the hash; the hash alone confirms no guess.
"""

import hmac
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import ExpressionWrapper, F

from institutions.audit.coverage import CoveredTable
from institutions.audit.made_rows import made_columns
from institutions.models import AuditEvent, AuditSalt
from institutions.models.packed_field import PackedField, UnreadableError
from institutions.values.hashing import hash_json
from institutions.values.merkle import SALT_BYTES, commitment
from institutions.values.portions import split_portions

AT_ONCE: Final = 900  # keys of one query: SQLite's own limit of parameters is a thousand in some builds
CHUNK: Final = 2_000
STORED: Final = "stored_"  # before the name of a packed column, for its bytes
Json = dict[str, Any]  # Any: plain data


@cache
def database_salt() -> bytes:
    """Return the secret of this database, made with its tables."""
    return AuditSalt.objects.get_or_create(pk=1)[0].value.encode()


def salt_troubles() -> Iterator[str]:
    """Yield that the secret of this database is gone although events name rows that were hashed by it.

    A verification must not make another one: each row would look changed, and a state that is only read refuses it.
    """
    named = AuditEvent.objects.filter(rows__isnull=False)
    if not AuditSalt.objects.filter(pk=1).exists() and named.exists():
        yield (
            f"{AuditSalt._meta.db_table}: the secret by which rows are hashed is missing, so no row was compared; "  # noqa: SLF001 - Django documents _meta
            "restore this row from a backup, and verify again"
        )


def column_salt(secret: bytes, table: str, key: str, column: str) -> bytes:
    """Return the salt of one column of one row."""
    return hmac.digest(secret, f"{table}\n{key}\n{column}".encode(), "sha256")[:SALT_BYTES]


def plain_value(value: Any) -> Any:  # Any: what a column holds, and plain data
    """Return the value of a column as plain data, the same on either database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, UUID) else value


def value_or_bytes(column: PackedField, stored: Any) -> Any:  # Any: what the database gave, and what a column holds
    """Return the value of a packed column; where it cannot be read, something that no column holds."""
    try:
        return column.from_db_value(stored, None, None)
    except UnreadableError:
        return {"unreadable": plain_value(stored)}


def hashed(hash_of: Callable[[Any], str], said: Any) -> str:  # Any: plain data
    """Return the hash of plain data. An infinite number, as data of earlier versions may hold, counts by its text."""
    try:
        return hash_of(said)
    except ValueError:
        return hash_of(without_infinities(said))


def without_infinities(said: Any) -> Any:  # Any: plain data
    """Return plain data with the text of each number that JSON does not have."""
    match said:
        case dict():
            return {name: without_infinities(each) for name, each in said.items()}
        case list():
            return [without_infinities(each) for each in said]
        case float() if not math.isfinite(said):
            return {"number": str(said)}
    return said


def is_empty(value: object) -> bool:
    """Return whether a value counts as none."""
    return value is None or value in ("", [], {})


class RowHasher:
    """The hashes of the rows of one table, read through a model: the present one, or that of a migration."""

    def __init__(self, covered: CoveredTable, model: type[models.Model] | None = None, secret: bytes = b"") -> None:
        self.covered = covered
        self.model = model or covered.model
        self.salt_key = secret or database_salt()
        self.columns = covered.columns_of(self.model)
        self.key_column = str(self.model._meta.pk.attname)  # noqa: SLF001 - Django documents _meta
        fields = {each.attname: each for each in self.model._meta.concrete_fields}  # noqa: SLF001 - as above
        self.packed = {name: each for name in self.columns if isinstance(each := fields[name], PackedField)}

    def content(self, row: Json) -> Json:
        """Return the columns that count: plain values, and salted hashes of erasable ones."""
        key, found = str(row[self.key_column]), {}
        for name in self.columns:
            value = row[name]
            if is_empty(value) or (name in self.covered.added_later and value == self.covered.added_later[name]):
                continue
            said = plain_value(value)
            if name in self.covered.erasable:
                salt = column_salt(self.salt_key, self.covered.table, key, name)
                said = {"sha256": hashed(partial(commitment, salt), said)}
            found[name] = said
        return found

    def contents(self, keys: Iterable[Any]) -> Iterator[tuple[str, Json, Json]]:  # Any: keys of any type
        """Yield key, columns that count and columns as they are, of covered rows that are not hashed in groups."""
        for portion in split_portions(keys, AT_ONCE):
            for row in self.read(self.rows().filter(pk__in=portion), few=True):
                yield str(row[self.key_column]), self.content(row), row

    def row_hash(self, key: str, row: Json) -> str:
        """Return the hash of one row."""
        return hashed(hash_json, [self.covered.table, key, self.content(row)])

    def hash_as_made(self, row: models.Model) -> str | None:
        """Return the hash of a row that this transaction inserted, from what it inserted; None if it has to be read."""
        if not self.covered.as_made or (columns := made_columns(row, (self.key_column, *self.columns))) is None:
            return None
        return self.row_hash(str(row.pk), columns)

    def group_hash(self, key: str, rows: Iterable[Json]) -> str:
        """Return the hash of the rows of one group, in the order of their keys."""
        return hashed(hash_json, [self.covered.table, key, [self.content(each) for each in rows]])

    def hashes(self, keys: Sequence[Any] | None = None) -> Iterator[tuple[str, str, datetime | None]]:  # Any: keys
        """Yield key, hash and `superseded_at` of covered rows or groups: those of the keys, or all; in order."""
        if keys is None:
            yield from self.hashes_among(self.rows())
            return
        for portion in split_portions(keys, AT_ONCE):
            by = self.covered.group or self.key_column
            yield from self.hashes_among(self.rows().filter(**{f"{by}__in": portion}), few=True)

    def rows(self) -> models.QuerySet[Any]:  # Any: a table of any sort
        """Return the covered rows."""
        order = [name for name in (self.covered.group, self.key_column) if name]
        rows = self.model._base_manager.filter(**self.covered.only)  # noqa: SLF001 - all rows
        return (rows.exclude(**self.covered.unless) if self.covered.unless else rows).order_by(*order)

    def read(self, rows: models.QuerySet[Any], *further: str, few: bool = False) -> Iterator[Json]:  # Any: as above
        """Yield the columns of rows that count, and further ones; of a packed column its value.

        All rows of a table come through a cursor of the server. A portion of keys does not: a cursor takes four
        statements, and the event of a registration reads a dozen tables.
        """
        names = dict.fromkeys((self.key_column, *self.columns, *further))
        stored = {f"{STORED}{name}": ExpressionWrapper(F(name), models.BinaryField()) for name in self.packed}
        wanted = rows.values(*(name for name in names if name not in self.packed), **stored)
        for row in wanted if few else wanted.iterator(CHUNK):
            for name, packed in self.packed.items():
                row[name] = value_or_bytes(packed, row.pop(f"{STORED}{name}"))
            yield row

    def hashes_among(
        self, rows: models.QuerySet[Any], *, few: bool = False
    ) -> Iterator[tuple[str, str, datetime | None]]:  # Any: as above
        """Yield key, hash and `superseded_at` of these rows or groups."""
        read = self.read(rows, *(["superseded_at"] if self.covered.closes else []), few=few)
        if self.covered.group:
            for key, of_one in groupby(read, key=itemgetter(self.covered.group)):
                yield str(key), self.group_hash(str(key), of_one), None
            return
        for row in read:
            key = str(row[self.key_column])
            yield key, self.row_hash(key, row), row.get("superseded_at")
