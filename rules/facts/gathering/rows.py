"""Statements on their way to cases: each with whose cases it may feed, found by kind and by the parties it names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from institutions.kinds import Reach
from rules.facts.gathering.stated import Stated, Values


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the register or of a document.

    `stated` is what other cases may read of it; `case_only` the values that only its own partnership may read.
    """

    stated: Stated
    reach: Reach
    partnership: str  # empty for seed and import
    case_only: Values = field(default_factory=dict)

    def for_case(self, partnership: str, body: str) -> Stated | None:
        """The statement as one case reads it; None where it may not (SUBMISSION.md, rule 11)."""
        if self.partnership == partnership:
            return replace(self.stated, own=True, values={**self.stated.values, **self.case_only})
        if self.reach is Reach.REGISTER or (self.reach is Reach.SUBMITTER and self.stated.body == body):
            return self.stated
        return None


@dataclass(slots=True)
class Rows:
    """Rows by kind, and by kind, field and party."""

    by_partnership: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_party: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rows: Iterable[Row]) -> None:
        """Enter rows under everything that they are looked up by."""
        for row in rows:
            self.by_partnership[row.partnership].append(row)
            for name, value in row.stated.values.items():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, str):
                        self.by_party[row.stated.kind, name, each].append(row)

    def with_value(self, kind: str, fields: Iterable[str], values: Collection[str]) -> Iterator[Row]:
        """The rows of a kind of which one of the fields holds one of the values."""
        for name in fields:
            for value in values:
                yield from self.by_party.get((kind, name, value), ())
