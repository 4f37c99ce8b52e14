"""The shapes of a case, its findings' decisions, reviewers and conditions, for OpenAPI."""

from typing import Any

from rest_framework import serializers

from rules.models import CaseState, Decided, Severity, Trigger, Verdict
from rules.models.outcome import Outcome
from rules.review.casework.entered import MOST_YEARS_AHEAD
from rules.review.casework.moving import MOVES
from rules.review.casework.standing import Standing
from rules.review.casework.table import Act
from rules.web.api.described import KEPT
from rules.web.api.shapes import Text

Shape = serializers.Serializer[Any]  # Any: plain data
STANDINGS = [(each.value, each.value) for each in Standing]
ACTS = [(each.value, each.value) for each in Act]
MOVING = [(each.value, each.value) for each in MOVES]
AHEAD = f"at most {MOST_YEARS_AHEAD} years ahead"
WITHHELD = "A text that may name kin, gifts or income is 'withheld' for a role that may not see those."


class OfferedShape(Shape):
    """An act that the present state offers."""

    act = serializers.ChoiceField(ACTS)
    leads_to = serializers.ChoiceField(CaseState.choices)
    possible = serializers.BooleanField(help_text="Whether the caller can do it now.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why it is not possible now, for people.")


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
    """The reason why a case can go on although a rule could not be assessed."""

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
    verdict = serializers.ChoiceField(Verdict.choices)
    ready = serializers.BooleanField(help_text="Whether their ties are settled, so that they may decide.")
    gaps = serializers.ListField(child=serializers.CharField(), help_text="Ties that could not be looked up.")
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
    by = serializers.CharField(allow_blank=True, help_text="Empty: the system, or a body's system.")
    at = serializers.DateTimeField()


class CaseShape(Shape):
    """A case in its present state, with the acts open to the caller."""

    partnership = serializers.UUIDField()
    state = serializers.ChoiceField(CaseState.choices)
    version = serializers.IntegerField(help_text="Number of acts on the case so far.")
    assessment = serializers.UUIDField(
        allow_null=True, help_text="The newest finished assessment, on which this answer is based."
    )
    acts = OfferedShape(many=True)
    findings = CaseFindingShape(many=True)
    gone = GoneShape(many=True)
    unassessed = UnassessedShape(many=True)
    reviewers = ReviewerShape(many=True)
    conditions = ConditionShape(many=True)
    moves = MoveShape(many=True)
    declaration = Text(help_text="The declaration that a reviewer signs whose ties could not be looked up.")


class ActBody(Shape):
    """An act that moves the case."""

    act = serializers.ChoiceField(MOVING)
    reason = serializers.CharField(required=False, help_text=f"Required for every act except take_in and begin. {KEPT}")


class MeasureBody(Shape):
    """A measure: its text, owner and due date."""

    text = serializers.CharField()
    owner = serializers.CharField()
    due_on = serializers.DateField(help_text=f"The deadline, {AHEAD}.")


class FindingDecisionBody(Shape):
    """A decision of a finding."""

    decided = serializers.ChoiceField(Decided.choices)
    reason = serializers.CharField(help_text=KEPT)
    ends_on = serializers.DateField(required=False, help_text=f"Last day of a dismissal, {AHEAD}; needed for one.")
    asked_of = serializers.CharField(
        required=False, help_text="Person or body asked for information; required for that decision."
    )
    answer_by = serializers.DateField(required=False, help_text=f"Deadline, {AHEAD}; needed to ask.")
    measures = MeasureBody(
        many=True, required=False, help_text="Required for a mitigation, unless `same_measures` is given."
    )
    same_measures = serializers.BooleanField(
        required=False, help_text="Mitigate by the measures of another reviewer's last valid mitigation."
    )


class SeenFinding(Shape):
    """A finding as the caller has read it."""

    finding = serializers.IntegerField()
    seen = serializers.CharField()


class GroupBody(FindingDecisionBody):
    """One decision of several findings with one cause."""

    findings = SeenFinding(many=True)


class AcknowledgementBody(Shape):
    """The reason why a case can go on: despite a rule not assessed, or a finding withdrawn by new data."""

    code = serializers.CharField(required=False, help_text="The rule; with `lacking`.")
    lacking = serializers.CharField(required=False, help_text="The missing data, as read.")
    finding = serializers.IntegerField(required=False, help_text="The finding withdrawn by new data; with `last_in`.")
    last_in = serializers.UUIDField(required=False, help_text="The last assessment that had it, as read.")
    reason = serializers.CharField(help_text=KEPT)


class AssignmentBody(Shape):
    """The reviewer to assign."""

    reviewer = serializers.CharField(help_text="User name of a reviewer.")


class SignatureBody(Shape):
    """A declaration of no tie: its text is the `declaration` of the case, and kept as it was signed."""

    signature = serializers.CharField(help_text="The reviewer's name as it is on record; otherwise the user name.")


class ReasonBody(Shape):
    """The reason for an act."""

    reason = serializers.CharField(help_text=KEPT)


class RecusalBody(Shape):
    """The recusal of an official."""

    person = serializers.CharField(help_text="Their key in the document.")
    on = serializers.DateField(required=False, help_text="From this day; default: today.")


class NoteBody(Shape):
    """The note on how a condition was met."""

    note = serializers.CharField(help_text=KEPT)


class FindingDecisionShape(Shape):
    """A decision as it was made."""

    number = serializers.IntegerField()
    decided = serializers.ChoiceField(Decided.choices)
    reason = serializers.CharField(help_text=WITHHELD)
    ends_on = serializers.DateField(allow_null=True)
    asked_of = serializers.CharField(allow_blank=True)
    answer_by = serializers.DateField(allow_null=True)
    measures = ConditionShape(many=True)
    severity = serializers.ChoiceField(Severity.choices, help_text="State of the finding then.")
    assessment = serializers.UUIDField(help_text="The evidence that the decider has read.")
    together = serializers.UUIDField(allow_null=True, help_text="The same value for findings decided at once.")
    counts = serializers.BooleanField(help_text="Whether it is still valid and its author's last one.")
    by = serializers.CharField()
    at = serializers.DateTimeField()


class DecisionsShape(Shape):
    """A finding and all decisions on it."""

    finding = serializers.IntegerField()
    partnership = serializers.UUIDField()
    code = serializers.CharField()
    current = serializers.BooleanField(help_text="Whether the newest finished assessment has it.")
    standing = serializers.ChoiceField(STANDINGS, allow_null=True, help_text="Null if it is not current.")
    statement = Text(allow_null=True)
    decisions = FindingDecisionShape(many=True)
