"""Reasons why a case is not held, checked, packaged or disposed of, each with its remedy."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded, Sentences
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


class KeepingRefusedError(CodedError):
    """An act on the keeping of a case that is not possible."""


@coded("keeping.not_reviewer", gettext_noop("Only reviewers set and lift legal holds and check retention. Ask one."))
class OnlyReviewersKeep(Coded):
    pass


@coded(
    "keeping.not_shown",
    gettext_noop("Only reviewers, auditors and administrators see retention and legal holds. Ask one."),
)
class KeepingNotShown(Coded):
    pass


@coded("keeping.no_reason", gettext_noop("Give the reason in a sentence: somebody will ask for it years later."))
class KeepingUnexplained(Coded):
    pass


@coded(
    "keeping.unknown_case",
    gettext_noop(
        "No case that you may see is called %(given)s. Copy the reference or the id from the page of the case."
    ),
)
class UnknownCase(Coded):
    given: str


@coded("keeping.no_cases", gettext_noop("Name at least one case, by its reference or its id."))
class NoCasesNamed(Coded):
    pass


@coded(
    "keeping.too_many_cases", gettext_noop("A hold covers at most %(most)s cases. Set several holds for more of them.")
)
class TooManyCases(Coded):
    most: PlainNumber


@coded(
    "keeping.ambiguous_case",
    gettext_noop("Several cases are called %(given)s. Copy the id from the address of the page of the case."),
)
class AmbiguousCase(Coded):
    given: str


@coded(
    "keeping.unknown_hold",
    gettext_noop("No hold that you may see has this number. Copy it from the list of holds."),
)
class UnknownHold(Coded):
    pass


@coded("keeping.lifted", gettext_noop("This hold was lifted before. Nothing changed."))
class HoldLifted(Coded):
    pass


@coded("keeping.same_person", gettext_noop("Another person than who set a hold lifts it. Ask another reviewer."))
class AnotherMustLift(Coded):
    pass


@coded(
    "keeping.keeper_unknown",
    gettext_noop(
        "Your account, or that of the reviewer who acted before, is not linked to a person in the register, so nobody "
        "can tell whether two people act. Ask an administrator to link it."
    ),
)
class KeeperUnknown(Coded):
    pass


@coded(
    "keeping.excluded",
    gettext_noop("You are excluded from case %(reference)s, so another reviewer must do this."),
)
class ExcludedFromCase(Coded):
    reference: str


@coded(
    "keeping.case_unreadable",
    gettext_noop("This hold also covers a case that you may not see, so another reviewer must lift it."),
)
class HoldUnreadable(Coded):
    pass


@coded(
    "keeping.person_unknown",
    gettext_noop(
        "This account is not linked to a person in the register, so nobody can tell whether another person than the "
        "reviewer carries this out. Link it, or name another administrator."
    ),
)
class DisposerUnknown(Coded):
    pass


@coded("keeping.unknown_measure", gettext_noop("Choose the transfer to the National Archives or the disposal."))
class UnknownMeasure(Coded):
    pass


@coded(
    "keeping.held",
    gettext_noop(
        "Case %(reference)s is under legal hold %(hold)s since %(since)s. Another reviewer must lift the hold first."
    ),
)
class CaseHeld(Coded):
    reference: str
    hold: PlainNumber
    since: date


@coded("keeping.open", gettext_noop("The case is open. Wait until it is cleared, returned, refused or withdrawn."))
class CaseStillOpen(Coded):
    pass


@coded(
    "keeping.no_end",
    gettext_noop("Nobody stated when the partnership ends, so its retention has no end. Ask the body for a revision."),
)
class EndNotStated(Coded):
    pass


@coded("keeping.retained", gettext_noop("The documents are under retention until %(until)s."))
class StillRetained(Coded):
    until: date


@coded("keeping.being_assessed", gettext_noop("An assessment of the case is under way. Wait until it has finished."))
class StillAssessed(Coded):
    pass


@coded(
    "keeping.conditions",
    gettext_noop(
        "A condition or measure of the case is not done. A reviewer must note that it is done, with its basis."
    ),
)
class RetentionConditionsOpen(Coded):
    pass


@coded(
    "keeping.appeal",
    gettext_noop(
        "A dispute of the case has no stated end: a claim, complaint or appeal. Ask the body for a revision once it is "
        "over."
    ),
)
class DisputeOpen(Coded):
    pass


@coded(
    "keeping.sampled",
    gettext_noop("An auditor drew the case in a sample, which is kept until %(until)s."),
)
class StillSampled(Coded):
    until: date


@coded(
    "keeping.not_checked",
    gettext_noop(
        "No reviewer has chosen the measure since the case last changed. A reviewer does so on the retention page."
    ),
)
class NotChecked(Coded):
    pass


@coded("keeping.own_check", gettext_noop("Another person than who chose the measure carries it out."))
class AnotherMustDispose(Coded):
    pass


@coded(
    "keeping.no_basis",
    gettext_noop(
        "Give the basis: the receipt of the National Archives for a transfer, or the consent to a disposal, with its "
        "number and day."
    ),
)
class NoBasis(Coded):
    pass


@coded(
    "keeping.no_package",
    gettext_noop("A transfer needs the package that was handed over. Make one with `manage.py retention package`."),
)
class NoPackage(Coded):
    pass


@coded(
    "keeping.package_wrong",
    gettext_noop("The package is not that of the case as it is: %(path)s. Make another one, and transfer that."),
)
class PackageDiffers(Coded):
    path: str


@coded("keeping.disposed", gettext_noop("The documents of this case were disposed of before."))
class DisposedBefore(Coded):
    pass


@coded("keeping.obstacles", gettext_noop("%(reasons)s"))
class KeepingObstacles(Coded):
    """All obstacles, one after the other."""

    reasons: Sentences


@coded(
    "keeping.not_due",
    gettext_noop(
        "The retention of this case is not over, or nobody stated when the partnership ends. Nothing changed."
    ),
)
class NotDue(Coded):
    pass


@coded(
    "keeping.overview_not_shown",
    gettext_noop("Only auditors see the overview of data protection. Ask one, or an administrator for that role."),
)
class OverviewNotShown(Coded):
    pass
