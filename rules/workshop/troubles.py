"""The reasons why an act on a draft of a rulebook is refused, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


class DraftRefusedError(CodedError):
    """An act on a draft that is not done: the code says why, and what to do."""


class DraftsFullError(DraftRefusedError):
    """A text with which its account would have more stored than it may."""


@coded(
    "rulebook_draft.too_many_open",
    gettext_noop(
        "At most %(most)s drafts that one account began are open at once. Close one that is no longer needed."
    ),
)
class TooManyDrafts(Coded):
    most: PlainNumber


@coded("caller.no_rulebook_editor", gettext_noop("Only a rulebook editor who has signed in can do this. Ask one."))
class NotRulebookEditor(Coded):
    pass


@coded(
    "rulebook_draft.name_missing",
    gettext_noop("The draft has no name, or one of over %(most)s characters. Give it a short name."),
)
class DraftNameMissing(Coded):
    most: PlainNumber


@coded(
    "rulebook_draft.name_taken",
    gettext_noop("Another open draft has the name '%(name)s'. Give this one another name."),
)
class NameTaken(Coded):
    name: str


@coded("rulebook_draft.closed", gettext_noop("The draft is closed. Begin a new one."))
class DraftClosed(Coded):
    pass


@coded(
    "rulebook_draft.no_such_file",
    gettext_noop(
        "'%(path)s' is not a file of a rulebook. Rules are rulebook/FAMILY/CODE_words.yaml, numbers are "
        "parameters/NAME.yaml, cases are cases/CODE.yaml; laws.yaml and causes.yaml stand beside them."
    ),
)
class NoSuchFile(Coded):
    path: str


@coded(
    "rulebook_draft.changed_meanwhile",
    gettext_noop("Somebody saved this file after you had opened it. Compare both versions, then save again."),
)
class RulebookDraftChanged(Coded):
    pass


@coded("rulebook_draft.unchanged", gettext_noop("Nothing differs from what is stored. Change the text, then save."))
class NothingChanged(Coded):
    pass


@coded(
    "rulebook_draft.too_long",
    gettext_noop("The file has more than %(most)s characters. Split it, or remove what it does not need."),
)
class FileTooLong(Coded):
    most: PlainNumber


@coded(
    "rulebook_draft.conflicts",
    gettext_noop(
        "The draft and the rulebook in force both changed these files: %(files)s. Choose for each which text to keep."
    ),
)
class RebaseConflicts(Coded):
    files: tuple[str, ...]


@coded("rulebook_draft.base_in_force", gettext_noop("The draft already rests on the rulebook in force."))
class BaseInForce(Coded):
    pass


@coded(
    "rulebook_draft.does_not_compile",
    gettext_noop("%(path)s has an error in line %(line)s. Correct the errors of the draft first."),
)
class DoesNotCompile(Coded):
    path: str
    line: PlainNumber


@coded(
    "rulebook_draft.before_ministries",
    gettext_noop(
        "The register knows of no organisation before 2001-01-06, the reform of the ministries. Give a later day."
    ),
)
class BeforeMinistries(Coded):
    pass


@coded("rulebook_draft.trial_runs", gettext_noop("The draft is being tried already. Wait for the result."))
class TrialRuns(Coded):
    pass


@coded(
    "rulebook_draft.workers_lost",
    gettext_noop("Two workers ended in the middle of it. The administrator of the server finds the reason in its log."),
)
class TrialWorkersLost(Coded):
    pass


@coded(
    "rulebook_draft.no_such_number",
    gettext_noop("There is no number '%(name)s' with a whole value on that day. Choose another number or day."),
)
class NoSuchNumber(Coded):
    name: str


@coded(
    "rulebook_draft.number_of_organisation",
    gettext_noop(
        "Only rules on the organisation of government read '%(name)s', and a curve counts findings on partnerships. "
        "Write another value into the draft and try the draft instead."
    ),
)
class NumberOfOrganisation(Coded):
    name: str


@coded(
    "rulebook_draft.values_wrong",
    gettext_noop(
        "The values cannot be tried. Give a least and a greatest whole number from 0 on, and up to %(most)s steps."
    ),
)
class ValuesWrong(Coded):
    most: PlainNumber


@coded(
    "rulebook_draft.cases_wrong",
    gettext_noop(
        "The cases of %(rule)s cannot be read, are missing, or are not answered as they say. Run the cases and correct "
        "them first."
    ),
)
class CasesWrong(Coded):
    rule: str
