"""Drafts of rulebooks: begun, listed, read, closed, moved to the rulebook in force."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import AnObject, SentText
from institutions.web.rest.declared.takes import takes
from rules.models import RulebookDraft
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.shared_descriptions import READING_REFUSALS
from rules.web.api.workshop.endpoint import (
    ACT_REFUSED,
    LIST_REFUSED,
    LONGEST_NAME,
    REFUSED,
    WRITE_REFUSED,
    WorkshopEndpoint,
    refusal_answer,
)
from rules.web.api.workshop.shapes import (
    DraftShape,
    DraftWithFilesShape,
)
from rules.workshop.drafting import begin_draft, close_draft
from rules.workshop.rebasing import rebase_draft
from rules.workshop.troubles import DraftRefusedError


class DraftBody(Body):
    """A draft that is to begin."""

    name = SentText(max_length=LONGEST_NAME)


class BaseBody(Body):
    """The move of a draft to the rulebook in force."""

    choices = AnObject(required=False, help_text="By path of each conflict: keep (of the draft) or take (in force).")


class DraftList(WorkshopEndpoint, ListAPIView[RulebookDraft]):
    """Drafts, the newest first."""

    queryset = RulebookDraft.objects.select_related("account")
    serializer_class = DraftShape
    filter_backends = ()
    ordering = ("-begun_at", "-pk")

    @extend_schema(operation_id="rulebook_drafts_list", responses={200: DraftShape(many=True), **LIST_REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """Return drafts, closed ones too."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    @takes(
        DraftBody,
        operation_id="rulebook_drafts_begin",
        responses={201: DraftShape, **problem_answers(problems.Conflict, *READING_REFUSALS)},
    )
    def post(self, request: Request) -> Response:
        """Begin a draft on the rulebook in force."""
        account, form = self.editor(request), self.checked_body()
        try:
            made = begin_draft(account, form["name"], request_id=request_id.get())
        except DraftRefusedError as refused:
            raise refusal_answer(refused) from refused
        location = reverse("api:rulebook-draft", args=[made.pk])
        return Response(DraftShape(made).data, status=201, headers={"Location": location})


class DraftDetail(WorkshopEndpoint):
    """One draft."""

    @extend_schema(operation_id="rulebook_drafts_read", responses={200: DraftWithFilesShape, **REFUSED})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a draft with its changed files and what is wrong in it."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset())
        return Response(DraftWithFilesShape(self.draft(pk)).data)


class DraftClose(WorkshopEndpoint):
    """The close of a draft."""

    @extend_schema(operation_id="rulebook_drafts_close", request=None, responses={200: DraftShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Close a draft for good. It can still be read."""
        account, draft = self.editor(request), self.draft(pk)
        try:
            close_draft(draft.pk, account=account, request_id=request_id.get())
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        return Response(DraftShape(self.draft(pk)).data)


class DraftBase(WorkshopEndpoint):
    """The base of a draft."""

    @takes(
        BaseBody,
        operation_id="rulebook_drafts_rebase",
        responses={
            200: DraftWithFilesShape,
            **WRITE_REFUSED,
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Move a draft to the rulebook in force; 409 names the files that both changed and nothing was chosen for."""
        account, draft = self.editor(request), self.draft(pk)
        choices = {str(path): str(value) for path, value in self.checked_body().get("choices", {}).items()}
        try:
            rebase_draft(draft.pk, choices, account=account, request_id=request_id.get())
        except DraftRefusedError as refused:
            raise refusal_answer(refused) from refused
        return Response(DraftWithFilesShape(self.draft(pk)).data)
