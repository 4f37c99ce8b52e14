"""Reasons why an account may not do an act on a case, and who can."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded, Sentences
from institutions.codes.registry import coded


@coded("account.no_submitter", gettext_noop("Only an officer of the submitting body can do this. Ask one."))
class NotSubmitter(Coded):
    pass


@coded(
    "account.takes_no_part",
    gettext_noop("Only reviewers and officers of the submitting body can do this. Ask one."),
)
class NotTakingPart(Coded):
    pass


@coded("account.no_reviewer", gettext_noop("Only a reviewer can do this. Ask one."))
class NotReviewer(Coded):
    pass


@coded(
    "account.reviewer_without_person",
    gettext_noop(
        "Your account is not linked to a person in the register, so ties to a case cannot be found and you cannot act "
        "as a reviewer. Ask an administrator to link it."
    ),
)
class ReviewerWithoutPerson(Coded):
    pass


@coded(
    "account.submitted_case",
    gettext_noop("You submitted this case, so you cannot review it. Another reviewer has to."),
)
class SubmittedCase(Coded):
    pass


@coded(
    "account.left_case",
    gettext_noop("You are recused from this case or have a tie to it. Another reviewer has to act."),
)
class LeftCase(Coded):
    pass


@coded(
    "account.not_assigned",
    gettext_noop("You are not assigned to this case. A reviewer can assign you after checking you for ties to it."),
)
class NotAssigned(Coded):
    pass


@coded(
    "account.not_declared",
    gettext_noop("Your ties to the case could not be checked in full. First sign the declaration that you have none."),
)
class NotDeclared(Coded):
    pass


@coded(
    "account.tied",
    gettext_noop(
        "You have a tie to this case, so you are excluded from acting on it; another reviewer has to act. On "
        "record: %(ties)s"
    ),
)
class AccountTied(Coded):
    ties: Sentences


@coded(
    "account.no_official",
    gettext_noop("Only an official of this case can do this, with an account that is linked to them."),
)
class NotOfficial(Coded):
    pass


@coded(
    "account.not_asked",
    gettext_noop("Only a person who was asked about a finding can do this, with an account that is linked to them."),
)
class NotAsked(Coded):
    pass


@coded(
    "act.of_system",
    gettext_noop(
        "This happens automatically: when a revision is registered, or when the clearance of a case is no longer valid."
    ),
)
class ActOfSystem(Coded):
    pass


@coded("act.of_people", gettext_noop("A body's system cannot decide. Sign in as an officer or a reviewer."))
class ActOfPeople(Coded):
    pass
