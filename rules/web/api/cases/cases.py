"""/partnerships/{id}/case/: the state of a case, the acts open to the caller, and their execution."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.models import Account, Partnership
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from rules.review.casework.acknowledging import acknowledge_rules, acknowledge_withdrawn
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.assigning import assign_reviewer, declare_none
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.deciding import decide_findings
from rules.review.casework.moving import move_case
from rules.review.casework.recusing import record_recusal, recuse_reviewer
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.review.casework.undoing import undo_act
from rules.web.api.cases.case_answers import case_answer, refusals_as_problems
from rules.web.api.cases.case_bodies import (
    AcknowledgementBody,
    ActBody,
    AssignmentBody,
    ConditionBody,
    GroupBody,
    NoteBody,
    ReasonBody,
    RecusalBody,
    SignatureBody,
)
from rules.web.api.cases.case_shapes import CaseShape
from rules.web.api.endpoint import Endpoint, Json, account_of
from rules.web.api.shared_descriptions import ACTING_REFUSALS, ETAG, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED

Given = dict[str, Any]  # Any: the checked fields of a body
DOING: dict[Any, Any] = {  # Any: as extend_schema takes them
    200: OpenApiResponse(CaseShape, "Done; the case as it is now."),
    **problem_answers(*ACTING_REFUSALS),
}


class CaseEndpoint(Endpoint):
    """A case of a partnership that the caller may read."""

    def partnership(self, pk: UUID) -> Partnership:
        """Return the partnership; Http404 for one that the caller may not read."""
        return get_object_or_404(self.partnerships(), pk=pk)

    def answer(self, view: CaseView) -> Json:
        """Return the case for this caller."""
        return case_answer(view, account_of(self.request), sensitive=self.reads_sensitive())

    def done(
        self, request: Request, pk: UUID, act: Act | None, do: Callable[[CaseView, Account, Given], object]
    ) -> Response:
        """Let a person act by a body. A missing right is reported before the body is checked; `act` is None if the body
        names the act.
        """

        def with_body(view: CaseView, account: Account) -> None:
            if act:
                refuse_act(view, act, account)
            do(view, account, self.checked_body())

        return self.performed(request, pk, with_body)

    def performed(self, request: Request, pk: UUID, do: Callable[[CaseView, Account], object]) -> Response:
        """Let a person who has read the current case act on it. A body's system cannot decide anything."""
        partnership, account = self.partnership(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        view = read_case(partnership)
        require_match(request, self.answer(view))
        with refusals_as_problems():
            do(view, account)
        return tagged_response(request, self.answer(read_case(partnership)))


class CaseDetail(CaseEndpoint):
    """The case itself, and the acts that move it."""

    @extend_schema(
        operation_id="case_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: CaseShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return state, findings and decisions, reviewers, conditions, history, and each act with its obstacles."""
        return tagged_response(request, self.answer(read_case(self.partnership(pk))))

    @takes(ActBody, operation_id="case_act", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Move the case: accept, begin, clear, return, refuse, withdraw or re-open it."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            move_case(
                view.partnership,
                Act(given["act"]),
                account=account,
                version=view.case.version,
                reason=given.get("reason"),
            )

        return self.done(request, pk, None, act)


class CaseDecisions(CaseEndpoint):
    """One decision on several findings."""

    @takes(GroupBody, operation_id="case_decide_group", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Decide several findings at once with one reason: none critical, and none that names a person if confirmed."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            seen = {each["finding"]: each["seen"] for each in given["findings"]}
            decide_findings(view.partnership, seen, given, account=account)

        return self.done(request, pk, Act.DECIDE, act)


class CaseAcknowledgements(CaseEndpoint):
    """Rules that could not be assessed, and findings withdrawn by new data."""

    @takes(AcknowledgementBody, operation_id="case_acknowledge", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Acknowledge a rule that could not be assessed, or a finding withdrawn by new data, with a reason."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            if (finding := given.get("finding")) is None:
                code, lacking = given.get("code", ""), given.get("lacking", "")
                acknowledge_rules(view.partnership, [code], lacking, reason=given["reason"], account=account)
            else:
                last_in = given.get("last_in", "")
                acknowledge_withdrawn(view.partnership, finding, last_in, reason=given["reason"], account=account)

        return self.done(request, pk, Act.ACKNOWLEDGE, act)


class CaseAssignments(CaseEndpoint):
    """The reviewers of the case."""

    @takes(AssignmentBody, operation_id="case_assign", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Screen a reviewer against the parties of the case, and assign them unless they are tied to it (409)."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            found = Account.objects.filter(username=given["reviewer"]).first()
            assign_reviewer(view.partnership, found, account=account, version=view.case.version)

        return self.done(request, pk, Act.ASSIGN, act)


class CaseDeclarations(CaseEndpoint):
    """The caller's own declaration."""

    @takes(SignatureBody, operation_id="case_declare", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Sign that you have no tie to the case, if your ties could not be looked up."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            declare_none(view.partnership, signature=given["signature"], account=account, version=view.case.version)

        return self.done(request, pk, Act.DECLARE, act)


class CaseRecusal(CaseEndpoint):
    """The caller's own recusal."""

    @takes(ReasonBody, operation_id="case_recuse", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Recuse yourself: your assignment ends, and your decisions are no longer valid."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            recuse_reviewer(view.partnership, reason=given["reason"], account=account, version=view.case.version)

        return self.done(request, pk, Act.RECUSE, act)


class CaseRecusals(CaseEndpoint):
    """Recusals of officials."""

    @takes(RecusalBody, operation_id="case_record_recusal", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Record that an official takes no part: the next revision says so, and is assessed again."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            record_recusal(
                view.partnership,
                given["person"],
                account=account,
                version=view.case.version,
                on=given.get("on"),
            )

        return self.done(request, pk, Act.RECORD_RECUSAL, act)


class CaseUndoing(CaseEndpoint):
    """The undoing of the caller's last act."""

    @extend_schema(
        operation_id="case_undo",
        request=None,
        parameters=[IF_MATCH, ETAG],
        responses=DOING,
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Undo your last act on the case, within 15 minutes and while nobody has acted on the case since: a decision,
        an acknowledgement, a condition or the note that it is done, an assignment, or a move to another state.
        """
        return self.performed(request, pk, lambda view, account: undo_act(view.partnership, account=account))


class CaseConditions(CaseEndpoint):
    """Conditions of the case."""

    @takes(ConditionBody, operation_id="case_add_condition", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Set a condition of the case."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            add_condition(view.partnership, given, account=account, version=view.case.version)

        return self.done(request, pk, Act.ADD_CONDITION, act)


class CaseConditionDone(CaseEndpoint):
    """The completion of a condition."""

    @takes(NoteBody, operation_id="case_fulfil", parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID, condition: int) -> Response:
        """Note that a condition is done, and how."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            fulfil_condition(view.partnership, condition, note=given["note"], account=account)

        return self.done(request, pk, Act.FULFIL, act)
