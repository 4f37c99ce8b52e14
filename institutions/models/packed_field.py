"""Columns whose values are stored as few bytes. Every reader gets the value; SQL cannot look into it."""

from abc import abstractmethod
from typing import Any

from django.db import models

ON_THE_ROW = frozenset({"isnull"})  # look-ups that need no value


class UnreadableError(ValueError):
    """A stored row that this version of the program cannot read: the message names the remedy."""


class PackedField(models.Field):  # type: ignore[type-arg]  # its values are those of the subclasses
    """The base of packed columns. What the audit trail hashes is the value, never the bytes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: passed on as Django declares them
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    @abstractmethod
    def packed(self, value: Any) -> bytes:  # Any: what the column holds
        """Return a value as bytes."""

    @abstractmethod
    def unpacked(self, stored: bytes | memoryview | str) -> Any:  # Any: as above
        """Return the value of a stored column. UnreadableError if it was damaged.

        A text is what SQLite has kept of before the column was packed.
        """

    def get_internal_type(self) -> str:
        """Return the kind of column that the database makes."""
        return "BinaryField"

    def get_placeholder(self, value: Any, _compiler: Any, connection: Any) -> Any:  # Any: as Django declares them
        """Return the SQL that stands for a value."""
        return connection.ops.binary_placeholder_sql(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - as Django declares it
        """Return the bytes of a value."""
        return None if value is None else connection.Database.Binary(self.packed(value))

    def from_db_value(self, stored: Any, _expression: Any, _connection: Any) -> Any:  # Any: as above
        """Return the value of what the database gave."""
        return None if stored is None else self.unpacked(stored)

    def get_lookup(self, lookup_name: str) -> Any:  # Any: as above
        """Return the look-up of this name; none that would compare bytes as if they were the value."""
        return super().get_lookup(lookup_name) if lookup_name in ON_THE_ROW else None
