"""The step from the material of a partnership to its summaries. Pure: the same material and day give the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from institutions.access.partnerships import is_restricted
from rules.access.reading import SEVERITY_RANK
from rules.models import CaseState, CaseSummary, FindingSummary, Outcome, RuleOutcome
from rules.review.casework.named.hearing import HearingState, standing_in
from rules.review.casework.next_due import Waiting, first_of, open_days
from rules.review.casework.standing import FindingStanding, Standing, conditions_that_count, standing_of
from rules.review.casework.table import CLOSED
from rules.review.casework.view import LOST_FOR_GOOD, lacking_of
from rules.review.casework.withdrawn_findings import gone_of
from rules.review.summaries.material import Material


@dataclass(frozen=True, slots=True)
class Summed:
    """The summary rows of one partnership."""

    case: CaseSummary
    findings: tuple[FindingSummary, ...]


def summed(material: Material, today: date, moment: datetime) -> Summed:
    """Make both summaries of a partnership, as they are on a day."""
    partnership, submission = material.partnership, material.submission
    barred = {each.account_id for each in material.assignments if each.ended_because in LOST_FOR_GOOD}
    barred |= material.submitters
    standings = [standing_of(match, material.decisions[match.finding_id], today, barred) for match in material.matches]
    state = material.case.state if material.case else CaseState.SUBMITTED.value
    closed = state in CLOSED
    waits = [] if closed else [each for each in standings if not each.settled]
    gone = gone_of(material.gone, material.gone_acknowledgements, barred)
    in_force = [row for each in standings for row in each.in_force]
    conditions = conditions_that_count(material.conditions, {row.pk for row in in_force}, today)
    due = first_of(open_days(conditions, standings, waiting(material, today)))
    days = {
        "condition_due_on": first(each.condition.due_on for each in conditions if not each.done),
        "answer_by": first(row.answer_by for row in in_force),
        "dismissal_ends_on": first(row.ends_on for row in in_force),
    }
    shared = {
        "submitted_by_id": partnership.submitted_by_id,
        "sponsor_id": submission.sponsor_id,
        "secret": is_restricted(partnership),
    }
    case = CaseSummary(
        partnership_id=partnership.pk,
        partner_id=material.partner,
        text=f"{partnership.reference}\n{submission.title}",
        domain=submission.domain,
        value_yen=submission.value_yen,
        submitted_at=partnership.created_at,
        state=state,
        state_since=material.moved_at or partnership.created_at,
        reviewers=sum(each.ended_at is None for each in material.assignments),
        assessed=material.done is not None,
        worst=worst(standings),
        worst_open=worst(waits),
        families=spaced(family_of(each.match.finding.code) for each in waits),
        unsettled=len(waits),
        second=sum(each.standing == Standing.SECOND for each in waits),
        asked=sum(each.standing == Standing.ASKED for each in waits),
        gaps=spaced(each.code for each in material.outcomes),
        failed_rules=sum(each.outcome == Outcome.ERROR for each in material.outcomes),
        unaddressed=0 if closed else len(unaddressed(material, barred)),
        gone=0 if closed else sum(bool(each.lacking) for each in gone),
        **days,
        due_on=due.on if due else None,
        made_at=moment,
        **shared,
    )
    findings = tuple(
        FindingSummary(
            finding_id=each.match.finding_id,
            partnership_id=partnership.pk,
            code=each.match.finding.code,
            family=family_of(each.match.finding.code),
            severity=SEVERITY_RANK[each.match.severity],
            standing=each.standing.value,
            is_open=each in waits,
            found_at=each.match.finding.first_found_at,
            decided_by_id=each.standing_decisions[-1].account_id if each.standing_decisions else None,
            **shared,
        )
        for each in standings
    )
    return Summed(case, findings)


def family_of(code: str) -> str:
    """Return the letters before the number."""
    return code.partition("-")[0]


def spaced(words: Iterable[str]) -> str:
    """Join words, each once, between spaces, so that ` word ` is found in it; empty where there are none."""
    found = " ".join(sorted(set(words)))
    return f" {found} " if found else ""


def worst(standings: Iterable[FindingStanding]) -> int:
    """Return the rank of the worst; 0 where there is none."""
    return max((SEVERITY_RANK[each.match.severity] for each in standings), default=0)


def first(days: Iterable[date | None]) -> date | None:
    """Return the first day."""
    return min((day for day in days if day), default=None)


def waiting(material: Material, today: date) -> Waiting:
    """Return the days until which people asked in a hearing may answer. Lists never show their names."""
    evidence = {match.finding_id: match.evidence_hash for match in material.matches}
    found: dict[int, list[tuple[str, date]]] = {}
    for (finding, _person), rows in material.hearings.items():
        state, last, _answers = standing_in(rows, evidence.get(finding, ""), today)
        if state == HearingState.WAITING and last and last.answer_by:
            found.setdefault(finding, []).append(("", last.answer_by))
    return found


def unaddressed(material: Material, barred: set[int]) -> list[RuleOutcome]:
    """Return the rules that were not assessable and that no valid acknowledgement covers."""
    said = {(each.code, each.lacking) for each in material.acknowledgements if each.account_id not in barred}
    return [each for each in material.outcomes if not said or (each.code, lacking_of(each)) not in said]
