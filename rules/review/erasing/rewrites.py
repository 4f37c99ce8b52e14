"""The rewrites of an erasure, column by column, with the hashes of the old and the new value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from institutions.values.hashing import hash_json, hash_text
from rules.review.erasing.erased_person import ErasedPerson


def value_hash(value: Any) -> str:  # Any: what a column holds
    """Return the hash by which events identify a text or a document too; of packed data that of its bytes."""
    if isinstance(value, bytes | memoryview):
        return hash_text(bytes(value).hex())
    return hash_text(value) if isinstance(value, str) else hash_json(value)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One column of one row."""

    model: type[models.Model]
    pk: Any  # of any type
    column: str
    before: str
    value: Any  # its content afterwards

    @property
    def content(self) -> list[str]:
        """The content of its redaction."""
        return [self.model._meta.db_table, str(self.pk), self.column, self.before, value_hash(self.value)]  # noqa: SLF001 - documented


def rewrite_column(row: models.Model, column: str, value: Any) -> Iterator[Rewrite]:  # Any: what a column holds
    """Yield the rewrite of a column, where its value changes."""
    before = getattr(row, column)
    if before is not None and before != value:
        yield Rewrite(type(row), row.pk, column, value_hash(before), value)


def rewrite_texts(rows: Iterable[models.Model], columns: Iterable[str], who: ErasedPerson) -> Iterator[Rewrite]:
    """Yield rewrites that remove the names of a person from columns of free text or plain data."""
    names = tuple(columns)
    for row in rows:
        for column in names:
            yield from rewrite_column(row, column, fitting(row, column, who.data(getattr(row, column))))


def fitting(row: models.Model, column: str, value: Any) -> Any:  # Any: what a column holds
    """Return a value as its column can hold it: a placeholder may be longer than the name."""
    longest = getattr(row._meta.get_field(column), "max_length", None)  # noqa: SLF001 - documented
    return value[:longest] if isinstance(value, str) and longest else value
