"""The values of fields in random cases of the real rulebook: few keys, and days and numbers near the rules' limits."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from rules.engine.compiled.compiler import CompiledRulebook
from rules.facts.kinds.base import OPEN_END, OPEN_START, FieldType
from tests.rules.agreement.oracle import shifted

Scalar = int | bool | str
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("sato", "suzuki", "kato"),
    "company": ("hikari", "kita", "minami"),
    "body": ("METI", "DA", "MOF"),
    "party": ("sato", "hikari", "kita"),
    "country": ("JP", "CN", "US"),
    "treaty": ("CN-1988", "CPTPP"),
}
TEXTS: Final = ("a note", "")
OLDEST: Final = "1990"  # earlier limits are out of use
USUAL: Final = ("2026-06-15", "2025-03-31", "2025-04-01")


class Values:
    """The pools of one case."""

    def __init__(self, rng: random.Random, book: CompiledRulebook) -> None:
        self._rng = rng
        entries = [
            entry for each in book.parameter_values.by_name.values() for row in each.rows.values() for entry in row
        ]
        ends = [day for entry in entries for day in (entry.from_on, entry.until_on) if OLDEST < day < OPEN_END]
        self.proposed_on = near(rng, rng.choice((*USUAL, *USUAL, rng.choice(ends))))
        self.days = (
            self.proposed_on,
            *(shifted(self.proposed_on, by, "days") for by in (-1, 1, 30)),
            *(shifted(self.proposed_on, by, "months") for by in (-6, -1, 6)),
            *(shifted(self.proposed_on, by, "years") for by in (-10, -5, -3, -2, -1, 1)),
        )
        self.numbers: dict[str, list[int]] = {}
        for parameter in book.parameter_values.by_name.values():
            for row in parameter.rows.values():
                for entry in row:
                    if isinstance(entry.value, int) and not isinstance(entry.value, bool):
                        self.numbers.setdefault(parameter.unit, [0, 1]).append(entry.value)

    def of(self, name: str, kind: FieldType, ids: Iterable[str] = ()) -> Scalar:
        """Return a random value of a field; `ids` are those of the facts that it may name."""
        choice = self._rng.choice
        if kind.sort == "key":
            return choice(KEYS.get(kind.unit) or (*ids, f"{kind.unit}:none"))
        if kind.sort == "date":
            open_end = OPEN_START if name == "from_on" else OPEN_END if name == "until_on" else self.proposed_on
            return open_end if self._rng.random() < 0.15 else near(self._rng, choice(self.days))
        if kind.sort == "number":
            return choice(self.numbers.get(kind.unit, [0, 1, 2])) + choice((-1, 0, 0, 1))
        if kind.sort == "flag":
            return choice((True, False))
        return choice(kind.words or TEXTS)

    def beside(self, value: Scalar, op: str, kind: FieldType) -> Scalar:
        """Return a value for which `op value` narrowly holds; sometimes one just beyond."""
        if kind.sort == "flag" or (kind.sort == "key" and op == "=="):
            return (not value) if op == "!=" else value
        if kind.sort in ("key", "text", "word") and not kind.ranked:
            pool = KEYS.get(kind.unit) or kind.words or TEXTS
            fitting = [each for each in pool if holds(each, op, value)]
            return self._rng.choice(fitting) if fitting else value
        steps = {"==": (0,), "!=": (1, -1), "<": (-1,), "<=": (0, -1), ">": (1,), ">=": (0, 1)}[op]
        step = self._rng.choice(steps) if self._rng.random() < 0.93 else self._rng.choice((-1, 0, 1))
        if kind.ranked:
            place = kind.words.index(str(value)) + step
            return kind.words[min(max(place, 0), len(kind.words) - 1)]
        if kind.sort == "date":
            return self.day_beside(str(value), step)
        return int(value) + step

    def day_beside(self, day: str, step: int) -> str:
        """Return the day before or after; for an open end a day within, where one is needed."""
        if day in (OPEN_END, OPEN_START):
            return self.proposed_on if step == (-1 if day == OPEN_END else 1) else day
        return (date.fromisoformat(day) + timedelta(days=step)).isoformat()


def near(rng: random.Random, day: str) -> str:
    """Return a day, the one before or the one after."""
    return (date.fromisoformat(day) + timedelta(days=rng.choice((-1, 0, 0, 1)))).isoformat()


def holds(one: Any, op: str, other: Any) -> bool:  # Any: two values of one type
    """Return whether a comparison of two keys or words holds."""
    return bool({"==": one == other, "!=": one != other, "<": one < other, ">": one > other}[op])
