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
from institutions.web.rest.conditional import require_match, tagged
from institutions.web.rest.known_fields import fields_of
from rules.review.casework.acknowledging import acknowledge, acknowledge_gone
from rules.review.casework.assigning import assign, declare_none
from rules.review.casework.conditions import add_condition, fulfil
from rules.review.casework.deciding import decide
from rules.review.casework.errors import InvalidError
from rules.review.casework.moving import MOVES, move
from rules.review.casework.offered import NOBODY
from rules.review.casework.recusing import record_recusal, recuse
from rules.review.casework.table import Act
from rules.review.casework.view import CaseView, read_case
from rules.web.api.cases.case_answers import case_json, refusals_as_problems
from rules.web.api.cases.case_shapes import (
    AcknowledgementBody,
    ActBody,
    AssignmentBody,
    CaseShape,
    FindingDecisionBody,
    GroupBody,
    MeasureBody,
    NoteBody,
    ReasonBody,
    RecusalBody,
    SignatureBody,
)
from rules.web.api.described import ACTING_REFUSALS, ETAG, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED
from rules.web.api.endpoint import Endpoint, Json, account_of

Given = dict[str, Any]  # Any: fields of a body, not checked yet
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
        return case_json(view, account_of(self.request), sensitive=self.reads_sensitive())

    def done(
        self, request: Request, pk: UUID, known: tuple[str, ...], act: Callable[[CaseView, Account, Given], object]
    ) -> Response:
        """Let a person who has read the present case act on it. A body's system decides nothing."""
        partnership, account = self.partnership(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(NOBODY)
        view = read_case(partnership)
        require_match(request, self.answer(view))
        given = fields_of(request.data, known)
        with refusals_as_problems():
            act(view, account, given)
        return tagged(request, self.answer(read_case(partnership)))


class CaseDetail(CaseEndpoint):
    """The case itself, and the acts that move it."""

    @extend_schema(
        operation_id="case_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: CaseShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return state, findings and decisions, reviewers, conditions, history, and each act with its obstacles."""
        return tagged(request, self.answer(read_case(self.partnership(pk))))

    @extend_schema(operation_id="case_act", request=ActBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Move the case: accept, begin, clear, return, refuse, withdraw or re-open it."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            name = given.get("act")
            if name not in [each.value for each in MOVES]:
                raise InvalidError({"act": f"Write one of {', '.join(each.value for each in MOVES)}."})
            move(
                view.partnership,
                Act(name),
                account=account,
                version=view.case.version,
                reason=given.get("reason"),
            )

        return self.done(request, pk, ("act", "reason"), act)


class CaseDecisions(CaseEndpoint):
    """One decision on several findings."""

    @extend_schema(operation_id="case_decide_group", request=GroupBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Decide several findings of one group with one cause at once: `groups` of the assessment names them."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            decide(view.partnership, seen_in(given.get("findings")), given, account=account)

        return self.done(request, pk, (*FindingDecisionBody().fields, "findings"), act)


def seen_in(given: object) -> dict[int, str]:
    """Return the version of each finding that the caller has read, by id. InvalidError for any other form."""
    rows = given if isinstance(given, list) else []
    found = {
        row["finding"]: row["seen"]
        for row in rows
        if isinstance(row, dict) and type(row.get("finding")) is int and isinstance(row.get("seen"), str)
    }
    if not found or len(found) != len(rows):
        raise InvalidError({"findings": "Send a list of objects with `finding` and `seen`, each finding once."})
    return found


class CaseAcknowledgements(CaseEndpoint):
    """Rules that could not be assessed, and findings withdrawn by new data."""

    @extend_schema(
        operation_id="case_acknowledge", request=AcknowledgementBody, parameters=[IF_MATCH, ETAG], responses=DOING
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Acknowledge a rule that could not be assessed, or a finding withdrawn by new data, with a reason."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            reason = given.get("reason")
            if "finding" not in given:
                code, lacking = str(given.get("code")), str(given.get("lacking"))
                acknowledge(view.partnership, [code], lacking, reason=reason, account=account)
                return
            finding = given["finding"]
            if type(finding) is not int:
                raise InvalidError({"finding": "Write the number of a finding, as the case lists it under `gone`."})
            last_in = str(given.get("last_in"))
            acknowledge_gone(view.partnership, finding, last_in, reason=reason, account=account)

        return self.done(request, pk, ("code", "lacking", "finding", "last_in", "reason"), act)


class CaseAssignments(CaseEndpoint):
    """The reviewers of the case."""

    @extend_schema(operation_id="case_assign", request=AssignmentBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Screen a reviewer against the parties of the case, and assign them unless they are tied to it (409)."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            name = given.get("reviewer")
            found = Account.objects.filter(username=name).first() if storable(name) else None
            assign(view.partnership, found, account=account, version=view.case.version)

        return self.done(request, pk, ("reviewer",), act)


def storable(name: object) -> bool:
    """Return whether a text may be sent to the database."""
    return isinstance(name, str) and "\0" not in name and name.isprintable()


class CaseDeclarations(CaseEndpoint):
    """The caller's own declaration."""

    @extend_schema(operation_id="case_declare", request=SignatureBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Sign that you have no tie to the case, if your ties could not be looked up."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            declare_none(view.partnership, signature=given.get("signature"), account=account, version=view.case.version)

        return self.done(request, pk, ("signature",), act)


class CaseRecusal(CaseEndpoint):
    """The caller's own recusal."""

    @extend_schema(operation_id="case_recuse", request=ReasonBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Recuse yourself: your assignment ends, and your decisions are no longer valid."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            recuse(view.partnership, reason=given.get("reason"), account=account, version=view.case.version)

        return self.done(request, pk, ("reason",), act)


class CaseRecusals(CaseEndpoint):
    """Recusals of officials."""

    @extend_schema(
        operation_id="case_record_recusal", request=RecusalBody, parameters=[IF_MATCH, ETAG], responses=DOING
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Record that an official takes no part: the next revision says so, and is assessed anew."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            record_recusal(
                view.partnership,
                given.get("person"),
                account=account,
                version=view.case.version,
                on=given.get("on"),
            )

        return self.done(request, pk, ("person", "on"), act)


class CaseConditions(CaseEndpoint):
    """Conditions of the case."""

    @extend_schema(operation_id="case_add_condition", request=MeasureBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID) -> Response:
        """Set a condition of the case."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            add_condition(view.partnership, given, account=account, version=view.case.version)

        return self.done(request, pk, ("text", "owner", "due_on"), act)


class ConditionDone(CaseEndpoint):
    """The completion of a condition."""

    @extend_schema(operation_id="case_fulfil", request=NoteBody, parameters=[IF_MATCH, ETAG], responses=DOING)
    def post(self, request: Request, pk: UUID, condition: int) -> Response:
        """Note that a condition is done, and how."""

        def act(view: CaseView, account: Account, given: Given) -> None:
            fulfil(view.partnership, condition, note=given.get("note"), account=account)

        return self.done(request, pk, ("note",), act)
