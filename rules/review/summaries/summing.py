"""The step from the material of a partnership to its summaries. Pure: the same material and day give the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from institutions.access.partnerships import is_restricted
from rules.access.readable_results import SEVERITY_RANK
from rules.models import CaseState, CaseSummary, FindingSummary, Outcome, RuleOutcome
from rules.review.casework.act_table import CLOSED
from rules.review.casework.case_view import lacking_of
from rules.review.casework.deadlines import Deadline, Waiting, earliest_deadline, open_days
from rules.review.casework.people_concerned.hearing import HearingState, standing_in
from rules.review.casework.standing import FindingStanding, StandingKind, conditions_that_count, finding_standing
from rules.review.casework.withdrawn_findings import pair_withdrawn
from rules.review.summaries.material import SummaryMaterial


@dataclass(frozen=True, slots=True)
class SummaryRows:
    """The summary rows of one partnership."""

    case: CaseSummary
    findings: tuple[FindingSummary, ...]


def sum_up(material: SummaryMaterial, today: date, moment: datetime) -> SummaryRows:
    """Make both summaries of a partnership, as they are on a day."""
    partnership, submission = material.partnership, material.submission
    barred = material.excluded
    standings = [
        finding_standing(match, material.decisions[match.finding_id], today, barred) for match in material.matches
    ]
    state = material.case.state if material.case else CaseState.SUBMITTED.value
    closed = state in CLOSED
    waits = [] if closed else [each for each in standings if not each.settled]
    gone = pair_withdrawn(material.gone, material.gone_acknowledgements, barred)
    in_force = [row for each in standings for row in each.in_force]
    conditions = conditions_that_count(material.conditions, {row.pk for row in in_force}, today)
    due = earliest_deadline(open_days(conditions, standings, waiting_answers(material, today)))
    days = {
        "condition_due_on": first_day_of(each.condition.due_on for each in conditions if not each.done),
        "answer_by": first_day_of(row.answer_by for row in in_force),
        "dismissal_ends_on": first_day_of(row.ends_on for row in in_force),
    }
    shared = {
        "submitted_by_id": partnership.submitted_by_id,
        "sponsor_id": material.sponsor(today),
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
        worst=worst_rank(standings),
        worst_open=worst_rank(waits),
        families=spaced_words_of(family_letters(each.match.finding.code) for each in waits),
        unsettled=len(waits),
        second=sum(each.standing == StandingKind.SECOND for each in waits),
        asked=sum(each.standing == StandingKind.ASKED for each in waits),
        gaps=spaced_words_of(each.code for each in material.outcomes),
        failed_rules=sum(each.outcome == Outcome.ERROR for each in material.outcomes),
        unaddressed=0 if closed else len(unaddressed_outcomes(material, barred)),
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
            family=family_letters(each.match.finding.code),
            severity=SEVERITY_RANK[each.match.severity],
            standing=each.standing.value,
            is_open=each in waits,
            found_at=each.match.finding.first_found_at,
            decided_by_id=each.standing_decisions[-1].account_id if each.standing_decisions else None,
            **shared,
        )
        for each in standings
    )
    return SummaryRows(case, findings)


def open_deadlines(material: SummaryMaterial, today: date) -> list[Deadline]:
    """Return everything of a case that is open and has a day, as its summary counts it."""
    standings = [
        finding_standing(match, material.decisions[match.finding_id], today, material.excluded)
        for match in material.matches
    ]
    in_force = {row.pk for each in standings for row in each.in_force}
    conditions = conditions_that_count(material.conditions, in_force, today)
    return list(open_days(conditions, standings, waiting_answers(material, today)))


def family_letters(code: str) -> str:
    """Return the letters before the number."""
    return code.partition("-")[0]


def spaced_words_of(words: Iterable[str]) -> str:
    """Join words, each once, between spaces, so that ` word ` is found in it; empty if there are none."""
    found = " ".join(sorted(set(words)))
    return f" {found} " if found else ""


def worst_rank(standings: Iterable[FindingStanding]) -> int:
    """Return the rank of the worst; 0 if there is none."""
    return max((SEVERITY_RANK[each.match.severity] for each in standings), default=0)


def first_day_of(days: Iterable[date | None]) -> date | None:
    """Return the first day."""
    return min((day for day in days if day), default=None)


def waiting_answers(material: SummaryMaterial, today: date) -> Waiting:
    """Return the days until which people asked in a hearing may answer. Lists never show their names."""
    evidence = {match.finding_id: match.evidence_hash for match in material.matches}
    found: dict[int, list[tuple[str, date]]] = {}
    for (finding, _person), rows in material.hearings.items():
        state, last, _answers = standing_in(rows, evidence.get(finding, ""), today)
        if state == HearingState.WAITING and last and last.answer_by:
            found.setdefault(finding, []).append(("", last.answer_by))
    return found


def unaddressed_outcomes(material: SummaryMaterial, barred: frozenset[int]) -> list[RuleOutcome]:
    """Return the rules that were not assessable and that no valid acknowledgement covers."""
    said = {(each.code, each.lacking) for each in material.acknowledgements if each.account_id not in barred}
    return [each for each in material.outcomes if not said or (each.code, lacking_of(each)) not in said]
