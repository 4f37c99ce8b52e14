"""Troubles with a request of this interface, beyond its fields."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "caller.role_registers_nothing",
    gettext_noop("The role '%(role)s' cannot register anything. Sign in as an officer, or use a body's key."),
)
class RoleRegistersNothing(Coded):
    role: str


@coded("caller.no_body", gettext_noop("This account belongs to no body. Ask an administrator to give it one."))
class CallerWithoutBody(Coded):
    pass


@coded(
    "caller.no_person",
    gettext_noop(
        "Only an account that is linked to a person in the register can use this address. An administrator can link it."
    ),
)
class CallerWithoutPerson(Coded):
    pass


@coded(
    "caller.sign_in_again",
    gettext_noop("Give your password again at /sign-in/again/, then send the same request."),
)
class SignInAgain(Coded):
    pass


@coded(
    "caller.no_administrator",
    gettext_noop("Only an administrator can start an assessment again. Sign in as one, or ask one."),
)
class NotAdministrator(Coded):
    pass


@coded("caller.no_auditor", gettext_noop("Only an auditor who has signed in reads the audit trail. Keys cannot."))
class NotAuditor(Coded):
    pass


@coded(
    "caller.explanation_withheld",
    gettext_noop("An explanation may name kin, gifts, income or an official's act, which your role does not read."),
)
class ExplanationWithheld(Coded):
    pass


@coded(
    "caller.no_session",
    gettext_noop("Only an account that has signed in can see editions of lists. Keys cannot."),
)
class NoSession(Coded):
    pass


@coded("caller.no_list_keeper", gettext_noop("Only a rulebook editor can upload editions of lists. Ask one."))
class NotListKeeper(Coded):
    pass


@coded(
    "graph.no_result",
    gettext_noop("This assessment has no result: only a finished one has a graph."),
)
class NoResultToDraw(Coded):
    pass


@coded("explanation.no_outcome", gettext_noop("This assessment has no outcome of %(rule)s."))
class NoOutcome(Coded):
    rule: str


@coded(
    "edition.not_as_shown",
    gettext_noop("It was already accepted, cannot be accepted, or has other effects now. Read it again."),
)
class NotAsShown(Coded):
    pass


@coded(
    "edition.decided_already",
    gettext_noop("The edition is %(state)s: it was already accepted or discarded."),
)
class EditionDecided(Coded):
    state: str


@coded(
    "caller.no_screener",
    gettext_noop("Only a rulebook editor who has signed in can start, stop and resume bulk checks. Ask one."),
)
class NotScreener(Coded):
    pass


@coded("screening.nothing_to_stop", gettext_noop("The bulk check is %(state)s: there is nothing to stop."))
class NoScreeningToStop(Coded):
    state: str


@coded(
    "screening.nothing_to_resume",
    gettext_noop("The bulk check is %(state)s: only one that was stopped or failed can be resumed. Start a new one."),
)
class NoScreeningToResume(Coded):
    state: str


@coded("import.nothing_to_stop", gettext_noop("The import is %(state)s: there is nothing to stop."))
class NothingToStop(Coded):
    state: str


@coded("form.too_large", gettext_noop("The file is over %(most)s bytes. Split it: records of one collection add up."))
class FormTooLarge(Coded):
    most: int


@coded("form.not_read", gettext_noop("The form cannot be read. Send multipart/form-data with a boundary."))
class FormNotRead(Coded):
    pass


@coded(
    "body.field_wrong", gettext_noop("One field is wrong, nothing was stored. Correct the fields named in `errors`.")
)
class OneFieldWrong(Coded):
    pass


@coded(
    "body.several_fields_wrong",
    gettext_noop("%(number)s fields are wrong, nothing was stored. Correct the fields named in `errors`."),
)
class SeveralFieldsWrong(Coded):
    number: PlainNumber
