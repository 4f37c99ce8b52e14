"""The shapes of a case, its findings' decisions, reviewers and conditions, for OpenAPI."""

from typing import Any

from rest_framework import serializers

from rules.models import CaseState, DecisionKind, ScreeningVerdict, Severity, Trigger
from rules.models.outcome import Outcome
from rules.review.casework.act_table import Act
from rules.review.casework.moving import MOVES
from rules.review.casework.standing import StandingKind
from rules.web.api.coded_shapes import CodedShape
from rules.web.api.shapes import Text

Shape = serializers.Serializer[Any]  # Any: plain data
STANDINGS = [(each.value, each.value) for each in StandingKind]
ACTS = [(each.value, each.value) for each in Act]
MOVING = [(each.value, each.value) for each in MOVES]
WITHHELD = "A text that may name kin, gifts or income is 'withheld' for a role that may not see those."


class OfferedShape(Shape):
    """An act that the present state offers."""

    act = serializers.ChoiceField(ACTS)
    leads_to = serializers.ChoiceField(CaseState.choices)
    possible = serializers.BooleanField(help_text="Whether the caller can do it now.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why it is not possible now, for people.")
    reasons_said = CodedShape(many=True, help_text="The same as codes.")


class CaseFindingShape(Shape):
    """The state of a finding of the newest finished assessment."""

    finding = serializers.IntegerField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    standing = serializers.ChoiceField(STANDINGS)
    settled = serializers.BooleanField(help_text="Whether reviewers have decided it and the decision counts.")
    waits = serializers.BooleanField(help_text="Whether a reviewer still has to decide it: never in a closed case.")
    seen = serializers.CharField(
        help_text="Identifies evidence and last decision: send it when you decide several at once."
    )
    decisions = serializers.CharField(help_text="Address of its decisions.")


class AcknowledgedShape(Shape):
    """The reason why a case can proceed although a rule could not be assessed."""

    reason = serializers.CharField(help_text=WITHHELD)
    by = serializers.CharField()
    at = serializers.DateTimeField()


class LaterRevisionShape(Shape):
    """A revision that came in after the finding was last found."""

    revision = serializers.IntegerField()
    by = serializers.CharField(allow_blank=True, help_text="Empty: a body's system.")
    at = serializers.DateTimeField()


class GoneSinceShape(Shape):
    """The origin of a finding's withdrawal: the assessment and the revisions."""

    assessment = serializers.UUIDField(help_text="The first finished assessment without it.")
    at = serializers.DateTimeField(help_text="When that assessment was requested.")
    trigger = serializers.ChoiceField(Trigger.choices, help_text="Why.")
    revisions = LaterRevisionShape(many=True)


class GoneShape(Shape):
    """A high or critical finding that an earlier assessment had and the newest finished one no longer has."""

    finding = serializers.IntegerField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices, help_text="Its worst severity.")
    last_in = serializers.UUIDField(help_text="The last assessment that had it: send it with the acknowledgement.")
    gone_since = GoneSinceShape(allow_null=True)
    lacking = serializers.IntegerField(help_text="How many people have to acknowledge it before the case is cleared.")
    acknowledged = AcknowledgedShape(many=True)


class UnassessedShape(Shape):
    """A rule that could not be assessed."""

    code = serializers.CharField()
    outcome = serializers.ChoiceField(Outcome.choices)
    lacking = serializers.CharField(help_text="Identifies the missing data: send it with the acknowledgement.")
    acknowledged = AcknowledgedShape(allow_null=True)


class ReviewerShape(Shape):
    """An assigned reviewer and the result of their screening."""

    assignment = serializers.IntegerField()
    account = serializers.CharField()
    verdict = serializers.ChoiceField(ScreeningVerdict.choices)
    ready = serializers.BooleanField(help_text="Whether their ties are settled, so that they may decide.")
    gaps = serializers.ListField(child=serializers.CharField(), help_text="Ties that could not be looked up.")
    gaps_said = CodedShape(many=True, help_text="The same as codes.")
    declared = serializers.BooleanField(help_text="Whether they have signed that they have no tie.")


class DoneShape(Shape):
    """The note that a condition is done."""

    note = serializers.CharField(help_text=WITHHELD)
    by = serializers.CharField()
    at = serializers.DateTimeField()


class ConditionShape(Shape):
    """A condition of the case, or a measure of a mitigated finding."""

    condition = serializers.IntegerField()
    finding = serializers.IntegerField(
        allow_null=True, help_text="The finding that the measure belongs to; null: a condition of the case."
    )
    text = serializers.CharField(help_text=WITHHELD)
    owner = serializers.CharField()
    due_on = serializers.DateField(help_text="The deadline.")
    overdue = serializers.BooleanField()
    done = DoneShape(allow_null=True)


class MoveShape(Shape):
    """One change of state."""

    act = serializers.ChoiceField(ACTS)
    before = serializers.ChoiceField(CaseState.choices)
    after = serializers.ChoiceField(CaseState.choices)
    reason = serializers.CharField(allow_blank=True, help_text=WITHHELD)
    reason_said = CodedShape(many=True, help_text="The reasons of the system as codes; empty if a person gave one.")
    by = serializers.CharField(allow_blank=True, help_text="Empty: the system, or a body's system.")
    at = serializers.DateTimeField()


class HoldShape(Shape):
    """A legal hold over the case: nobody is erased from it, and its documents are not disposed of."""

    hold = serializers.IntegerField(help_text="Number of the hold, on the page of retention.")
    since = serializers.DateTimeField()
    by = serializers.CharField()


class CaseShape(Shape):
    """A case in its present state, with the acts open to the caller."""

    partnership = serializers.UUIDField()
    state = serializers.ChoiceField(CaseState.choices)
    version = serializers.IntegerField(help_text="Number of acts on the case so far.")
    assessment = serializers.UUIDField(
        allow_null=True, help_text="The newest finished assessment, on which this answer is based."
    )
    names_searched = serializers.BooleanField(
        help_text="Whether all names of the case were compared with the register. If not, possible matches may follow."
    )
    acts = OfferedShape(many=True)
    findings = CaseFindingShape(many=True)
    gone = GoneShape(many=True)
    unassessed = UnassessedShape(many=True)
    reviewers = ReviewerShape(many=True)
    conditions = ConditionShape(many=True)
    moves = MoveShape(many=True)
    legal_hold = HoldShape(
        allow_null=True, help_text="Empty if there is none, and for roles that may not know of legal holds."
    )
    declaration = Text(help_text="The declaration that a reviewer signs whose ties could not be looked up.")


class InformationAnswerShape(Shape):
    """An answer of the submitting body to a request for information."""

    number = serializers.IntegerField()
    text = serializers.CharField(help_text=WITHHELD)
    files = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of its files.")
    by = serializers.CharField()
    at = serializers.DateTimeField()


class FindingDecisionShape(Shape):
    """A decision as it was made."""

    number = serializers.IntegerField()
    decided = serializers.ChoiceField(DecisionKind.choices)
    reason = serializers.CharField(help_text=WITHHELD)
    ends_on = serializers.DateField(allow_null=True)
    asked_of = serializers.CharField(allow_blank=True)
    answer_by = serializers.DateField(allow_null=True)
    measures = ConditionShape(many=True)
    severity = serializers.ChoiceField(Severity.choices, help_text="Severity of the finding then.")
    assessment = serializers.UUIDField(help_text="The evidence that the decider has read.")
    together = serializers.UUIDField(allow_null=True, help_text="The same value for findings decided at once.")
    counts = serializers.BooleanField(help_text="Whether it is still valid and its author's last one.")
    undone = serializers.BooleanField(help_text="Whether its author undid it soon after.")
    by = serializers.CharField()
    at = serializers.DateTimeField()
    answers = InformationAnswerShape(many=True, help_text="Of a request for information.")


class DecisionsShape(Shape):
    """A finding and all decisions on it."""

    finding = serializers.IntegerField()
    partnership = serializers.UUIDField()
    code = serializers.CharField()
    current = serializers.BooleanField(help_text="Whether the newest finished assessment has it.")
    standing = serializers.ChoiceField(STANDINGS, allow_null=True, help_text="Null if it is not current.")
    statement = Text(allow_null=True)
    decisions = FindingDecisionShape(many=True)
