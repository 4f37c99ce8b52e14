"""Refusals of an account that may not do what the table reserves for a sort of people, as codes."""

from institutions.access.partnerships import may_open
from institutions.codes.base import Coded
from institutions.models import ROLES_OF_A_BODY, Account, Role, Submission
from rules.access.account_ids import ids_of_account
from rules.models import Hearing, HearingWay
from rules.review.casework.account_person import official_in
from rules.review.casework.act_table import Actor
from rules.review.casework.case_view import CaseView
from rules.review.casework.known_ties import known_tie_refusal
from rules.review.casework.troubles.accounts import (
    ActOfSystem,
    LeftCase,
    NotAsked,
    NotAssigned,
    NotDeclared,
    NotOfficial,
    NotReviewer,
    NotSubmitter,
    NotTakingPart,
    ReviewerWithoutPerson,
    SubmittedCase,
)


def act_refusal(who: Actor, account: Account, view: CaseView) -> Coded | None:
    """Return None if the account may; else why it may not, and who can."""
    return {
        Actor.SUBMITTER: refuse_unless_submitter,
        Actor.REVIEWER: refuse_unless_reviewer,
        Actor.NAMED_REVIEWER: refuse_unless_named,
        Actor.ASSIGNED: refuse_unless_assigned,
        Actor.TAKES_PART: refuse_unless_takes_part,
        Actor.OFFICIAL: refuse_unless_official,
        Actor.ASKED_PERSON: refuse_unless_asked,
        Actor.SYSTEM: refuse_unless_system,
    }[who](account, view)


def refuse_unless_submitter(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but officers and ministry clients of the submitting body."""
    own = account.body_id is not None and account.body_id == view.partnership.submitted_by_id
    if own and account.role in ROLES_OF_A_BODY:
        return None
    return NotSubmitter()


def refuse_unless_takes_part(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but reviewers without a known tie, and officers and clients of the submitting body."""
    if account.role == Role.REVIEWER:
        return refuse_unless_reviewer(account, view)
    return NotTakingPart() if refuse_unless_submitter(account, view) else None


def refuse_unless_reviewer(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but reviewers who neither submitted the case nor are known to be tied, nor were recused."""
    return refuse_unless_was_reviewer(account, view) or known_tie_refusal(account, view)


def refuse_unless_was_reviewer(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but reviewers with a person who neither submitted it nor left it. They may still recuse themselves."""
    if account.role != Role.REVIEWER:
        return NotReviewer()
    if account.person_id is None:
        return ReviewerWithoutPerson()
    if account.pk in view.barred:
        return LeftCase()
    if is_submitter(account, view):
        return SubmittedCase()
    return None


def is_submitter(account: Account, view: CaseView) -> bool:
    """Return whether the account, or another one of the same person, submitted a revision."""
    return any(account.is_same_person(each.account) for each in view.submissions if each.account)


def refuse_unless_named(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but reviewers with an open assignment."""
    if problem := refuse_unless_was_reviewer(account, view):
        return problem
    if view.of_account(account.pk) is None:
        return NotAssigned()
    return None


def refuse_unless_assigned(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but reviewers with a valid assignment."""
    if problem := refuse_unless_named(account, view):
        return problem
    if problem := known_tie_refusal(account, view):
        return problem
    found = view.of_account(account.pk)
    if found and not found.ready:
        return NotDeclared()
    return None


def refuse_unless_official(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but accounts that are linked to an official of the present revision."""
    if account.person_id:
        current = Submission.objects.get(pk=view.submissions[-1].pk)
        if may_read(account, view) and official_in(current, account):
            return None
    return NotOfficial()


def refuse_unless_asked(account: Account, view: CaseView) -> Coded | None:
    """Refuse all but accounts that are linked to a person who was asked about a finding of the case."""
    if account.person_id and may_read(account, view):
        asked = Hearing.objects.filter(finding__partnership=view.partnership, how=HearingWay.ASKED)
        if asked.filter(person__in=ids_of_account(account)).exists():
            return None
    return NotAsked()


def may_read(account: Account, view: CaseView) -> bool:
    """Return whether the account may read the case; a secret one takes the right to it."""
    return may_open(account, view.partnership)


def refuse_unless_system(_account: Account, _view: CaseView) -> Coded | None:
    """Refuse everybody: the system alone does this."""
    return ActOfSystem()
