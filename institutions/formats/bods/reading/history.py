"""The history of one relationship from its statements: when each tie ended, and which statements are corrections.

A tie of a later statement that begins later ends the earlier one on the day before. A tie with the same first day but
another share changed on the day when that was declared, since the first day is that of the interest, not of its share;
declared on the same day, or with an earlier first day, it is a correction. A tie that a later statement no longer
names, or that is open when the record is closed, ended at the latest on the day before that statement.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from institutions.formats.bods.reading.notes import ChangedOnDeclaration, EndedOnDeclaration
from institutions.formats.bods.reading.ties import ONE_DAY, BodsTie
from institutions.formats.bods.reading.troubles import EndWithoutDay
from institutions.formats.ocds.reading.report import ReadingReport


@dataclass(slots=True)
class TieHistory:
    """The ties so far: those of the last statement, and earlier ones. `take` is called for each statement in order."""

    present: list[BodsTie] = field(default_factory=list)
    past: list[BodsTie] = field(default_factory=list)
    declared: date | None = None  # when the last statement was declared

    @property
    def ties(self) -> list[BodsTie]:
        """All ties, by kind and first day, so that the same history gives the same document."""
        return sorted(
            [*self.past, *self.present],
            key=lambda each: (each.kind, each.slot, each.from_on or date.min, str(each.values)),
        )

    def take(self, stated: list[BodsTie], declared: date | None, report: ReadingReport) -> None:
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

    def close(self, declared: date | None, report: ReadingReport) -> None:
        """End every tie that is still open, since the record is closed."""
        self.present = [ended_unseen(each, declared, report) for each in self.present]

    def _continued(self, stated: BodsTie, declared: date | None, report: ReadingReport) -> BodsTie:
        """Return a stated tie continued from before: a mere repetition keeps its first source and first day."""
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


def begins_after(new: BodsTie, old: BodsTie) -> bool:
    """Return whether the new state follows the old one. An old one without a first day was there before."""
    return new.started is not None and (old.started is None or new.started > old.started)


def same_state(old: BodsTie, new: BodsTie) -> bool:
    """Return whether a past tie is stated again."""
    return old.is_of(new) and old.values == new.values


def ended_unseen(tie: BodsTie, declared: date | None, report: ReadingReport) -> BodsTie:
    """Return a tie that disappeared without an end date, ended on the day before that declaration."""
    if tie.until_on is not None:
        return tie
    if declared is None:
        report.refuse("/statementDate", EndWithoutDay())
        return tie
    report.note("/statementDate", EndedOnDeclaration(kind=tie.kind))
    return tie.ended(declared - ONE_DAY)
