"""Packed columns of a copy: packed once for all copies where nothing but ids differs, else once for each.

A packed text begins with its ids (`rules.models.packing.packed_text`); the rest is the same bytes in each copy as long
as no name or hash in it differs. The dictionary is chosen once: that which packs the template best.
"""

import json
import re
from dataclasses import dataclass
from typing import Final, Self

from benchmarks.copied_rows import cell_of_bytes
from benchmarks.placed_text import MARK, TAIL, PlacedText, Values, place
from rules.models.packing.dictionaries import OUTCOMES, SHAPED_SNAPSHOTS
from rules.models.packing.packed_data import pack
from rules.models.packing.packed_text import BEGINS, ENDS, PLAIN, check_of, pack_text, squeeze
from rules.models.packing.snapshot_shape import shape_unchecked

ID: Final = re.compile(f"([0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-)([0-9a-f]{{12}}|{place(TAIL)})")


@dataclass(frozen=True, slots=True)
class PackedTextCell:
    """One packed column of one row."""

    name: str
    dictionary: int
    ids: PlacedText  # in hexadecimal, after their number
    text: PlacedText  # with a number in the place of each id
    squeezed: bytes  # empty if the text differs from copy to copy

    @classmethod
    def of(cls, name: str, text: str, dictionaries: tuple[int, ...], values: Values) -> Self:
        """Return the column with this text, packed as the program packs it with the values of the template."""
        whole = PlacedText.of(text)
        packed = pack_text(whole.filled(values), dictionaries)
        if packed[0] == PLAIN:
            return cls(name, PLAIN, PlacedText.of(""), whole, b"")
        short = shape_unchecked(text) if packed[0] == SHAPED_SNAPSHOTS else text
        numbers: dict[str, int] = {}
        numbered = ID.sub(lambda found: f"{BEGINS}{numbers.setdefault(found[0], len(numbers))}{ENDS}", short)
        listed = "".join(each.replace("-", "") for each in numbers)
        once = b"" if MARK in numbered else squeeze(numbered.encode(), packed[0])
        head = f"{len(numbers):04x}{listed}"
        made = cls(name, packed[0], PlacedText.of(head), PlacedText.of(numbered), once)
        if made.packed(values) != packed:
            message = f"{name} is packed otherwise by the program"
            raise AssertionError(message)
        return made

    def packed(self, values: Values) -> bytes:
        """Return the bytes of one copy."""
        if self.dictionary == PLAIN:
            return bytes([PLAIN]) + self.text.filled(values).encode()
        squeezed = self.squeezed or squeeze(self.text.filled(values).encode(), self.dictionary)
        rest = bytes.fromhex(self.ids.filled(values)) + squeezed
        return bytes([self.dictionary]) + check_of(self.dictionary, rest) + rest

    def made(self, values: Values) -> str:
        """Return the cell of one copy."""
        return cell_of_bytes(self.packed(values))


@dataclass(frozen=True, slots=True)
class PackedOutcomesBytes:
    """The packed outcomes of a result in hexadecimal: events hash these bytes, and not what they say."""

    name: str
    text: PlacedText  # as JSON

    def made(self, values: Values) -> str:
        """Return the bytes of one copy."""
        return pack(json.loads(self.text.filled(values)), OUTCOMES).hex()
