"""Dated parameters: the numbers, dates and switches that rules read, each with its law and article.

A parameter file, `rules/parameters/<subject>.yaml`, maps names to parameters:

    eth_gift_report_yen:
      meaning: {en: A benefit above this is reported by the official, ja: これを超える贈与等は報告の対象}
      unit: yen, exceeds
      values:
        - {until: 2000-03-31, value: not_in_force}
        - from: 2000-04-01
          value: 5_000
          basis: {law: national_public_service_ethics_act, article: "6(1)"}
          confidence: seen
    small_value_yen:
      meaning: A negotiated contract of up to this much needs no other ground
      unit: yen, at most
      values:
        - {for: purchase, from: 1947-04-30, until: 2025-03-31, value: 1_600_000, basis: {...}, confidence: seen}
        - {for: purchase, from: 2025-04-01, value: 3_000_000, basis: {...}, confidence: seen}
        - {for: [lease, let], value: 800_000, basis: {...}, confidence: memory, review_on: 2026-12-01}
        - {for: sale, value: not_in_force}

- `meaning` is a text or {en, ja}.
- `unit` is yen, bp, days, months, years, count, index, degree, flag (true or false) or date. For a limit add how it is
  read: `exceeds` (`x > limit`), `at least` (`x >= limit`), `at most` (`x <= limit`), `below` (`x < limit`). The checker
  refuses a rule that compares otherwise (the opposite test is allowed: `x <= limit` is the opposite of `exceeds`).
- `from` and `until` are inclusive and may be left out (open). Entries stand in rising order, one begins the day after
  the one before ends: a gap or an overlap is refused. Before the first and after the last day the value is unknown.
- `for` gives the word (or list of words) of the field that a rule indexes by
  (`parameter.small_value_yen[lots.object]`). Every entry has it or none has it; each word has its own row of dates, and
  every word of the field needs one.
- `value` is a whole number, true, false, a date, `not_in_force` (tests on it are false) or `unknown` (rules that
  read it are not assessable). null is refused.
- `basis` {law, article} and `confidence` (seen, seen_2013, memory, ours) are required for a value other than
  not_in_force and unknown; `ours` needs no basis. Optional: `review_on` (a date), `note` and `source` (texts;
  note also {en, ja}).
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final, Literal

from rules.engine.language.syntax import Bilingual, FilePlace
from rules.facts.kinds.base import OPEN_END, OPEN_START, FieldType

HOW: Final = ("exceeds", "at least", "at most", "below")
UNITS: Final = ("yen", "bp", "days", "months", "years", "count", "index", "degree", "flag", "date")
SHIFTING: Final = ("days", "months", "years")


class MissingValue(Enum):
    """The answer of a parameter that has no value."""

    NOT_IN_FORCE = "not_in_force"  # tests on it are false
    UNKNOWN = "unknown"  # rules that read it are not assessable


NOT_IN_FORCE: Final = MissingValue.NOT_IN_FORCE
UNKNOWN: Final = MissingValue.UNKNOWN
Value = int | bool | str | MissingValue


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value with the days on which it holds (both inclusive), its law and how sure we are."""

    value: Value
    from_on: str = OPEN_START
    until_on: str = OPEN_END
    index: str | None = None
    law: str | None = None
    article: str | None = None
    confidence: Literal["seen", "seen_2013", "memory", "ours"] | None = None
    review_on: str | None = None
    note: Bilingual | None = None
    source: str | None = None


def type_of_unit(unit: str) -> FieldType:
    """Return the field type by which a value with this unit is compared and read."""
    if unit in ("flag", "date"):
        return FieldType("flag" if unit == "flag" else "date")
    return FieldType("number", unit)


@dataclass(frozen=True)
class Parameter:
    """One parameter: its entries by index word (None if it has no index), in rising order of dates."""

    name: str
    meaning: Bilingual
    unit: str
    how: str  # one of HOW, or "" where it is not a limit
    rows: Mapping[str | None, tuple[ParameterValue, ...]]
    place: FilePlace

    @property
    def type(self) -> FieldType:
        """The type that the checker compares with."""
        return type_of_unit(self.unit)

    @property
    def indexed(self) -> bool:
        """True if a rule must name an index: `parameter.NAME[NAME.field]`."""
        return None not in self.rows

    @cached_property
    def starts(self) -> Mapping[str | None, tuple[str, ...]]:
        """The first day of each entry, to search by date."""
        return {index: tuple(entry.from_on for entry in row) for index, row in self.rows.items()}

    def entry_at(self, on: str, index: str | None = None) -> ParameterValue | None:
        """Return the entry that holds on a day; None outside of all stated days and for an index without entries."""
        row = self.rows.get(index)
        if row is None:
            return None
        place = bisect_right(self.starts[index], on) - 1
        return row[place] if place >= 0 and on <= row[place].until_on else None


@dataclass(frozen=True, eq=False)
class Parameters:
    """All parameters by name."""

    by_name: Mapping[str, Parameter] = field(default_factory=dict)

    def entry_at(self, name: str, on: str, index: str | None = None) -> ParameterValue | None:
        """Return the entry of a parameter on a day; None if nothing is stated. KeyError for an unknown name."""
        return self.by_name[name].entry_at(on, index)

    def value_at(self, name: str, on: str, index: str | None = None) -> Value:
        """Return the value of a parameter on a day; UNKNOWN where nothing is stated."""
        entry = self.entry_at(name, on, index)
        return UNKNOWN if entry is None else entry.value

    @cached_property
    def sha256(self) -> str:
        """Hash of every value with its dates and source, part of a rulebook's version."""
        data = {
            name: {
                "unit": p.unit,
                "how": p.how,
                "rows": {i or "": [asdict(e) for e in row] for i, row in p.rows.items()},
            }
            for name, p in self.by_name.items()
        }
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=lambda missing: missing.value)
        return hashlib.sha256(text.encode()).hexdigest()
