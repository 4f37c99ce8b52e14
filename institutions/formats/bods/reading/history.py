"""The history of one relationship from its statements: when each tie ended, and which statements are corrections.

A tie of a later statement that begins later ends the earlier one on the day before. A tie with the same first day but
another share changed on the day when that was declared, since the first day is that of the interest, not of its share;
declared on the same day, or with an earlier first day, it is a correction. A tie that a later statement no longer
names, or that is open when the record is closed, ended at the latest on the day before that statement.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from institutions.formats.bods.reading.notes import ChangedOnDeclaration, EndedOnDeclaration
from institutions.formats.bods.reading.ties import ONE_DAY, BodsTie, Values
from institutions.formats.bods.reading.troubles import EndWithoutDay
from institutions.formats.ocds.reading.report import ReadingReport

State = tuple[tuple[str, date | None], Values]


@dataclass(slots=True)
class TieHistory:
    """The ties so far: those of the last statement, and earlier ones. `take` is called for each statement in order."""

    present: list[BodsTie] = field(default_factory=list)
    past: dict[State, list[BodsTie]] = field(default_factory=dict)
    declared: date | None = None  # when the last statement was declared

    @property
    def ties(self) -> list[BodsTie]:
        """All ties, by kind and first day, so that the same history gives the same document."""
        return sorted(
            [*chain.from_iterable(self.past.values()), *self.present],
            key=lambda each: (each.kind, each.slot, each.from_on or date.min, str(each.values)),
        )

    def take(self, stated: list[BodsTie], declared: date | None, report: ReadingReport) -> None:
        """Bring the ties up to a later statement."""
        stated_states = {each.interest for each in stated}
        starts: dict[str, list[date]] = {}  # the first days of each slot
        for each in stated:
            self.past.pop(state_of(each), None)
            starts.setdefault(each.slot, []).extend([each.started] if each.started else [])
        for days in starts.values():
            days.sort()
        for old in self.present:
            if old.interest in stated_states:
                continue
            if later := first_after(starts.get(old.slot, []), old.started):
                self._note_past(old.ended(later - ONE_DAY))
            elif old.slot not in starts:
                self._note_past(ended_unseen(old, declared, report))
        before = {each.interest: each for each in reversed(self.present)}  # of two the first
        self.present = [self._continued(each, before.get(each.interest), declared, report) for each in stated]
        self.declared = declared

    def _note_past(self, tie: BodsTie) -> None:
        self.past.setdefault(state_of(tie), []).append(tie)

    def close(self, declared: date | None, report: ReadingReport) -> None:
        """End every tie that is still open, since the record is closed."""
        self.present = [ended_unseen(each, declared, report) for each in self.present]

    def _continued(self, stated: BodsTie, old: BodsTie | None, declared: date | None, report: ReadingReport) -> BodsTie:
        """Return a stated tie continued from before: a mere repetition keeps its first source and first day."""
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
        self._note_past(old.ended(declared - ONE_DAY))
        return replace(stated, from_on=declared)


def first_after(starts: list[date], started: date | None) -> date | None:
    """Return the earliest of sorted first days by which a new state follows; one without a day was there before."""
    place = bisect_right(starts, started) if started else 0
    return starts[place] if place < len(starts) else None


def state_of(tie: BodsTie) -> State:
    """Return the interest and its values: a past tie with the same is stated again."""
    return tie.interest, tie.values


def ended_unseen(tie: BodsTie, declared: date | None, report: ReadingReport) -> BodsTie:
    """Return a tie that disappeared without an end date, ended on the day before that declaration."""
    if tie.until_on is not None:
        return tie
    if declared is None:
        report.refuse("/statementDate", EndWithoutDay())
        return tie
    report.note("/statementDate", EndedOnDeclaration(kind=tie.kind))
    return tie.ended(declared - ONE_DAY)
