"""Everything about a case on a day, read in a number of queries that does not depend on the case."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.models import DocumentParty, Partnership, Submission
from institutions.values.hashing import hash_json
from rules.access.audiences import LOST_FOR_GOOD
from rules.assessing.result_lines import missing_texts, reason_text
from rules.assessing.walking import awaits_walk, open_walks
from rules.models import (
    Acknowledgement,
    Assessment,
    CaseCondition,
    CaseMove,
    FindingDecision,
    ReviewAssignment,
    ReviewCase,
    ReviewerDeclaration,
    RuleOutcome,
    ScreeningVerdict,
    State,
)
from rules.models.outcome_reading import COULD_NOT_TELL, outcomes_of
from rules.review.casework.act_table import CLOSED
from rules.review.casework.people import accounts_by_account
from rules.review.casework.standing import (
    ConditionStanding,
    FindingStanding,
    StandingKind,
    conditions_that_count,
    finding_standing,
)
from rules.review.casework.withdrawn_findings import WithdrawnFinding, pair_withdrawn, withdrawn_rows


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """A rule that the newest finished assessment could not assess, and the acknowledgement of it."""

    outcome: RuleOutcome
    lacking: str  # hash of what it lacks: an acknowledgement of something else does not count
    acknowledged: Acknowledgement | None


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """An open assignment. `ready`: no tie was found, and gaps of the screening were declared to hide none."""

    assignment: ReviewAssignment
    ready: bool

    @property
    def declaration(self) -> ReviewerDeclaration | None:
        """The signed declaration that the reviewer has no tie."""
        return declaration_of(self.assignment)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as it is: pages, REST and services all read it from here."""

    case: ReviewCase
    partnership: Partnership
    submissions: tuple[Submission, ...]  # without their documents, oldest first
    newest: Assessment | None
    done: Assessment | None
    findings: tuple[FindingStanding, ...]
    unassessed: tuple[RuleStanding, ...]
    gone: tuple[WithdrawnFinding, ...]  # once high or critical, and absent from the newest finished assessment
    assigned: tuple[OpenAssignment, ...]
    barred: frozenset[int]  # accounts of people who were recused from it, or found to be tied
    excluded: frozenset[int]  # these, and all accounts of people who submitted it: their decisions do not count
    conditions: tuple[ConditionStanding, ...]
    today: date
    awaits_walk: bool  # a change touches it whose walk has not queued it yet
    names_wait: bool  # some of its parties are not compared with the register yet: possible matches may follow
    # By account the ties that `ties_known` has read, so that each act of a page need not ask anew.
    ties_read: dict[int, tuple[Coded, ...]] = field(default_factory=dict, compare=False)

    @property
    def submitters(self) -> frozenset[int]:
        """The accounts that submitted any revision."""
        return frozenset(each.account_id for each in self.submissions if each.account_id)

    @property
    def assessed(self) -> bool:
        """True if the newest assessment is finished and of the present revision, and no change is on its way to it."""
        return (
            self.newest is not None
            and not self.awaits_walk
            and self.newest.state == State.DONE
            and self.newest.submission_id == self.submissions[-1].pk
        )

    def moves(self) -> QuerySet[CaseMove]:
        """Read every change of state, the earliest first: one query."""
        moves = self.case.moves.all() if self.case.pk else CaseMove.objects.none()
        return moves.select_related("account").order_by("version")

    def of_account(self, account_id: int) -> OpenAssignment | None:
        """Return the open assignment of an account."""
        return next((each for each in self.assigned if each.assignment.account_id == account_id), None)

    def finding(self, finding_id: int) -> FindingStanding | None:
        """Return a finding of the newest finished assessment."""
        return next((each for each in self.findings if each.match.finding_id == finding_id), None)

    @property
    def unsettled(self) -> tuple[FindingStanding, ...]:
        """The findings that reviewers still have to decide."""
        return tuple(each for each in self.findings if not each.settled)

    @property
    def unaddressed(self) -> tuple[RuleStanding, ...]:
        """The rules that were not assessable and that nobody has acknowledged."""
        return tuple(each for each in self.unassessed if each.acknowledged is None)

    @property
    def gone_unaddressed(self) -> tuple[WithdrawnFinding, ...]:
        """The withdrawn findings that not enough people have acknowledged."""
        return tuple(each for each in self.gone if each.lacking)

    @property
    def closed(self) -> bool:
        """True if the review is over, so that nothing waits for anybody."""
        return self.case.state in CLOSED

    @property
    def confirmed_without_condition(self) -> tuple[FindingStanding, ...]:
        """The confirmed findings, where the case has no condition of its own."""
        if any(each.condition.decision_id is None for each in self.conditions):
            return ()
        return tuple(each for each in self.findings if each.standing == StandingKind.CONFIRMED)


def case_of_partnership(partnership_id: UUID) -> ReviewCase:
    """Return the case of a partnership; one that nobody has acted on yet has no row."""
    return ReviewCase.objects.filter(partnership=partnership_id).first() or ReviewCase(partnership_id=partnership_id)


def read_case(partnership: Partnership, case: ReviewCase | None = None, today: date | None = None) -> CaseView:
    """Read the case with all decisions, as they count today."""
    case = case or case_of_partnership(partnership.pk)
    day = today or timezone.localdate()
    submissions = (
        Submission.objects.filter(partnership=partnership)
        .select_related("account__person")
        .defer("document")
        .order_by("revision")
    )
    newest_first = partnership.assessments.newest_first()
    newest = newest_first.annotate(walks=Exists(open_walks()), names=Exists(unsearched_names())).first()
    done = newest if newest and newest.state == State.DONE else newest_first.filter(state=State.DONE).first()
    given = tuple(submissions)
    assignments = read_assignments(case)
    left = {each.account_id for each in assignments if each.ended_because in LOST_FOR_GOOD}
    submitters = {each.account_id for each in given if each.account_id}
    together = accounts_by_account(left | submitters)
    barred = frozenset[int]().union(*(together[each] for each in left))
    excluded = barred.union(*(together[each] for each in submitters))
    findings = read_findings(done, day, excluded)
    return CaseView(
        case=case,
        partnership=partnership,
        submissions=given,
        newest=newest,
        done=done,
        findings=findings,
        unassessed=read_unassessed(case, done, excluded),
        gone=read_withdrawn(case, done, excluded),
        assigned=tuple(OpenAssignment(each, is_ready(each)) for each in assignments if each.ended_at is None),
        barred=barred,
        excluded=excluded,
        conditions=read_conditions(case, findings, day),
        today=day,
        awaits_walk=bool(newest and vars(newest)["walks"]) and awaits_walk(partnership),
        names_wait=bool(newest and vars(newest)["names"]),
    )


def unsearched_names() -> QuerySet[DocumentParty]:
    """Return the parties of an assessment's document that are not compared with the register yet."""
    return DocumentParty.objects.filter(submission=OuterRef("submission"), party__unsearched__isnull=False)


def read_findings(done: Assessment | None, today: date, barred: frozenset[int]) -> tuple[FindingStanding, ...]:
    """Read the findings of an assessment with the decisions on each: two queries."""
    if done is None:
        return ()
    matches = list(done.matches.select_related("finding").order_by("position"))
    by_finding: dict[int, list[FindingDecision]] = defaultdict(list)
    decisions = FindingDecision.objects.with_state().filter(finding__matches__assessment=done)
    for each in decisions.select_related("account__person").order_by("number"):
        by_finding[each.finding_id].append(each)
    return tuple(finding_standing(match, by_finding[match.finding_id], today, barred) for match in matches)


def lacking_of(outcome: RuleOutcome) -> str:
    """Return the hash of the engine's texts for what a rule lacks, so that it is the same in every result format."""
    return hash_json([outcome.outcome, sorted(missing_texts(outcome)), reason_text(outcome)])


def read_unassessed(case: ReviewCase, done: Assessment | None, barred: frozenset[int]) -> tuple[RuleStanding, ...]:
    """Read the rules that were not assessable, each with its last valid acknowledgement: two queries,
    one more for an older result.
    """
    if done is None:
        return ()
    said: dict[tuple[str, str], Acknowledgement] = {}
    if case.pk:
        rows = case.acknowledgements.valid().select_related("account").exclude(account__in=barred)
        said = {(each.code, each.lacking): each for each in rows}
    found = []
    for outcome in outcomes_of(done).values():
        if outcome.outcome not in COULD_NOT_TELL:
            continue
        lacking = lacking_of(outcome)
        found.append(RuleStanding(outcome, lacking, said.get((outcome.code, lacking))))
    return tuple(found)


def read_withdrawn(case: ReviewCase, done: Assessment | None, barred: frozenset[int]) -> tuple[WithdrawnFinding, ...]:
    """Read the withdrawn findings, with their acknowledgements: two queries, one if there are none."""
    if done is None:
        return ()
    rows = list(withdrawn_rows([done.partnership_id], [done.pk]))
    said = case.gone_acknowledgements.valid().select_related("account__person") if rows and case.pk else ()
    return pair_withdrawn(rows, list(said), barred)


def read_assignments(case: ReviewCase) -> list[ReviewAssignment]:
    """Read all assignments of the case, ended ones too: one query."""
    if not case.pk:
        return []
    return list(case.assignments.select_related("account__body", "screening", "declaration").order_by("at", "pk"))


def declaration_of(assignment: ReviewAssignment) -> ReviewerDeclaration | None:
    """Return the declaration that was signed for an assignment."""
    return getattr(assignment, "declaration", None)


def is_ready(assignment: ReviewAssignment) -> bool:
    """Return whether the ties of the reviewer are settled: clear, or not assessable and declared to be none."""
    if assignment.screening.verdict == ScreeningVerdict.CLEAR:
        return True
    return assignment.screening.verdict == ScreeningVerdict.NOT_ASSESSABLE and declaration_of(assignment) is not None


def read_conditions(
    case: ReviewCase, findings: tuple[FindingStanding, ...], today: date
) -> tuple[ConditionStanding, ...]:
    """Read the valid conditions: those of the case, and the measures of mitigations in force. Two queries, one if
    there are none.
    """
    if not case.pk:
        return ()
    in_force = {each.pk for finding in findings for each in finding.in_force}
    rows = CaseCondition.objects.valid().with_done().filter(case=case).order_by("due_on", "pk")
    rows = rows.select_related("decision__finding", "account")
    return tuple(conditions_that_count(rows, in_force, today))
