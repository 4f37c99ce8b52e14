"""/findings/{id}/decisions/: all decisions on a finding, and a new one."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from rules.access.sensitive_reads import note_assessment, sensitive_in_findings
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.models import CaseCondition, Finding
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.standing import FindingStanding
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.web.api.cases.case_answers import condition_json, decision_json, refusals_as_problems
from rules.web.api.cases.case_bodies import FindingDecisionBody
from rules.web.api.cases.case_shapes import DecisionsShape
from rules.web.api.endpoint import FindingEndpoint, Json, account_of, caller_of
from rules.web.api.shared_descriptions import ACTING_REFUSALS, ETAG, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED


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
        rows = finding.decisions.select_related("account").order_by("number")
        measures: dict[int, list[Json]] = {}
        conditions = CaseCondition.objects.filter(decision__finding=finding).order_by("due_on", "pk")
        late = {pk for each in view.conditions if each.overdue for pk in each.rows}
        done = {pk: each.noted for each in view.conditions for pk in each.rows}
        for each in conditions.select_related("done__account", "decision"):
            noted = done.get(each.pk, each.done if hasattr(each, "done") else None)
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
