"""Two fictional cases in the middle of their review, for `manage.py demonstrate`. A second run does nothing."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from institutions.models import Account, DocumentParty, Partnership, Role
from rules.models import CaseState, Heard
from rules.review.casework.acknowledging import acknowledge
from rules.review.casework.assigning import assign, declare_none
from rules.review.casework.deciding import decide, seen
from rules.review.casework.moving import move
from rules.review.casework.named.asking import hear
from rules.review.casework.named.hearing import hearings_of
from rules.review.casework.signing import names_of
from rules.review.casework.table import Act
from rules.review.casework.view import CaseView, case_of, read_case

UNDER_REVIEW: Final = "DEMO-METI-001"  # decided in part: a critical finding waits for the second person
TAKEN_IN: Final = "DEMO-DA-001"  # a reviewer is screened and assigned, and has not begun
DAYS: Final = 180
DAYS_TO_ANSWER: Final = 14


def put_into_review(first: Account, second: Account) -> None:
    """Let two reviewers begin; a case that somebody has acted on, or that was not assessed, stays as it is."""
    for reference, act in ((UNDER_REVIEW, begin), (TAKEN_IN, take_in)):
        partnership = Partnership.objects.filter(reference=reference).first()
        if partnership and untouched(read_case(partnership)):
            act(partnership, first, second)


def link_to_person(username: str, role: Role, reference: str, key: str) -> None:
    """Link an account of the demonstration without a person to the person of a document's key."""
    party = DocumentParty.objects.filter(
        submission__partnership__reference=reference, submission__superseded_at__isnull=True, key=key
    ).first()
    if party:
        Account.objects.filter(username=username, role=role, person=None).update(person=party.party_id)


def untouched(view: CaseView) -> bool:
    """Return whether nobody has acted on the case, and somebody can."""
    return view.case.state == CaseState.SUBMITTED and view.case.version == 0 and view.assessed


def version(partnership: Partnership) -> int:
    """Return the present version of the case."""
    return case_of(partnership.pk).version


def take_in(partnership: Partnership, first: Account, second: Account) -> None:
    """Let one reviewer accept the case; the other assigns themselves."""
    move(partnership, Act.TAKE_IN, account=first, version=version(partnership))
    assign(partnership, second, account=second, version=version(partnership))


def begin(partnership: Partnership, first: Account, second: Account) -> None:
    """Begin the review: the first reviewer dismisses the worst finding and acknowledges one gap."""
    move(partnership, Act.TAKE_IN, account=first, version=version(partnership))
    for reviewer in (first, second):
        assign(partnership, reviewer, account=first, version=version(partnership))
        view = read_case(partnership)
        assigned = view.of_account(reviewer.pk)
        if assigned and not assigned.ready:
            declare_none(partnership, signature=names_of(reviewer)[0][0], account=reviewer, version=view.case.version)
    move(partnership, Act.BEGIN, account=first, version=version(partnership))
    view = read_case(partnership)
    due = (timezone.localdate() + timedelta(days=DAYS)).isoformat()
    measure = {
        "text": "The official takes no part in the decision (fictional).",
        "owner": "Personnel division",
        "due_on": due,
    }
    given = {"decided": "mitigated", "reason": "Agreed with the division (fictional).", "measures": [measure]}
    for finding in [each for each in view.findings if each.match.severity == "critical"][:1]:
        decide(partnership, {finding.match.finding_id: seen(finding)}, given, account=first)
    ask_named(partnership, view, first)
    for rule in view.unaddressed[:1]:
        reason = "Asked of the sponsor; the answer changes nothing (fictional)."
        acknowledge(partnership, [rule.outcome.code], rule.lacking, reason=reason, account=first)


def ask_named(partnership: Partnership, view: CaseView, reviewer: Account) -> None:
    """Ask a person with an account about the first finding that names them."""
    last_day = (timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)).isoformat()
    by_finding = hearings_of([each.match for each in view.findings], view.today)
    for finding, people in by_finding.items():
        for each in people:
            if each.accounts:
                given = {"how": Heard.ASKED, "answer_by": last_day, "person": str(each.person.pk)}
                hear(partnership, finding, given, account=reviewer)
                return
