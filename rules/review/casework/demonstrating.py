"""Two fictional cases in the middle of their review, for `manage.py demonstrate`. A second run does nothing."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.record import COMMAND, record_event
from institutions.models import Account, DocumentParty, Partnership, Role
from rules.models import CaseState, HearingWay
from rules.review.casework.acknowledging import acknowledge_rules
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer, declare_none
from rules.review.casework.case_view import CaseView, case_of_partnership, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.moving import move_case
from rules.review.casework.people_concerned.asking import store_hearing
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.signing import signing_names

REFERENCES_BEGIN: Final = "DEMO-"
UNDER_REVIEW: Final = "DEMO-METI-001"  # decided in part: a critical finding waits for the second person
TAKEN_IN: Final = "DEMO-DA-001"  # a reviewer is screened and assigned, and has not begun
DAYS: Final = 180
DAYS_TO_ANSWER: Final = 14


def put_into_review(first: Account, second: Account) -> None:
    """Let two reviewers begin; a case that somebody has acted on, or that was not assessed, stays as it is."""
    for reference, act in ((UNDER_REVIEW, begin_demonstration), (TAKEN_IN, accept_demonstration_case)):
        partnership = Partnership.objects.filter(reference=reference).first()
        if partnership and is_untouched(read_case(partnership)):
            act(partnership, first, second)


def link_to_person(username: str, role: Role, reference: str, key: str) -> None:
    """Link an account of the demonstration without a person to the person of a document's key."""
    party = DocumentParty.objects.filter(
        submission__partnership__reference=reference, submission__superseded_at__isnull=True, key=key
    ).first()
    account = Account.objects.filter(username=username, role=role, person=None).first()
    if party and account:
        with transaction.atomic():
            with changing(Account, account.pk):
                Account.objects.filter(pk=account.pk).update(person=party.party_id)
            after = {"person": str(party.party_id)}
            record_event(actor=COMMAND, verb="account_changed", what=f"account:{account.pk}", after=after)


def is_untouched(view: CaseView) -> bool:
    """Return whether nobody has acted on the case, and somebody can."""
    return view.case.state == CaseState.SUBMITTED and view.case.version == 0 and view.assessed


def case_version(partnership: Partnership) -> int:
    """Return the present version of the case."""
    return case_of_partnership(partnership.pk).version


def accept_demonstration_case(partnership: Partnership, first: Account, second: Account) -> None:
    """Let one reviewer accept the case; the other assigns themselves."""
    move_case(partnership, Act.TAKE_IN, account=first, version=case_version(partnership))
    assign_reviewer(partnership, second, account=second, version=case_version(partnership))


def begin_demonstration(partnership: Partnership, first: Account, second: Account) -> None:
    """Begin the review: the first reviewer dismisses the worst finding and acknowledges one gap."""
    move_case(partnership, Act.TAKE_IN, account=first, version=case_version(partnership))
    for reviewer in (first, second):
        assign_reviewer(partnership, reviewer, account=first, version=case_version(partnership))
        view = read_case(partnership)
        assigned = view.of_account(reviewer.pk)
        if assigned and not assigned.ready:
            declare_none(
                partnership, signature=signing_names(reviewer)[0][0], account=reviewer, version=view.case.version
            )
    move_case(partnership, Act.BEGIN, account=first, version=case_version(partnership))
    view = read_case(partnership)
    due = (timezone.localdate() + timedelta(days=DAYS)).isoformat()
    measure = {
        "text": "The official takes no part in the decision (fictional).",
        "owner": "Personnel division",
        "due_on": due,
    }
    given = {"decided": "mitigated", "reason": "Agreed with the division (fictional).", "measures": [measure]}
    for finding in [each for each in view.findings if each.match.severity == "critical"][:1]:
        decide_findings(partnership, {finding.match.finding_id: read_token(finding)}, given, account=first)
    ask_person_concerned(partnership, view, first)
    for rule in view.unaddressed[:1]:
        reason = "Asked of the sponsor; the answer changes nothing (fictional)."
        acknowledge_rules(partnership, [rule.outcome.code], rule.lacking, reason=reason, account=first)


def ask_person_concerned(partnership: Partnership, view: CaseView, reviewer: Account) -> None:
    """Ask a person with an account about the first finding that names them."""
    last_day = (timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)).isoformat()
    by_finding = hearings_of([each.match for each in view.findings], view.today)
    for finding, people in by_finding.items():
        for each in people:
            if each.accounts:
                given = {"how": HearingWay.ASKED, "answer_by": last_day, "person": str(each.person.pk)}
                store_hearing(partnership, finding, given, account=reviewer)
                return
