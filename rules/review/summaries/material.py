"""The material of summaries, read for many partnerships in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from institutions.models import DocumentParty, Partnership, Party, Submission
from institutions.models.sql_lists import among
from institutions.parties.organisation.succession import read_successions
from rules.access.audiences import LOST_FOR_GOOD
from rules.facts.gathering.awarded_cases import LEADING
from rules.facts.gathering.parties import read_identities
from rules.models import (
    Acknowledgement,
    Assessment,
    CaseCondition,
    CaseMove,
    Finding,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    Match,
    ReviewAssignment,
    ReviewCase,
    RuleOutcome,
    State,
)
from rules.models.outcome_reading import COULD_NOT_TELL, outcomes_by_assessment
from rules.review.casework.people import accounts_by_account
from rules.review.casework.withdrawn_findings import withdrawn_rows

OF_MATCH: Final = ("assessment_id", "severity", "evidence_hash", "finding__code", "finding__partnership_id",
                   "finding__first_found_at")  # fmt: skip


@dataclass(slots=True)
class SummaryMaterial:
    """Everything known of one partnership and its case."""

    partnership: Partnership
    submission: Submission
    sponsor: Callable[[date], UUID]  # the body that answers for it on a day
    partner: UUID | None
    done: UUID | None
    case: ReviewCase | None = None
    moved_at: datetime | None = None
    submitters: set[int] = field(default_factory=set)
    excluded: frozenset[int] = frozenset()  # accounts whose decisions do not count, and others of the same people
    matches: list[Match] = field(default_factory=list)
    decisions: dict[int, list[FindingDecision]] = field(default_factory=lambda: defaultdict(list))
    outcomes: list[RuleOutcome] = field(default_factory=list)
    acknowledgements: list[Acknowledgement] = field(default_factory=list)
    gone: list[Finding] = field(default_factory=list)
    gone_acknowledgements: list[GoneAcknowledgement] = field(default_factory=list)
    assignments: list[ReviewAssignment] = field(default_factory=list)
    conditions: list[CaseCondition] = field(default_factory=list)
    hearings: dict[tuple[int, UUID], list[Hearing]] = field(default_factory=lambda: defaultdict(list))


def read_material(partnerships: Iterable[UUID], *, new: bool = False) -> list[SummaryMaterial]:
    """Read the partnerships that have a submission; data of cases is read only where there is a case.

    `new`: all were registered in this transaction, so nobody has assessed or reviewed one: that is not asked.
    """
    ids = list(partnerships)
    newest = Assessment.objects.filter(partnership=OuterRef("partnership"), state=State.DONE).newest_first()
    submissions = (
        Submission.objects.filter(among("partnership", ids), superseded_at__isnull=True)
        .filter(partnership__disposed_at__isnull=True)
        .select_related("partnership")
        .annotate(participants=F("document__participants"))
        .defer("document")
    )
    if not new:
        submissions = submissions.annotate(done_id=Subquery(newest.values("pk")[:1]))
    rows = list(submissions)
    partners, sponsors = partners_of(rows), sponsors_by_day(rows)
    found = {
        row.partnership_id: SummaryMaterial(
            row.partnership,
            row,
            sponsors.get(row.pk) or partial(stated_sponsor, row),
            partners.get(row.pk),
            getattr(row, "done_id", None),
        )
        for row in rows
    }
    if new:
        return list(found.values())
    read_results(found)
    cases = ReviewCase.objects.filter(among("partnership", found))
    by_case = {case.pk: found[case.partnership_id] for case in cases}
    for case in cases:
        found[case.partnership_id].case = case
    if by_case:
        read_cases(found, by_case)
    return list(found.values())


def stated_sponsor(row: Submission, _day: date) -> UUID:
    """Return the body that a submission states, which has no successor."""
    return row.sponsor_id


def sponsors_by_day(submissions: Iterable[Submission]) -> dict[int, Callable[[date], UUID]]:
    """Return for partnerships of bodies with a successor which body answers for them on a day: one query, or two."""
    successions = read_successions()
    if not successions:
        return {}

    def sponsor_on(row: Submission, named: str, day: date) -> UUID:
        owner = successions.owner(named, row.domain, day, since=row.received_at)
        return codes.get(owner, row.sponsor_id)

    codes = dict(Party.objects.filter(code__in=successions.bodies).values_list("code", "pk"))
    keys = {pk: code for code, pk in codes.items() if code}
    return {row.pk: partial(sponsor_on, row, named) for row in submissions if (named := keys.get(row.sponsor_id))}


def partners_of(submissions: Iterable[Any]) -> dict[int, UUID]:  # Any: submissions with their `participants`
    """Return the company that leads each partnership, else the first that takes part in it as a partner."""
    keys: dict[int, str] = {}
    for row in submissions:
        leading = [each for role in LEADING for each in row.participants or () if each.get("role") == role]
        if leading:
            keys[row.pk] = leading[0]["company"]
    parties = DocumentParty.objects.filter(submission__in=list(keys)).values_list("submission_id", "key", "party_id")
    return {submission: party for submission, key, party in parties if keys.get(submission) == key}


def read_results(found: dict[UUID, SummaryMaterial]) -> None:
    """Read the findings, gaps and withdrawn findings of the newest finished assessments: three queries, one
    more where one of them is older.
    """
    by_done = {each.done: each for each in found.values() if each.done}
    if not by_done:
        return
    matches = Match.objects.filter(among("assessment", by_done)).select_related("finding").only(*OF_MATCH)
    for match in matches.order_by("position"):
        by_done[match.assessment_id].matches.append(match)
    for pk, outcomes in outcomes_by_assessment(by_done).items():
        by_done[pk].outcomes += [each for each in outcomes.values() if each.outcome in COULD_NOT_TELL]
    for finding in withdrawn_rows([each.partnership.pk for each in by_done.values()], list(by_done)):
        found[finding.partnership_id].gone.append(finding)


def read_cases(found: dict[UUID, SummaryMaterial], by_case: dict[int, SummaryMaterial]) -> None:
    """Read the acts of people in the cases: nine queries, one more where somebody was asked in a hearing, and one where
    somebody submitted or left a case.
    """
    ids = [each.partnership.pk for each in by_case.values()]
    of_cases: Any = {"case__in": list(by_case)}  # Any: a filter
    submitted = Submission.objects.filter(among("partnership", ids), account__isnull=False)
    for partnership, account in submitted.values_list("partnership_id", "account_id"):
        found[partnership].submitters.add(int(account or 0))
    decisions = (
        FindingDecision.objects.with_state()
        .filter(among("finding__partnership", ids))
        .select_related("account__person", "finding")
    )
    for row in decisions.defer("reason").order_by("number"):
        found[row.finding.partnership_id].decisions[row.finding_id].append(row)
    said = Acknowledgement.objects.valid().filter(**of_cases)
    put_by_case(said.order_by("at", "pk"), by_case, "acknowledgements")
    of_gone = GoneAcknowledgement.objects.valid().filter(**of_cases).select_related("account__person")
    put_by_case(of_gone.order_by("at", "pk"), by_case, "gone_acknowledgements")
    put_by_case(ReviewAssignment.objects.filter(**of_cases).order_by("at", "pk"), by_case, "assignments")
    conditions = CaseCondition.objects.valid().with_done().filter(**of_cases).select_related("decision__finding")
    put_by_case(conditions, by_case, "conditions")
    read_hearings(found, ids)
    moves = CaseMove.objects.filter(**of_cases).order_by()
    for case, at in moves.values("case").annotate(at=Max("at")).values_list("case", "at"):
        by_case[case].moved_at = at
    exclude_people(list(by_case.values()))


def exclude_people(found: list[SummaryMaterial]) -> None:
    """Note whose decisions do not count: of people who submitted a case, were recused from it or are tied to it."""
    left = {
        each.partnership.pk: {row.account_id for row in each.assignments if row.ended_because in LOST_FOR_GOOD}
        for each in found
    }
    given = {each.partnership.pk: each.submitters | left[each.partnership.pk] for each in found}
    together = accounts_by_account({account for accounts in given.values() for account in accounts})
    for each in found:
        accounts = given[each.partnership.pk]
        each.excluded = frozenset[int]().union(*(together[account] for account in accounts))


def read_hearings(found: dict[UUID, SummaryMaterial], ids: list[UUID]) -> None:
    """Read hearings by finding and person, oldest first; persons found to be one since count as one."""
    rows = Hearing.objects.filter(among("finding__partnership", ids)).select_related("finding").order_by("number")
    held = list(rows.defer("note").prefetch_related("answers"))
    if held:
        identity = read_identities()
        for row in held:
            found[row.finding.partnership_id].hearings[row.finding_id, identity.true_id(row.person_id)].append(row)


def put_by_case(
    rows: QuerySet[Any], by_case: dict[int, SummaryMaterial], name: str
) -> None:  # Any: rows of any of these models
    """Put rows of cases where they belong."""
    for row in rows:
        getattr(by_case[row.case_id], name).append(row)
