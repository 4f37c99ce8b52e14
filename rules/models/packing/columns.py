"""Columns of texts and of plain data that are stored packed."""

import json
from collections.abc import Sequence
from typing import Any, Final

from institutions.models.packed_field import PackedField
from rules.models.packing.packed_data import PackedError
from rules.models.packing.packed_text import pack_text, unpack_text

WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # `json.dumps` would make one a value


class PackedText(PackedField):
    """A column with a text. `dictionaries`: those with which it is packed from now on; it is read with any."""

    def __init__(self, *args: Any, dictionaries: Sequence[int] = (), **kwargs: Any) -> None:  # Any: as Django has them
        self.dictionaries = tuple(dictionaries)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # Any: as Django declares it
        """Return the field as a migration writes it."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "dictionaries": self.dictionaries}

    def packed(self, value: Any) -> bytes:  # Any: a text
        """Return a text as bytes."""
        return pack_text(value, self.dictionaries)

    def unpacked(self, stored: bytes | memoryview | str) -> Any:  # Any: a text
        """Return the text of stored bytes."""
        return unpack_text(stored)


class PackedJson(PackedText):
    """A column with plain data, which comes back with its keys in the order in which it was given."""

    def packed(self, value: Any) -> bytes:  # Any: plain data
        """Return plain data as bytes."""
        return super().packed(WRITER.encode(value))

    def unpacked(self, stored: bytes | memoryview | str) -> Any:  # Any: plain data
        """Return the plain data of stored bytes."""
        text = unpack_text(stored)
        try:
            return json.loads(text)
        except ValueError as other:
            raise PackedError from other
