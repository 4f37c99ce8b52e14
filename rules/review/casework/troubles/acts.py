"""Reasons why an act on a case is not possible now, each with its remedy."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded, Sentences
from institutions.codes.parameters import NamedInPart, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "act.stale",
    gettext_noop("Somebody else acted on this after you opened it. Nothing was saved: read it again, then decide."),
)
class ActedMeanwhile(Coded):
    pass


@coded("act.unknown", gettext_noop("There is no such action. Reload the page."))
class UnknownAct(Coded):
    pass


@coded("act.not_in_state", gettext_noop("This is not possible in the present state of the case: %(state)s."))
class NotInState(Coded):
    state: Label


@coded("case.not_assessed", gettext_noop("The partnership has not been assessed."))
class NotAssessed(Coded):
    pass


@coded("case.being_assessed", gettext_noop("An assessment is under way. Wait until it has finished."))
class BeingAssessed(Coded):
    pass


@coded(
    "case.assessment_failed",
    gettext_noop("The newest assessment has failed. An administrator can start it again."),
)
class NewestAssessmentFailed(Coded):
    pass


@coded("case.revision_not_assessed", gettext_noop("The current revision has not been assessed."))
class RevisionNotAssessed(Coded):
    pass


@coded("case.no_reviewer", gettext_noop("No reviewer without ties is assigned. Assign one."))
class NoReviewer(Coded):
    pass


@coded(
    "case.confirmed",
    gettext_noop("Confirmed: %(rules)s. Clear the case with conditions, return or refuse it."),
)
class FindingsConfirmed(Coded):
    rules: NamedInPart


@coded(
    "case.conditions_open",
    gettext_noop("Measures or conditions are not done yet. Clear the case with conditions, or have them done first."),
)
class ConditionsOpen(Coded):
    pass


@coded("case.no_condition", gettext_noop("No condition is set. Add one, or clear the case without conditions."))
class NoCondition(Coded):
    pass


@coded("case.without_condition", gettext_noop("Confirmed without a condition of the case: %(rules)s. Add one."))
class ConfirmedWithoutCondition(Coded):
    rules: NamedInPart


@coded(
    "case.condition_overdue",
    gettext_noop("%(number)s condition is overdue. Have it done, or decide the finding again with another date."),
)
class ConditionOverdue(Coded):
    number: PlainNumber


@coded(
    "case.conditions_overdue",
    gettext_noop("%(number)s conditions are overdue. Have them done, or decide the findings again with other dates."),
)
class ConditionsOverdue(Coded):
    number: PlainNumber


@coded("case.undecided", gettext_noop("%(standing)s: %(rules)s. Decide it."))
class FindingsUndecided(Coded):
    standing: Label
    rules: NamedInPart


@coded(
    "case.rule_unaddressed",
    gettext_noop("%(number)s rule could not be assessed and nobody has acknowledged it: %(rules)s."),
)
class RuleUnaddressed(Coded):
    number: PlainNumber
    rules: NamedInPart


@coded(
    "case.rules_unaddressed",
    gettext_noop("%(number)s rules could not be assessed and nobody has acknowledged them: %(rules)s."),
)
class RulesUnaddressed(Coded):
    number: PlainNumber
    rules: NamedInPart


@coded(
    "case.withdrawn_unaddressed",
    gettext_noop(
        "%(number)s high or critical finding was withdrawn by new data, which is not acknowledged: %(rules)s. A "
        "critical one needs two people."
    ),
)
class WithdrawnUnaddressed(Coded):
    number: PlainNumber
    rules: NamedInPart


@coded(
    "case.several_withdrawn_unaddressed",
    gettext_noop(
        "%(number)s high or critical findings were withdrawn by new data, which is not acknowledged: %(rules)s. A "
        "critical one needs two people."
    ),
)
class SeveralWithdrawnUnaddressed(Coded):
    number: PlainNumber
    rules: NamedInPart


@coded(
    "acknowledgement.rule_assessed",
    gettext_noop("The newest assessment could assess this rule. There is nothing to acknowledge."),
)
class RuleAssessed(Coded):
    pass


@coded(
    "acknowledgement.critical_apart",
    gettext_noop("These rules may find something critical: %(rules)s. Acknowledge each missing item separately."),
)
class CriticalApart(Coded):
    rules: NamedInPart


@coded(
    "acknowledgement.not_withdrawn",
    gettext_noop(
        "This finding was not withdrawn by new data, or was never high or critical. There is nothing to acknowledge."
    ),
)
class NotWithdrawn(Coded):
    pass


@coded(
    "acknowledgement.by_you",
    gettext_noop("You have already acknowledged this. A critical finding also needs somebody else."),
)
class AcknowledgedByYou(Coded):
    pass


@coded("acknowledgement.made_already", gettext_noop("This was already acknowledged. Reload the page."))
class AcknowledgedAlready(Coded):
    pass


@coded("recusal.recorded_already", gettext_noop("This recusal is on record already."))
class RecusedAlready(Coded):
    pass


@coded(
    "condition.no_longer_counts",
    gettext_noop("This condition no longer counts. Reload the page: it lists those that do."),
    earlier=(gettext_noop("This condition no longer counts, because the finding was decided again."),),
)
class ConditionGone(Coded):
    pass


@coded("condition.done_already", gettext_noop("This condition is already done. Reload the page."))
class ConditionDoneAlready(Coded):
    pass


@coded(
    "decision.finding_gone",
    gettext_noop("The newest assessment no longer has this finding, so there is nothing to decide."),
)
class NothingToDecide(Coded):
    pass


@coded(
    "decision.nothing_to_undo",
    gettext_noop(
        "You can undo your last act on a case for %(minutes)s minutes, as long as nobody has acted on the case since. "
        "Correct it by another act instead: a finding can be decided again, and the newest decision counts."
    ),
    earlier=(
        gettext_noop(
            "You can undo your last decision for %(minutes)s minutes, as long as nobody has acted on the case since. "
            "Decide the finding again instead: the newest decision counts."
        ),
    ),
)
class NothingToUndo(Coded):
    minutes: PlainNumber


@coded(
    "decision.no_common_cause",
    gettext_noop(
        "Findings can be decided together only if none is critical and, where you confirm them, none names a person. "
        "Decide these separately."
    ),
    earlier=(
        gettext_noop(
            "Findings without a common cause can be decided together only if none is critical and, where you confirm "
            "them, none names a person. Decide these separately."
        ),
        gettext_noop("These findings do not have the same cause. Decide each separately."),
    ),
)
class NoCommonCause(Coded):
    pass


@coded("act.several_reasons", gettext_noop("%(reasons)s"))
class SeveralReasons(Coded):
    """Everything that prevents an act, one sentence after the other."""

    reasons: Sentences
