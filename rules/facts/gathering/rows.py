"""Statements on their way to cases: each with whose cases it may feed, found by kind and by the parties it names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from institutions.access import statements
from institutions.access.callers import AssessedCases
from institutions.access.rule import Predicate
from institutions.kinds import Reach
from rules.facts.gathering.history import SponsorHistory
from rules.facts.gathering.statements import GatheredStatement, Values

READING: Final = statements.attribute_reading(scope="scope", partnership="partnership", body="stated.body")  # of a Row


@dataclass(frozen=True, slots=True)
class CaseReader:
    """One case that is assessed: which rows are its own, and which of others it reads. `body` submitted it."""

    body: str
    owns: Predicate
    is_given: Predicate


def case_reader(partnership: str, body: str) -> CaseReader:
    """Return what a case reads, by the keys of its partnership and of the body that submitted it."""
    case = AssessedCases(frozenset([partnership]), frozenset([body]))
    return CaseReader(
        body,
        statements.own_statements_rule(case).test(READING),
        statements.given_to_bodies_rule(case.bodies).test(READING),
    )


@dataclass(frozen=True, slots=True)
class GatheredRow:
    """One statement of the register or of a document.

    `stated` is what other cases may read of it; `case_only` the values that only its own partnership may read.
    """

    stated: GatheredStatement
    scope: Reach
    partnership: str  # empty for seed and import
    case_only: Values = field(default_factory=dict)

    def for_case(self, case: CaseReader) -> GatheredStatement | None:
        """Return the statement as one case reads it; None if it may not (SUBMISSION.md, rule 11)."""
        if case.owns(self):
            return replace(self.stated, own=True, values={**self.stated.values, **self.case_only})
        return self.for_others(case)

    def for_others(self, case: CaseReader) -> GatheredStatement | None:
        """Return the statement as a case reads what another one stated; None if it may not."""
        return self.stated if case.is_given(self) else None


@dataclass(slots=True)
class RowIndex:
    """Rows by kind, and by kind, field and party."""

    by_partnership: dict[str, list[GatheredRow]] = field(default_factory=lambda: defaultdict(list))
    by_party: dict[tuple[str, str, str], list[GatheredRow]] = field(default_factory=lambda: defaultdict(list))
    histories: dict[tuple[str, str, str], SponsorHistory] = field(default_factory=dict)  # made from the rows when asked

    def add(self, rows: Iterable[GatheredRow]) -> None:
        """Enter rows under everything that they are looked up by."""
        self.histories.clear()
        for row in rows:
            self.by_partnership[row.partnership].append(row)
            for name, value in row.stated.values.items():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, str):
                        self.by_party[row.stated.kind, name, each].append(row)

    def with_value(self, kind: str, fields: Iterable[str], values: Collection[str]) -> Iterator[GatheredRow]:
        """Yield the rows of a kind in which one of the fields has one of the values."""
        for name in fields:
            for value in values:
                yield from self.by_party.get((kind, name, value), ())
