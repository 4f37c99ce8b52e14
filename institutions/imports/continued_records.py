"""Records that continue earlier statements in files without the past: statements that had ended by then stay."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from institutions.drafts.origin import HeldStatements, Owner
from institutions.imports.checking import RecordDraft
from institutions.models import Statement


@dataclass(frozen=True, slots=True)
class HeldWithoutPast:
    """The current statements without the past of the records: it is neither restated nor superseded."""

    held: HeldStatements
    begins: Mapping[Owner, date]
    stated: frozenset[tuple[Owner, str, str | None]]  # statements that are repeated all the same: kind and first day

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that may have rows."""
        return self.held.kinds

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:
        """Yield the current rows of a kind that are compared with the stated ones."""
        yield from ((owner, row) for owner, row in self.held.rows(kind) if not self.is_past(owner, row))

    def is_past(self, owner: Owner, row: Statement) -> bool:
        """Return whether a row had ended before its record continues, and is not stated again."""
        begins = self.begins.get(owner)
        if begins is None or row.until_on is None or row.until_on >= begins:
            return False
        from_on = row.from_on.isoformat() if row.from_on else None
        return (owner, row.kind.name, from_on) not in self.stated


def without_past(held: HeldStatements, drafts: Iterable[RecordDraft]) -> HeldStatements:
    """Return the current statements that drafts are compared with."""
    going_on = [each for each in drafts if each.continues]
    if not going_on:
        return held
    begins: dict[Owner, date] = {each.record: each.continues.date() for each in going_on if each.continues}
    stated: frozenset[tuple[Owner, str, str | None]] = frozenset(
        (each.record, row.kind, row.from_on) for each in going_on for row in each.statements
    )
    return HeldWithoutPast(held, begins, stated)
