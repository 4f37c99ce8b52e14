"""The standing of each finding: decided, open, lapsed with its evidence, waiting for a second person or for an answer.

Pure: the same match, decisions, measures and day give the same standing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from rules.models import CaseCondition, ConditionDone, DecisionKind, FindingDecision, Match, Severity
from rules.review.casework.people import count_people, decider_of

PEOPLE_FOR_CRITICAL: Final = 2


class StandingKind(StrEnum):
    """The standing of a finding."""

    OPEN = "open"
    LAPSED = "lapsed"
    ENDED = "ended"
    SECOND = "second"
    DISPUTED = "disputed"
    ASKED = "asked"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    MITIGATED = "mitigated"


LABELS: Final[dict[StandingKind, Promise]] = {
    StandingKind.OPEN: pgettext_lazy("decision", "Open"),
    StandingKind.LAPSED: pgettext_lazy("decision", "Open again: the evidence has changed"),
    StandingKind.ENDED: pgettext_lazy("decision", "Open again: the dismissal has ended"),
    StandingKind.SECOND: pgettext_lazy("decision", "Waiting for a second person"),
    StandingKind.DISPUTED: pgettext_lazy("decision", "Reviewers disagree"),
    StandingKind.ASKED: pgettext_lazy("decision", "Waiting for information"),
    StandingKind.ANSWERED: pgettext_lazy("decision", "Information received: to be decided"),
    StandingKind.CONFIRMED: pgettext_lazy("decision", "Confirmed"),
    StandingKind.DISMISSED: pgettext_lazy("decision", "Dismissed"),
    StandingKind.MITIGATED: pgettext_lazy("decision", "Mitigated"),
}
SETTLED: Final = frozenset({StandingKind.CONFIRMED, StandingKind.DISMISSED, StandingKind.MITIGATED})


@dataclass(frozen=True, slots=True)
class FindingStanding:
    """A finding of the newest finished assessment, the decisions on it, and whether these are valid."""

    match: Match
    standing: StandingKind
    decisions: tuple[FindingDecision, ...]  # all, oldest first
    standing_decisions: tuple[FindingDecision, ...]  # the latest of each person that still counts

    @property
    def in_force(self) -> tuple[FindingDecision, ...]:
        """The decisions that give the finding its standing: their measures and days bind.

        None while a second person or an agreement is lacking, and none of those that a later decision has overruled.
        """
        return tuple(each for each in self.standing_decisions if standing_by_decision(each.decided) == self.standing)

    @property
    def settled(self) -> bool:
        """True if nothing more is required of a reviewer."""
        return self.standing in SETTLED

    @property
    def last(self) -> int:
        """The number of the last decision, which identifies what a decider has read. 0 before there is one."""
        return self.decisions[-1].number if self.decisions else 0


def finding_standing(
    match: Match, decisions: Sequence[FindingDecision], today: date, barred: Collection[int] = ()
) -> FindingStanding:
    """Return the valid decisions of one finding (given in their order), and the resulting standing.

    The latest decision of each person counts, under any account; a critical finding needs the same of two people.
    Decisions that were undone, and those of accounts in `barred` (now recused, tied or submitters), are kept and do not
    count.
    """
    made = [each for each in decisions if not each.undone]
    latest = {decider_of(each.account): each for each in made if each.account_id not in barred}
    counting = sorted(
        (each for each in latest.values() if still_counts(each, match, today)), key=lambda each: each.number
    )
    return FindingStanding(
        match, standing_by_decisions(match, made, counting, today), tuple(decisions), tuple(counting)
    )


def still_counts(decision: FindingDecision, match: Match, today: date) -> bool:
    """Return whether the evidence is what the decider read, and the dismissal has not ended."""
    return decision.evidence_hash == match.evidence_hash and not has_ended(decision, today)


def has_ended(decision: FindingDecision, today: date) -> bool:
    """Return whether it was a dismissal whose last day is over."""
    return decision.ends_on is not None and decision.ends_on < today


def standing_by_decisions(
    match: Match, decisions: Sequence[FindingDecision], counting: Sequence[FindingDecision], today: date
) -> StandingKind:
    """Return the standing that the valid decisions give."""
    if not counting:
        return open_because(match, decisions, today)
    last = counting[-1].decided
    if last == DecisionKind.MORE_INFORMATION and counting[-1].answered:
        return StandingKind.ANSWERED
    if match.severity != Severity.CRITICAL or last == DecisionKind.MORE_INFORMATION:
        return standing_by_decision(last)
    if len({each.decided for each in counting}) > 1:
        return StandingKind.DISPUTED
    people = count_people(each.account for each in counting)
    return standing_by_decision(last) if people >= PEOPLE_FOR_CRITICAL else StandingKind.SECOND


def open_because(match: Match, decisions: Sequence[FindingDecision], today: date) -> StandingKind:
    """Return why no decision is valid: none, the evidence changed, the dismissal ended, or the decider left."""
    if not decisions:
        return StandingKind.OPEN
    if decisions[-1].evidence_hash != match.evidence_hash:
        return StandingKind.LAPSED
    return StandingKind.ENDED if has_ended(decisions[-1], today) else StandingKind.OPEN


def standing_by_decision(decided: str) -> StandingKind:
    """Return the standing that one decision gives."""
    return {
        DecisionKind.CONFIRMED: StandingKind.CONFIRMED,
        DecisionKind.DISMISSED: StandingKind.DISMISSED,
        DecisionKind.MITIGATED: StandingKind.MITIGATED,
        DecisionKind.MORE_INFORMATION: StandingKind.ASKED,
    }[DecisionKind(decided)]


@dataclass(frozen=True, slots=True)
class ConditionStanding:
    """A valid condition, and whether it is done or overdue."""

    condition: CaseCondition
    noted: ConditionDone | None  # the record that it is done, and how
    overdue: bool
    rows: frozenset[int]  # ids of the same measure in the decisions of several reviewers, its own too

    @property
    def done(self) -> bool:
        """True if nothing more is required of its owner."""
        return self.noted is not None


def conditions_that_count(
    conditions: Iterable[CaseCondition], in_force: Collection[int], today: date
) -> list[ConditionStanding]:
    """Return the conditions of the case, and the measures of decisions in force, in their order.

    A measure that reviewers of one finding have decided in the same words, with the same owner and last day, comes
    once, and is done where that is recorded for any of them: also for a decision that no longer counts, if it was made
    on the same evidence, since the action was already carried out. One decision may name a measure twice.
    """
    same: dict[object, list[CaseCondition]] = {}
    named = Counter[object]()
    for each in conditions:
        key: object = each.pk
        if each.decision is not None:
            what = measure_key(each, each.decision)
            named[each.decision_id, what] += 1
            key = (what, named[each.decision_id, what])
        same.setdefault(key, []).append(each)
    found = [
        condition_standing(rows, binding, today)
        for rows in same.values()
        if (binding := [each for each in rows if each.decision_id is None or each.decision_id in in_force])
    ]
    return sorted(found, key=lambda each: (each.condition.due_on, min(each.rows)))


def measure_key(measure: CaseCondition, decision: FindingDecision) -> tuple[object, ...]:
    """Return the values that make two measures the same; line ends and blanks do not matter."""
    words = " ".join(measure.text.split())
    return decision.finding_id, decision.evidence_hash, words, " ".join(measure.owner.split()), measure.due_on


def condition_standing(
    rows: Sequence[CaseCondition], binding: Sequence[CaseCondition], today: date
) -> ConditionStanding:
    """Return a condition by all its rows and those of them that bind. The last day is still in time."""
    noted = next((each.done for each in rows if each.done), None)
    overdue = noted is None and binding[0].due_on < today
    return ConditionStanding(binding[0], noted, overdue, frozenset(each.pk for each in binding))
