"""The bodies of acts on a case and on its findings. Whatever depends on the case is checked by the act itself."""

from collections import Counter
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.web.rest.declared.body import Body, Row
from institutions.web.rest.declared.fields import AsRead, Day, Flag, Id, ReasonText, SentText, Whole, Word
from institutions.web.rest.declared.troubles import ItemTwice, refusal
from rules.models import DecisionKind
from rules.review.casework.entry_errors import LONGEST_NAME, LONGEST_REASON, MOST_YEARS_AHEAD
from rules.web.api.cases.case_shapes import MOVING
from rules.web.api.endpoint import Json
from rules.web.api.shared_descriptions import KEPT

AHEAD: Final = f"at most {MOST_YEARS_AHEAD} years ahead"


class ActBody(Body):
    """An act that moves the case."""

    act = Word(MOVING)
    reason = SentText(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=LONGEST_REASON,
        help_text=f"Required for every act except take_in and begin. {KEPT}",
    )


class MeasureBody(Row):
    """A measure: its text, owner and due date."""

    text = SentText(max_length=LONGEST_REASON)
    owner = SentText(max_length=LONGEST_NAME)
    due_on = Day(help_text=f"The deadline, {AHEAD}.")


class ConditionBody(MeasureBody, Body):
    """A condition of the case."""


class FindingDecisionBody(Body):
    """A decision of a finding."""

    decided = Word(DecisionKind.choices)
    reason = ReasonText(max_length=LONGEST_REASON, help_text=KEPT)
    ends_on = Day(required=False, allow_null=True, help_text=f"Last day of a dismissal, {AHEAD}; needed for one.")
    asked_of = SentText(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=LONGEST_NAME,
        help_text="Person or body asked for information; required for that decision.",
    )
    answer_by = Day(required=False, allow_null=True, help_text=f"Deadline, {AHEAD}; needed to ask.")
    measures = MeasureBody(
        many=True,
        required=False,
        allow_null=True,
        help_text="Required for a mitigation, unless `same_measures` is given.",
    )
    same_measures = Flag(
        required=False,
        allow_null=True,
        help_text="Mitigate by the measures of another reviewer's last valid mitigation.",
    )


class SeenFinding(Row):
    """A finding as the caller has read it."""

    finding = Whole()
    seen = SentText(allow_blank=True)


class GroupBody(FindingDecisionBody):
    """One decision of several findings that one reason may serve."""

    findings = SeenFinding(many=True, allow_empty=False)

    def validate_findings(self, given: list[Json]) -> list[Json]:
        """Return the findings, unless one is listed twice: it is decided as it was seen."""
        finding, times = Counter(each["finding"] for each in given).most_common(1)[0]
        if times > 1:
            raise refusal(ItemTwice(value=outside_value(finding)))
        return given


class AcknowledgementBody(Body):
    """The reason why a case can proceed: despite a rule not assessed, or a finding withdrawn by new data."""

    code = AsRead(required=False, help_text="The rule; with `lacking`.")
    lacking = AsRead(required=False, help_text="The missing data, as read.")
    finding = Whole(required=False, help_text="The finding withdrawn by new data; with `last_in`.")
    last_in = Id(required=False, help_text="The last assessment that had it, as read.")
    reason = ReasonText(max_length=LONGEST_REASON, help_text=KEPT)


class AssignmentBody(Body):
    """The reviewer to assign."""

    reviewer = SentText(help_text="User name of a reviewer.")


class SignatureBody(Body):
    """A declaration of no tie: its text is the `declaration` of the case, and kept as it was signed."""

    signature = SentText(
        max_length=LONGEST_NAME, help_text="The reviewer's name as it is on record; otherwise the user name."
    )


class ReasonBody(Body):
    """The reason for an act."""

    reason = ReasonText(max_length=LONGEST_REASON, help_text=KEPT)


class RecusalBody(Body):
    """The recusal of an official."""

    person = SentText(help_text="Their key in the document.")
    on = Day(required=False, allow_null=True, help_text="From this day; default: today.")


class NoteBody(Body):
    """The note on how a condition was met."""

    note = ReasonText(max_length=LONGEST_REASON, help_text=KEPT)
