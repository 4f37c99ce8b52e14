"""Requests for rows by a value, and the record of what was asked for (see `rules.facts.gathering.questions`)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rules.facts.gathering.conditions import FieldCondition
from rules.facts.gathering.rows import GatheredRow, RowIndex


def stored_place(kind: str, name: str, only: FieldCondition | None = None) -> str:
    """Return a field of a kind, perhaps under a condition, in its stored form."""
    return f"{kind}.{name}" if only is None else f"{kind}.{name}:{only.name}"


@dataclass(slots=True)
class AskedRows:
    """Rows as one case asks for them. Every question is kept, since a later statement may answer it."""

    rows: RowIndex
    asked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # values by place

    @property
    def by_partnership(self) -> Mapping[str, list[GatheredRow]]:
        """The rows by the partnership that stated them: a case asks for its own, and is assessed if they change."""
        return self.rows.by_partnership

    def with_value(
        self, kind: str, fields: Iterable[str], values: Collection[str], only: FieldCondition | None = None
    ) -> Iterator[GatheredRow]:
        """Yield the rows of a kind with one of the values in one of the fields that meet the condition."""
        names, wanted = tuple(fields), frozenset(values)
        for name in names:
            self.ask(kind, name, wanted, only)
        found = self.rows.with_value(kind, names, wanted)
        return found if only is None else (row for row in found if only.meets(row.stated.values))

    def ask(self, kind: str, name: str, values: Collection[str], only: FieldCondition | None = None) -> None:
        """Keep a question whose answer is read in another way."""
        self.asked[stored_place(kind, name, only)] |= set(values)
