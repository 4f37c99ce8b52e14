"""/assessments/{id}/why-not/{code}/ and /assessments/{id}/clearing/: computed on request."""

from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.access.sensitive_reads import note_assessment, sensitive_in_snapshot
from rules.assessing.precheck_places import AGAIN_SECONDS, PrecheckBusyError
from rules.assessing.result_lines import ResultReader
from rules.engine.evaluating.near_matches import WhyNot
from rules.explaining.clearing.assessed_findings import CannotExplainError, clearing_of, why_rule_stopped
from rules.models import Assessment, Outcome, Severity
from rules.models.outcome_reading import outcomes_of
from rules.web.api.api_troubles import ExplanationWithheld, NoOutcome
from rules.web.api.cases.assessments import ReadableAssessment
from rules.web.api.endpoint import caller_of
from rules.web.api.shapes import SaidShape, Text


class WhyNotShape(serializers.Serializer[object]):
    """The place where one rule stopped."""

    code = serializers.CharField()
    outcome = serializers.ChoiceField(Outcome.choices)
    does_not_apply = SaidShape(many=True, help_text="Why the rule does not apply; empty if it does.")
    stops = SaidShape(
        many=True,
        help_text="The condition at which each of the rule's ways to fire stops, the one that comes furthest first.",
    )


class NewFindingShape(serializers.Serializer[object]):
    """A finding that a change would cause."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)


class ChangeShape(Text):
    """A supposition, for programs and for people."""

    code = serializers.CharField(help_text="Name of the code, such as suppose.ended.")
    parameters = serializers.DictField(help_text="The parameters of the code.")
    text = Text(help_text="The same as `en` and `ja` beside it.")


class WayShape(serializers.Serializer[object]):
    """Changes that together clear a finding, and their other effects."""

    changes = ChangeShape(
        many=True, help_text="Suppositions for people, such as: if this were on record. They are not advice."
    )
    also_clears = serializers.ListField(child=serializers.CharField(), help_text="Codes of other findings.")
    newly_flags = NewFindingShape(many=True)
    newly_not_assessable = serializers.ListField(child=serializers.CharField(), help_text="Codes of rules.")


class ClearedShape(serializers.Serializer[object]):
    """The ways to clear one finding."""

    code = serializers.CharField()
    fingerprint = serializers.CharField(help_text="Identifies the finding from one assessment to the next.")
    severity = serializers.ChoiceField(Severity.choices)
    ways = WayShape(many=True, help_text="The smallest first; empty if none of the changes tried clears it.")
    tried = serializers.IntegerField(help_text="How many changes and pairs of changes were tried.")
    all_tried = serializers.BooleanField(help_text="False if there were more possible changes than are tried.")


class ExplainedAssessment(ReadableAssessment):
    """An explanation of an assessment. It names facts of any kind, so it needs the right to read all of them."""

    def explained(self, pk: UUID) -> Assessment:
        """Return the assessment; Forbidden for a caller who may not read all of its facts."""
        if not self.reads_sensitive():
            raise problems.Forbidden(ExplanationWithheld())
        assessment = self.assessment(pk)
        note_assessment(caller_of(self.request), assessment, sensitive_in_snapshot(assessment))
        return assessment


class WhyNotDetail(ExplainedAssessment):
    """The reason why a rule did not fire."""

    @extend_schema(
        operation_id="assessments_why_not",
        responses={
            200: WhyNotShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.CannotExplain),
        },
    )
    def get(self, request: Request, pk: UUID, code: str) -> Response:
        """Return which condition failed first in the assessment's snapshot, and which facts came nearest."""
        del request
        assessment = self.explained(pk)
        outcome = outcomes_of(assessment).get(code)
        try:
            stopped = why_rule_stopped(assessment, code)
        except CannotExplainError as trouble:
            raise problems.CannotExplain(trouble.said) from trouble
        if outcome is None:
            raise problems.NotFound(NoOutcome(rule=code))
        return Response({"code": code, "outcome": outcome.outcome, **stopped_answer(assessment, stopped)})


class ClearingList(ExplainedAssessment):
    """The ways to clear the findings of an assessment."""

    @extend_schema(
        operation_id="assessments_clearing",
        responses={
            200: OpenApiResponse(ClearedShape(many=True), "One entry for each finding, by code."),
            **problem_answers(problems.Forbidden, problems.NotFound, problems.CannotExplain, problems.Busy),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Try single changes of the statements, and pairs if no single one suffices; computed again each time.

        503: the process is busy with another large document (`Retry-After`).
        """
        del request
        try:
            return Response([each.to_json() for each in clearing_of(self.explained(pk))])
        except CannotExplainError as trouble:
            raise problems.CannotExplain(trouble.said) from trouble
        except PrecheckBusyError as busy:
            raise problems.Busy(busy.said, headers={"Retry-After": str(AGAIN_SECONDS)}) from busy


def stopped_answer(assessment: Assessment, stopped: WhyNot) -> dict[str, list[dict[str, object]]]:
    """Return the engine's reasons, for programs and for people."""
    reader = ResultReader.of(assessment)
    return {
        "does_not_apply": [reader.said(each).to_json() for each in stopped.applies],
        "stops": [reader.said(each).to_json() for each in stopped.variants],
    }
