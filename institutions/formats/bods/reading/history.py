"""What the statements about one relationship say together: which tie ended when, and what only corrected another.

A tie of a later statement that begins later ends the one before it on the day before. One of the same first day whose
share is another changed on the day on which that was declared, since the first day is that of the interest and not of
its share; declared on one day, or with an earlier first day, it is a correction. What a later statement no longer
names, and what is open when the record is closed, ended at the latest on the day before that statement.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from institutions.formats.bods.reading.notes import ChangedOnDeclaration, EndedOnDeclaration
from institutions.formats.bods.reading.ties import ONE_DAY, Tie
from institutions.formats.bods.reading.troubles import EndWithoutDay
from institutions.formats.ocds.reading.report import Report


@dataclass(slots=True)
class History:
    """The ties so far: those of the last statement, and those before. `take` is called for each statement in order."""

    present: list[Tie] = field(default_factory=list)
    past: list[Tie] = field(default_factory=list)
    declared: date | None = None  # when the last statement was declared

    @property
    def ties(self) -> list[Tie]:
        """All of them, by kind and first day, so that the same history gives the same document."""
        return sorted(
            [*self.past, *self.present],
            key=lambda each: (each.kind, each.slot, each.from_on or date.min, str(each.values)),
        )

    def take(self, stated: list[Tie], declared: date | None, report: Report) -> None:
        """Bring the ties up to a later statement."""
        self.past = [old for old in self.past if not any(same_state(old, each) for each in stated)]
        for old in self.present:
            same_slot = [each for each in stated if each.slot == old.slot]
            if any(each.is_of(old) for each in same_slot):
                continue
            later = [each.started for each in same_slot if begins_after(each, old)]
            if later:
                self.past.append(old.ended(min(day for day in later if day) - ONE_DAY))
            elif not same_slot:
                self.past.append(ended_unseen(old, declared, report))
        self.present = [self._continued(each, declared, report) for each in stated]
        self.declared = declared

    def close(self, declared: date | None, report: Report) -> None:
        """The record ends: so does every tie that is still open."""
        self.present = [ended_unseen(each, declared, report) for each in self.present]

    def _continued(self, stated: Tie, declared: date | None, report: Report) -> Tie:
        """A tie that was there before: what is only said again keeps its first source and its first day."""
        old = next((each for each in self.present if each.is_of(stated)), None)
        if old is None:
            return stated
        if old.values == stated.values:
            source = old.source if old.until_on == stated.until_on else stated.source
            return replace(stated, from_on=old.from_on, source=source)
        if declared is None or self.declared is None or declared <= max(self.declared, old.from_on or date.min):
            return stated
        if old.until_on and old.until_on < declared:
            return stated
        report.note("/recordDetails/interests", ChangedOnDeclaration(kind=stated.kind))
        self.past.append(old.ended(declared - ONE_DAY))
        return replace(stated, from_on=declared)


def begins_after(new: Tie, old: Tie) -> bool:
    """Whether the new state follows the old one. An old one without a first day was there before."""
    return new.started is not None and (old.started is None or new.started > old.started)


def same_state(old: Tie, new: Tie) -> bool:
    """Whether a tie of the past is stated again."""
    return old.is_of(new) and old.values == new.values


def ended_unseen(tie: Tie, declared: date | None, report: Report) -> Tie:
    """A tie that is gone without a word on when: it is held until the day before it was no longer declared."""
    if tie.until_on is not None:
        return tie
    if declared is None:
        report.refuse("/statementDate", EndWithoutDay())
        return tie
    report.note("/statementDate", EndedOnDeclaration(kind=tie.kind))
    return tie.ended(declared - ONE_DAY)
