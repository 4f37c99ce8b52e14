"""/findings/{id}/decisions/: all decisions on a finding, and a new one."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.bodies import BoundedJSON
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.fields import SentText
from institutions.web.rest.declared.takes import takes
from rules.access.sensitive_reads import note_assessment, sensitive_in_findings
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.models import CaseCondition, DecisionKind, Finding
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.standing import FindingStanding
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.review.casework.undoing import undo_act
from rules.review.correspondence.answering import LONGEST_ANSWER, answer_request
from rules.review.correspondence.attaching import check_files
from rules.review.correspondence.protected_information import DECLARED
from rules.web.api.cases.case_answers import answer_json, condition_json, decision_json, refusals_as_problems
from rules.web.api.cases.case_bodies import FindingDecisionBody
from rules.web.api.cases.case_shapes import DecisionsShape, InformationAnswerShape
from rules.web.api.cases.papers import FileForm
from rules.web.api.endpoint import FindingEndpoint, Json, account_of, caller_of
from rules.web.api.form_body import Form, FormOrJsonFlag, Upload
from rules.web.api.shared_descriptions import (
    ACTING_REFUSALS,
    ETAG,
    IF_MATCH,
    IF_NONE_MATCH,
    NOT_MODIFIED,
    READING_REFUSALS,
)


class InformationAnswerBody(Form):
    """An answer to a request for information, with one file if it needs one."""

    text = SentText(max_length=LONGEST_ANSWER)
    declared_open = FormOrJsonFlag(
        help_text="You confirm that the text holds no protected security information, if it is refused."
    )
    file = Upload(required=False, help_text="As for the files of a case.")


class InformationAnswers(FindingEndpoint):
    """The answers to one request for information."""

    parser_classes = (BoundedJSON, FileForm)  # type: ignore[assignment]  # a form where a file is sent

    @takes(
        InformationAnswerBody,
        operation_id="findings_decisions_answer",
        responses={
            201: OpenApiResponse(InformationAnswerShape, "Stored; the reviewers are notified."),
            **problem_answers(*READING_REFUSALS, problems.NotFound, problems.CannotDecide),
        },
    )
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Answer a request for information, as an officer of the submitting body. `number` is that of the decision."""
        finding, account = self.finding(pk), account_of(request)
        rows = finding.decisions.filter(decided=DecisionKind.MORE_INFORMATION)
        asked = get_object_or_404(rows.select_related("finding__partnership"), number=number)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        with refusals_as_problems():
            refuse_act(read_case(finding.partnership), Act.ANSWER_REQUEST, account)
            given = self.checked_body()
            files = check_files([given["file"]] if given.get("file") else [])
            row = answer_request(asked, given["text"], files, account=account, declared_open=given.get(DECLARED, False))
        return Response(answer_json(row, sensitive=self.reads_sensitive()), status=201)


class DecisionUndoing(FindingEndpoint):
    """The undoing of a decision."""

    @extend_schema(
        operation_id="findings_decisions_undo",
        request=None,
        responses={
            204: OpenApiResponse(description="Undone, with all that were decided at once with it."),
            **problem_answers(problems.Forbidden, problems.NotFound, problems.CannotDecide),
        },
    )
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Undo your last decision, within 15 minutes and while nobody has acted on the case since."""
        finding, account = self.finding(pk), account_of(request)
        decision = get_object_or_404(finding.decisions, number=number)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        with refusals_as_problems():
            undo_act(finding.partnership, account=account, sort="decision", row=decision.pk)
        return Response(status=204)


class FindingDecisions(FindingEndpoint):
    """The decisions of one finding."""

    def answer(self, finding: Finding, view: CaseView) -> tuple[Json, FindingStanding | None]:
        """Return the decisions, and the finding's standing; None if the newest assessment does not have it."""
        sensitive = self.reads_sensitive()
        standing = view.finding(finding.pk)
        said = finding_json(standing.match) if standing else None
        if said and view.done and sensitive:
            note_assessment(caller_of(self.request), view.done, sensitive_in_findings([said]))
        elif said:
            said = finding_without_sensitive(said)
        rows = (
            finding.decisions.with_state()
            .select_related("account")
            .prefetch_related("answers__account", "answers__files")
        )
        rows = rows.order_by("number")
        measures: dict[int, list[Json]] = {}
        conditions = CaseCondition.objects.with_done().filter(decision__finding=finding).order_by("due_on", "pk")
        late = {pk for each in view.conditions if each.overdue for pk in each.rows}
        done = {pk: each.noted for each in view.conditions for pk in each.rows}
        for each in conditions.select_related("decision"):
            noted = done.get(each.pk, each.done)
            measure = {**condition_json(each, noted, sensitive=sensitive), "overdue": each.pk in late}
            measures.setdefault(each.decision_id or 0, []).append(measure)
        counting = {each.pk for each in standing.standing_decisions} if standing else set()
        answer = {
            "finding": finding.pk,
            "partnership": str(finding.partnership_id),
            "code": finding.code,
            "current": standing is not None,
            "standing": standing.standing.value if standing else None,
            "statement": said["statement"] if said else None,
            "decisions": [
                decision_json(row, measures.get(row.pk, []), counts=row.pk in counting, sensitive=sensitive)
                for row in rows
            ],
        }
        return answer, standing

    @extend_schema(
        operation_id="findings_decisions",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: DecisionsShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the decisions in their order. A decision must name the ETag of this answer."""
        finding = self.finding(pk)
        return tagged_response(request, self.answer(finding, read_case(finding.partnership))[0])

    @takes(
        FindingDecisionBody,
        operation_id="findings_decide",
        parameters=[IF_MATCH, ETAG],
        responses={
            200: OpenApiResponse(DecisionsShape, "Decided; all decisions on the finding."),
            **problem_answers(*ACTING_REFUSALS),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        """Decide the finding, as an assigned reviewer with a session: a body's system decides nothing."""
        finding, account = self.finding(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        view = read_case(finding.partnership)
        answer, standing = self.answer(finding, view)
        require_match(request, answer)
        with refusals_as_problems():
            refuse_act(view, Act.DECIDE, account)
            decide_findings(
                finding.partnership,
                {pk: read_token(standing) if standing else ""},
                self.checked_body(),
                account=account,
            )
        return tagged_response(request, self.answer(finding, read_case(finding.partnership))[0])
