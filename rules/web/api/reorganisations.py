"""/reorganisations/: drafts of reorganisations of government, and what they would do.

For planners who have signed in, and for systems of bodies with a key for drafts; auditors and administrators read.
"""

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.drafts.errors import DraftInvalid
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import entity_tag, require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.repeated_requests import answer_once
from rules.access.reorganisations import drafts_reorganisations, reads_reorganisations, reorganisations_for
from rules.models import ReorganisationDraft, ReorganisationState, WholePreviewState
from rules.planning.drafting import begin_reorganisation, save_reorganisation, with_documents, withdraw_draft
from rules.planning.effects import effect_of
from rules.planning.troubles import NoReaderOfReorganisations, NotPlanner, ReorganisationRefusedError
from rules.web.api.endpoint import Endpoint, Json, caller_of, refuse_strange_parameters
from rules.web.api.filtering import CharFilter, ChoiceFilter, Filtered, FilterSet
from rules.web.api.reorganisations_body import ReorganisationBody, problem_of, refusal_answer
from rules.web.api.reorganisations_shapes import ReorganisationEffectShape, ReorganisationRowShape, ReorganisationShape
from rules.web.api.shared_descriptions import (
    ETAG,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    IF_NONE_MATCH,
    NOT_MODIFIED,
    STORING_REFUSALS,
)

SCOPE: Final = "plan"
RETRY_SECONDS: Final = 3
RETRY_AFTER: Final = OpenApiParameter(
    "Retry-After", int, "header", response=[202], description="Seconds to wait before asking again."
)
LOCATION: Final = OpenApiParameter(
    "Location", str, "header", response=[200, 201], description="Address of the stored draft."
)


class ReorganisationFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters of the list."""

    reference = CharFilter(field_name="reference", help_text="The reference of the document, exactly.")
    state = ChoiceFilter(choices=ReorganisationState.choices, help_text="State of the newest revision.")


class ReorganisationEndpoint(Endpoint):
    """An endpoint on drafts of reorganisations."""

    scope = SCOPE

    def drafts(self) -> QuerySet[ReorganisationDraft]:
        """Return the drafts that the caller may read; Forbidden if they may read none at all."""
        caller = caller_of(self.request)
        if not reads_reorganisations(caller):
            raise problems.Forbidden(NoReaderOfReorganisations())
        return with_documents(reorganisations_for(caller))

    def draft(self, pk: UUID) -> ReorganisationDraft:
        """Return a draft that the caller may read; else Http404."""
        return get_object_or_404(self.drafts(), pk=pk)

    def may_draft(self) -> None:
        """Refuse callers who write no drafts."""
        if not drafts_reorganisations(caller_of(self.request)):
            raise problems.Forbidden(NotPlanner())


class ReorganisationList(Filtered, ReorganisationEndpoint, ListAPIView[ReorganisationDraft]):
    """Drafts, the last changed first, and the storing of one."""

    queryset = ReorganisationDraft.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ReorganisationRowShape
    filterset_class = ReorganisationFilter
    ordering = ("-changed_at", "-pk")

    def get_queryset(self) -> QuerySet[ReorganisationDraft]:
        """Return the drafts that the caller may read."""
        return self.drafts()

    @takes(
        ReorganisationBody,
        operation_id="reorganisations_draft",
        parameters=[IDEMPOTENCY_KEY, LOCATION],
        responses={
            201: OpenApiResponse(ReorganisationEffectShape, "Stored, with its effect on the organisation."),
            200: OpenApiResponse(ReorganisationEffectShape, "Stored before with the same content."),
            **problem_answers(*STORING_REFUSALS),
        },
    )
    def post(self, request: Request) -> Response:
        """Store a draft and return its effect. Errors name their places, and nothing is stored."""
        self.may_draft()
        return answer_once(request, lambda: self.begin(request))

    def begin(self, request: Request) -> Response:
        """Store the draft."""
        checked, effect = self.checked_body()
        try:
            draft, created = begin_reorganisation(caller_of(request), checked, request_id=request_id.get())
        except ReorganisationRefusedError as refused:
            raise refusal_answer(refused) from refused
        return stored_answer(draft, effect, status=201 if created else 200)


class ReorganisationDetail(ReorganisationEndpoint):
    """One draft."""

    @extend_schema(
        operation_id="reorganisations_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: ReorganisationShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the newest revision of a draft with its document, and its errors if it has any."""
        refuse_strange_parameters(request.query_params, frozenset())
        return tagged_response(request, detail_answer(self.draft(pk)))

    @takes(
        ReorganisationBody,
        operation_id="reorganisations_save",
        parameters=[IF_MATCH, IDEMPOTENCY_KEY, LOCATION],
        responses={
            200: OpenApiResponse(ReorganisationEffectShape, "Stored as the next revision, with its effect."),
            **problem_answers(*STORING_REFUSALS, problems.NotFound, problems.Stale, problems.PreconditionRequired),
        },
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Store a document as the next revision of an own draft, and return its effect on the organisation."""
        self.may_draft()
        return answer_once(request, lambda: self.save(request, pk))

    def save(self, request: Request, pk: UUID) -> Response:
        """Store the next revision if the caller has seen the current one."""
        draft = self.draft(pk)
        require_match(request, detail_answer(draft))
        checked, effect = self.checked_body()
        try:
            saved = save_reorganisation(
                draft.pk, checked, seen=draft.revision, owner=caller_of(request), request_id=request_id.get()
            )
        except ReorganisationRefusedError as refused:
            raise refusal_answer(refused) from refused
        return stored_answer(saved, effect, status=200)


class ReorganisationWithdraw(ReorganisationEndpoint):
    """The end of an own draft that is no longer needed."""

    @extend_schema(
        operation_id="reorganisations_withdraw",
        request=None,
        responses={200: ReorganisationShape, **problem_answers(problems.NotFound, problems.Conflict)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Withdraw an own draft that is not enacted: it stays to be read, and its reference and its place are free."""
        refuse_strange_parameters(request.query_params, frozenset())
        self.may_draft()
        try:
            withdraw_draft(self.draft(pk).pk, owner=caller_of(request), request_id=request_id.get())
        except ReorganisationRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        return tagged_response(request, detail_answer(self.draft(pk)))


class ReorganisationEffect(ReorganisationEndpoint):
    """The effect of one draft."""

    @extend_schema(
        operation_id="reorganisations_effect",
        parameters=[RETRY_AFTER],
        responses={
            200: ReorganisationEffectShape,
            202: OpenApiResponse(ReorganisationEffectShape, "Being computed: ask again in some seconds."),
            **problem_answers(problems.NotFound, problems.Conflict, problems.Invalid),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return what a draft would do to the register as it is now; 409 if its base has moved, with what moved.

        A draft that touches many partnerships is computed by workers: 202 with `progress` until they are done. Their
        answer has `known_at` and is given again for a day.
        """
        refuse_strange_parameters(request.query_params, frozenset())
        return self.answer(pk, anew=False)

    @extend_schema(
        operation_id="reorganisations_effect_anew",
        request=None,
        parameters=[RETRY_AFTER],
        responses={
            200: ReorganisationEffectShape,
            202: OpenApiResponse(ReorganisationEffectShape, "Being computed: ask again in some seconds."),
            **problem_answers(problems.NotFound, problems.Conflict, problems.Invalid),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Compute the effect again, on the register as it is now; 409 while workers compute too many for the owner."""
        refuse_strange_parameters(request.query_params, frozenset())
        return self.answer(pk, anew=True)

    def answer(self, pk: UUID, *, anew: bool) -> Response:
        """Return the effect, or how far it is."""
        draft = self.draft(pk)
        try:
            effect = effect_of(draft, caller_of(self.request), anew=anew)
        except DraftInvalid as invalid:
            raise problem_of(invalid, draft.reference) from invalid
        except ReorganisationRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        if "progress" not in effect:
            return Response(with_state(draft, effect))
        computing = effect["progress"]["state"] == WholePreviewState.COMPUTING
        headers = {"Retry-After": str(RETRY_SECONDS)} if computing else {}
        return Response(with_state(draft, effect), status=202 if computing else 200, headers=headers)


def detail_answer(draft: ReorganisationDraft) -> Json:
    """Return the answer of `GET`, from which its ETag is made."""
    return dict(ReorganisationShape(draft).data)


def with_state(draft: ReorganisationDraft, effect: Json) -> Json:
    """Return an effect with the id of its draft, and with the state of one that is enacted or withdrawn."""
    over = draft.state in (ReorganisationState.ENACTED, ReorganisationState.WITHDRAWN)
    return {"id": str(draft.pk), **effect, **({"state": draft.state} if over else {})}


def stored_answer(draft: ReorganisationDraft, effect: Json, status: int) -> Response:
    """Return the effect of a draft that was stored, with its address and the tag of its newest revision."""
    headers = {"Location": reverse("api:reorganisation", args=[draft.pk]), "ETag": entity_tag(detail_answer(draft))}
    answer: dict[str, Any] = {**with_state(draft, effect), "revision": draft.revision}  # Any: plain data
    return Response(answer, status=status, headers=headers)
