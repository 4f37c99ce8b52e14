"""Reasons why a person cannot be erased, each with its remedy."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded, Sentences
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("erasure.cases", gettext_noop("%(named)s"))
class SomeCases(Coded):
    named: tuple[str, ...]


@coded("erasure.more_cases", gettext_noop("%(named)s and %(more)s more"))
class MoreCases(Coded):
    named: tuple[str, ...]
    more: PlainNumber


@coded(
    "erasure.open_case",
    gettext_noop(
        "An open case names them: %(cases)s. Wait until each is cleared, returned, refused or withdrawn: the reviewers "
        "must know the person concerned."
    ),
)
class OpenCaseNames(Coded):
    cases: Coded


@coded(
    "erasure.being_assessed",
    gettext_noop("An assessment is under way: %(cases)s. Wait until it has finished."),
)
class CaseBeingAssessed(Coded):
    cases: Coded


@coded(
    "erasure.import_kept",
    gettext_noop("The file of import %(job)s is still kept, and may name them. Let the import end, or cancel it."),
)
class ImportKept(Coded):
    job: str


@coded(
    "erasure.can_sign_in",
    gettext_noop("They can sign in as %(account)s. An administrator must end that first."),
)
class CanSignIn(Coded):
    account: str


@coded(
    "erasure.not_replayed",
    gettext_noop("Assessment %(assessment)s cannot be replayed as it is: %(difference)s. Find out why first."),
)
class NotReplayed(Coded):
    assessment: str
    difference: str


@coded(
    "erasure.other_findings",
    gettext_noop("Assessment %(assessment)s would have other findings without the name. Nothing was erased."),
)
class OtherFindingsWithout(Coded):
    assessment: str


@coded(
    "erasure.no_reason",
    gettext_noop("Give the reason: an erasure without one cannot be reviewed afterwards."),
)
class ErasureWithoutReason(Coded):
    pass


@coded(
    "erasure.done_before",
    gettext_noop("The register has nothing to erase about this person: it was done before."),
)
class ErasedBefore(Coded):
    pass


@coded(
    "erasure.only_retained",
    gettext_noop(
        "Only documents under retention still name this person. They stay until their period ends; the plan names them."
    ),
)
class OnlyRetained(Coded):
    pass


@coded("erasure.changed_meanwhile", gettext_noop("The data changed in the meantime. Run the command again."))
class ChangedMeanwhile(Coded):
    pass


@coded("erasure.obstacles", gettext_noop("%(reasons)s"))
class ErasureObstacles(Coded):
    """All obstacles, one after the other."""

    reasons: Sentences
