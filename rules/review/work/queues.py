"""Work queues for each role: one table of queues, each a condition on the summaries of cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.models import ROLES_OF_A_BODY, Account, DocumentParty, Role
from institutions.values.moments import start_of_day
from rules.access.account_ids import ids_of_account
from rules.access.audiences import LOST_FOR_GOOD
from rules.assessing.retry import RETRYABLE
from rules.models import Assessment, CaseState, FindingSummary, ReviewAssignment, ReviewerScreening, ScreeningVerdict
from rules.review.casework.act_table import CLEARED_STATES, ENDED
from rules.review.casework.people import accounts_of_same_people
from rules.review.casework.standing import StandingKind
from rules.review.work.ageing import CONDITION_WARNING_DAYS, DISMISSAL_WARNING_DAYS, LATELY_DAYS

REVIEWERS: Final = frozenset({Role.REVIEWER})
BEFORE_THE_END: Final = (CaseState.SUBMITTED, CaseState.SCREENING, CaseState.UNDER_REVIEW, CaseState.RETURNED)


@dataclass(frozen=True, slots=True)
class Asker:
    """The account that asks, and the day. A body's system has no account, and no case is its own."""

    account: Account | None
    today: date

    def in_days(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of cases in which one thing is to be done."""

    name: str
    label: Promise
    roles: frozenset[Role]
    holds: Callable[[Asker], Q]


def own_cases(asker: Asker) -> QuerySet[ReviewAssignment]:
    """Return the open assignments of the asker."""
    return ReviewAssignment.objects.filter(account=asker.account, ended_at__isnull=True)


def assigned_cases(asker: Asker) -> Q:
    """Match cases that the asker is assigned to."""
    return Q(partnership__in=own_cases(asker).values("case__partnership"))


def waits_for_reviewer(asker: Asker) -> Q:
    """Match cases that nobody reviews yet and the asker could: neither recused from it nor known to be tied."""
    barred = ReviewAssignment.objects.filter(account=asker.account, ended_because__in=LOST_FOR_GOOD)
    unassigned = Q(state=CaseState.SUBMITTED) | Q(state__in=(CaseState.SCREENING, CaseState.UNDER_REVIEW), reviewers=0)
    unassigned &= ~Q(partnership__in=barred.values("case__partnership"))
    present = {"submission__superseded_at__isnull": True}
    tied = ReviewerScreening.objects.filter(account=asker.account, verdict=ScreeningVerdict.TIED, **present)
    unassigned &= ~Q(partnership__in=tied.values("case__partnership"))
    if asker.account and (ids := ids_of_account(asker.account)):
        named = DocumentParty.objects.filter(party__in=ids, **present)
        unassigned &= ~Q(partnership__in=named.values("submission__partnership"))
    return unassigned


def second_person(asker: Asker) -> Q:
    """Match own cases with a finding that somebody else has decided, and that needs a second person."""
    account = asker.account
    own = accounts_of_same_people([account.pk] if account else [])
    waits = FindingSummary.objects.filter(standing=StandingKind.SECOND).exclude(decided_by__in=own)
    return assigned_cases(asker) & Q(second__gt=0, partnership__in=waits.values("partnership"))


def disputed_cases(asker: Asker) -> Q:
    """Match own cases with a finding on which reviewers disagree: it is work for each until they agree."""
    waits = FindingSummary.objects.filter(standing=StandingKind.DISPUTED, is_open=True)
    return assigned_cases(asker) & Q(partnership__in=waits.values("partnership"))


def failed_cases(_asker: Asker) -> Q:
    """Match cases whose newest assessment ended in an error or was set aside."""
    newer = Assessment.objects.filter(partnership=OuterRef("partnership"), requested_at__gt=OuterRef("requested_at"))
    rows = Assessment.objects.filter(~Exists(newer), state__in=RETRYABLE)
    return Q(partnership__in=rows.values("partnership"))


def lately_moved_cases(asker: Asker) -> Q:
    """Match cases whose state changed in the last days."""
    return Q(state_since__gte=start_of_day(asker.in_days(-LATELY_DAYS)))


OVERSEERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR})
QUEUES: Final = (
    Queue("returned", _("Returned to us"), ROLES_OF_A_BODY, lambda _asker: Q(state=CaseState.RETURNED)),
    Queue("asked", _("More information is requested"), ROLES_OF_A_BODY, lambda _asker: Q(asked__gt=0)),
    Queue(
        "missing",
        _("Data is missing"),
        ROLES_OF_A_BODY,
        lambda _asker: Q(unaddressed__gt=0, state__in=BEFORE_THE_END),
    ),
    Queue(
        "conditions",
        _("Conditions due soon or overdue"),
        ROLES_OF_A_BODY,
        lambda asker: Q(condition_due_on__lte=asker.in_days(CONDITION_WARNING_DAYS)) & ~Q(state__in=ENDED),
    ),
    Queue("waiting", _("Waiting for a reviewer"), REVIEWERS, waits_for_reviewer),
    Queue(
        "mine",
        _("My cases"),
        REVIEWERS,
        lambda asker: assigned_cases(asker) & Q(state__in=(CaseState.SCREENING, CaseState.UNDER_REVIEW)),
    ),
    Queue("second", _("Findings waiting for me as the second person"), REVIEWERS, second_person),
    Queue("disputed", _("Findings on which reviewers disagree"), REVIEWERS, disputed_cases),
    Queue(
        "gone",
        _("Findings withdrawn by new data, to acknowledge"),
        REVIEWERS,
        lambda asker: assigned_cases(asker) & Q(gone__gt=0, state=CaseState.UNDER_REVIEW),
    ),
    Queue(
        "overdue",
        _("Conditions overdue"),
        OVERSEERS,
        lambda asker: Q(condition_due_on__lt=asker.today) & ~Q(state__in=ENDED),
    ),
    Queue(
        "ending",
        _("Dismissals ending soon"),
        REVIEWERS,
        lambda asker: Q(dismissal_ends_on__lte=asker.in_days(DISMISSAL_WARNING_DAYS)) & ~Q(state__in=ENDED),
    ),
    Queue(
        "cleared",
        _("Recently cleared"),
        frozenset({Role.AUDITOR}),
        lambda asker: Q(state__in=CLEARED_STATES) & lately_moved_cases(asker),
    ),
    Queue(
        "closed",
        _("Recently refused or withdrawn"),
        frozenset({Role.AUDITOR}),
        lambda asker: Q(state__in=ENDED) & lately_moved_cases(asker),
    ),
    Queue(
        "rule_errors",
        _("Rules that ended in an error"),
        frozenset({Role.RULEBOOK_EDITOR}),
        lambda _asker: Q(failed_rules__gt=0),
    ),
    Queue(
        "failed",
        _("Assessment failed or set aside"),
        ROLES_OF_A_BODY | {Role.ADMINISTRATOR, Role.RULEBOOK_EDITOR},
        failed_cases,
    ),
)
BY_NAME: Final = {queue.name: queue for queue in QUEUES}


def queues_of(account: Account) -> tuple[Queue, ...]:
    """Return the queues of an account's role, in the order of the table."""
    return tuple(queue for queue in QUEUES if account.role in queue.roles)
