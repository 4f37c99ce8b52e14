"""Rows of a case with places for what a copy changes: ids, the mark of the document, hashes, and numbers of rows."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Field, Model

from benchmarks.copied_rows import HEX, bytes_of_cell, rows_as_text
from benchmarks.placed_events import Numbers, numbered_target
from benchmarks.placed_packing import PackedOutcomesBytes, PackedTextCell
from benchmarks.placed_text import MARK, NUMBER, TAIL, MadeValue, PlacedText, Values, place
from rules.models.packing.columns import PackedText
from rules.models.packing.packed_data import unpack
from rules.models.packing.packed_text import unpack_text

DIGITS: Final = 12  # of an id, at its end
ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}(?![0-9a-f])")
SHA256: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
# By model and column the cells, by the key of the row, that have their places already.
Cells = Mapping[type[Model], Mapping[str, Mapping[Any, str]]]  # Any: keys of any type


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The rows of one table as text, and the names of the values that are their numbers, if they have numbers."""

    model: type[Model]
    text: PlacedText
    rows: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The places of a text that a copy changes: ids that no other row has, the mark of the document, and hashes."""

    mark: str
    known: set[str]  # ids of other rows
    hashes: set[str]
    outcomes: dict[str, str] = field(default_factory=dict)  # packed ones in hexadecimal: their place
    own: set[str] = field(default_factory=set)

    def placed(self, text: str) -> str:
        """Return a text with the places marked."""
        text = text.replace(self.mark, f"{self.mark[:-7]}{place(NUMBER)}")
        text = SHA256.sub(lambda found: place(found[0]) if found[0] in self.hashes else found[0], text)
        return ID.sub(self._tailed, text)

    def placed_outcomes(self, packed: bytes) -> PackedOutcomesBytes | None:
        """Return packed outcomes as a value, and note their place; None if they are the same in each copy."""
        text = self.placed(json.dumps(unpack(packed)))
        if MARK not in text:
            return None
        made = PackedOutcomesBytes(f"outcomes {len(self.outcomes)}", PlacedText.of(text))
        self.outcomes[packed.hex()] = place(made.name)
        return made

    def _tailed(self, found: re.Match[str]) -> str:
        written = found[0]
        digits = written.replace("-", "")
        if digits in self.known:
            return written
        self.own.add(digits)
        return f"{written[:-DIGITS]}{place(TAIL)}"


def placed_tables(
    new: Mapping[type[Model], list[Any]], numbers: Numbers, marks: Marks, cells: Cells, sample: Values
) -> tuple[list[PlacedTable], list[MadeValue]]:
    """Return the new rows by table, and the packed columns among them as values. `sample`: the values of some copy."""
    packed: list[MadeValue] = []
    tables = []
    for model, keys in new.items():
        lines = list(placed_lines(model, keys, numbers, marks, cells.get(model, {}), sample, packed))
        tables.append(PlacedTable(model, PlacedText.of("".join(lines)), len(lines), tuple(numbers[model].values())))
    return tables, packed


def placed_lines(
    model: type[Model],
    keys: list[Any],
    numbers: Numbers,
    marks: Marks,
    cells: Mapping[str, Mapping[Any, str]],
    sample: Values,
    packed: list[MadeValue],
) -> Iterator[str]:
    """Yield the rows of one table, and add their packed columns that are not the same in each copy."""
    columns = [each for each in model._meta.local_concrete_fields if each.column]  # noqa: SLF001 - Django documents _meta
    for key, row in zip(keys, rows_as_text(model, keys), strict=True):
        line = []
        for column, cell in zip(columns, row, strict=True):
            target = numbered_target(column, model)
            given = cells.get(column.name, {}).get(key)
            name = numbers.get(target, {}).get(str(cell)) if target else None
            if given is not None or name:
                line.append(given or place(str(name)))
            elif column.get_internal_type() == "BinaryField":
                line.append(placed_bytes(column, cell, marks, sample, packed))
            else:
                line.append(marks.placed(cell))
        yield "\t".join(line) + "\n"


def placed_bytes(column: "Field[Any, Any]", cell: str, marks: Marks, sample: Values, packed: list[MadeValue]) -> str:
    """Return the cell of bytes, and add it to the packed columns if it is one that differs from copy to copy."""
    stored = bytes_of_cell(cell)
    if stored is None:
        return cell
    if not isinstance(column, PackedText):
        return f"{HEX}{marks.outcomes.get(stored.hex(), stored.hex())}"
    text = marks.placed(unpack_text(stored))
    if MARK not in text:
        return cell
    made = PackedTextCell.of(f"packed {len(packed)}", text, column.dictionaries, sample)
    packed.append(made)
    return place(made.name)


def is_numbered(model: type[Model]) -> bool:
    """Return whether the rows of a model have numbers as keys, which the database gives."""
    key = model._meta.pk  # noqa: SLF001 - as above
    return key is not None and key.get_internal_type() in ("AutoField", "BigAutoField")
