"""Totals of a screening: outcomes by indicator."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from rules.processes.answer_lines import WORDS
from rules.processes.answers import OUTCOMES

WIDTH: Final = 16


class ScreeningTotals:
    """The number of processes, and of each outcome by indicator."""

    def __init__(self) -> None:
        self.processes = 0
        self.failed = 0
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, outcomes: Mapping[str, str]) -> None:
        """Count the outcomes of one process."""
        self.processes += 1
        self.failed += "error" in outcomes.values()
        self._counts.update(outcomes.items())

    def number(self, code: str, outcome: str) -> int:
        """Return how many processes have an outcome of an indicator."""
        return self._counts[code, outcome]

    def lines(self) -> Iterator[str]:
        """Yield a table: a row for each indicator."""
        yield f"{self.processes:,} processes, {self.failed:,} with errors."
        yield "".join(["      ", *(f"{WORDS[each]:>{WIDTH}}" for each in OUTCOMES)])
        for code in sorted({code for code, _ in self._counts}):
            yield "".join([f"{code:<6}", *(f"{self._counts[code, each]:>{WIDTH},}" for each in OUTCOMES)])
