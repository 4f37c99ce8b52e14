"""The reasons why an act on a draft of a reorganisation is refused, by code."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


class ReorganisationRefusedError(CodedError):
    """An act on a draft that is not done: the code says why, and what to do."""


class ReorganisationQuotaError(ReorganisationRefusedError):
    """A document with which its owner would have more stored than they may."""


@coded(
    "reorganisation_draft.too_many_open",
    gettext_noop("At most %(most)s drafts of one owner are open at once. Withdraw one that is no longer needed."),
)
class TooManyOpenDrafts(Coded):
    most: PlainNumber


@coded(
    "caller.no_planner",
    gettext_noop("Only a planner, or a system of a body with a key for drafts, can do this. Ask one."),
)
class NotPlanner(Coded):
    pass


@coded(
    "caller.no_reader_of_reorganisations",
    gettext_noop("Drafts of reorganisations are for planners, auditors and administrators. Ask one of them."),
)
class NoReaderOfReorganisations(Coded):
    pass


@coded(
    "reorganisation_draft.of_another",
    gettext_noop("The draft is another's: only its owner changes it. Copy it, and change the copy."),
)
class DraftOfAnother(Coded):
    pass


@coded(
    "reorganisation_draft.reference_taken",
    gettext_noop(
        "Another draft of yours has the reference %(reference)s and other content. Change that draft, or choose "
        "another reference."
    ),
)
class ReorganisationReferenceTaken(Coded):
    reference: str


@coded(
    "reorganisation_draft.reference_long",
    gettext_noop("The reference is longer than %(most)s characters. Shorten it."),
)
class ReferenceTooLong(Coded):
    most: PlainNumber


@coded(
    "reorganisation_draft.over",
    gettext_noop("The draft is in the state '%(state)s' and can only be read. Copy it, and change the copy."),
)
class DraftOver(Coded):
    state: Label


@coded(
    "reorganisation_draft.changed_meanwhile",
    gettext_noop(
        "The draft was saved elsewhere after you had opened it. Look at it as it is now, then change it again."
    ),
)
class DraftChangedMeanwhile(Coded):
    pass


@coded(
    "reorganisation_preview.too_many",
    gettext_noop(
        "Workers already compute %(most)s previews of drafts of this owner, as many as they do at once. Wait until one "
        "of them is done, then compute this one again."
    ),
)
class TooManyReorganisationPreviews(Coded):
    most: PlainNumber


@coded("reorganisation_draft.too_many", gettext_noop("At most %(most)s drafts stand side by side. Choose fewer."))
class TooManyCompared(Coded):
    most: PlainNumber


@coded(
    "reorganisation_draft.no_such", gettext_noop("No draft that you may see has the id %(id)s. Choose one of the list.")
)
class NoSuchReorganisation(Coded):
    id: str


@coded(
    "reorganisation_draft.not_in_state",
    gettext_noop("This cannot be done in the state '%(state)s'. Look at the draft as it is now."),
)
class ReorganisationNotInState(Coded):
    state: Label


@coded(
    "reorganisation_draft.person_unknown",
    gettext_noop(
        "Two administrators are two people only if both accounts are linked to a person in the register. Link them, or "
        "let whoever runs the server enact the document with manage.py reorganise."
    ),
)
class PersonUnknown(Coded):
    pass


@coded("caller.no_enacter", gettext_noop("Only an administrator enacts and withdraws reorganisations. Ask one."))
class NoEnacter(Coded):
    pass


@coded(
    "reorganisation_draft.base_present",
    gettext_noop("The draft rests on the organisation as it is now. There is nothing to move."),
)
class BaseIsPresent(Coded):
    pass


@coded(
    "reorganisation_draft.rebase_conflicts",
    gettext_noop(
        "Some acts cannot be done on the organisation as it is now. Change these acts, or move the draft with its "
        "errors on its page."
    ),
)
class RebaseHasConflicts(Coded):
    pass
