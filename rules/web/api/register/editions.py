"""/lists/editions/: a new edition of an official list: sent, reviewed, and accepted as shown, as on the pages.

A session only, as for everything that rules rest on: a key belongs to a body and keeps no list.
"""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from institutions.imports.requesting import cancel_import
from institutions.lists.head_fields import HEAD
from institutions.lists.jobs import confirm_edition, request_edition
from institutions.models import Account, Import, ImportState, PreviewedEntry, RecordOutcome
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.takes import takes
from rules.access.readable_results import editions_for, keeps_lists
from rules.web.api.api_troubles import EditionDecided, NoSession, NotAsShown, NotListKeeper
from rules.web.api.endpoint import Endpoint, account_of
from rules.web.api.filtering import ChoiceFilter, Filtered, FilterSet
from rules.web.api.form_body import BoundedForm
from rules.web.api.register.edition_shapes import (
    EditionEntryShape,
    EditionForm,
    EditionTakeBody,
    EditionWithPreviewShape,
    SentEditionShape,
    edition_answer,
)
from rules.web.api.register.import_form import keep_or_refuse
from rules.web.api.shared_descriptions import RETRY_AFTER

SECONDS_TO_WAIT: Final = "2"


class EditionEndpoint(Endpoint):
    """An endpoint for the editions that the caller may read."""

    def account(self) -> Account:
        """Return the caller's account; Forbidden without a session."""
        account = account_of(self.request)
        if account is None:
            raise problems.Forbidden(NoSession())
        return account

    def keeper(self) -> Account:
        """Return the account if it may bring editions; else Forbidden with the reason."""
        account = self.account()
        if not keeps_lists(account):
            raise problems.Forbidden(NotListKeeper())
        return account

    def one(self, pk: UUID, account: Account) -> Import:
        """Return one of the editions; else Http404."""
        return get_object_or_404(editions_for(account).select_related("body"), pk=pk)


class EditionList(Filtered, EditionEndpoint, ListAPIView[Import]):
    """The editions that wait, and the upload of one."""

    queryset = Import.objects.none()  # what the list is of; get_queryset says which
    serializer_class = SentEditionShape
    parser_classes = (BoundedForm,)  # type: ignore[assignment]  # a file is sent
    filter_backends = ()
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[Import]:
        """Return the editions that the caller may read and that are not accepted yet."""
        return editions_for(self.keeper()).exclude(state=ImportState.DONE).select_related("body")

    @takes(
        EditionForm,
        operation_id="editions_request",
        responses={
            202: OpenApiResponse(SentEditionShape, "Stored; a worker compares it. Read the preview at its address."),
            **problem_answers(
                problems.Malformed,
                problems.Forbidden,
                problems.TooLarge,
                problems.UnsupportedMediaType,
                problems.Invalid,
            ),
        },
    )
    def post(self, _request: Request) -> Response:
        """Store a file and let a worker compare it with the current edition. Nothing is accepted yet."""
        account = self.keeper()
        form = self.checked_body()
        with keep_or_refuse():
            job = request_edition(
                form["file"],
                file_name=form["file"].name or "file",
                given={name: form.get(name, "").strip() for name in HEAD},
                body=form.get("body", "").strip(),
                account=account,
                allow_shrink=form.get("allow_shrink", False),
                request_id=request_id.get(),
            )
        location = reverse("api:edition", args=[job.pk])
        return Response(SentEditionShape(job).data, status=202, headers={"Location": location})


class EditionDetail(EditionEndpoint):
    """One edition."""

    @extend_schema(
        operation_id="editions_read",
        parameters=[RETRY_AFTER],
        responses={200: EditionWithPreviewShape, **problem_answers(problems.Forbidden, problems.NotFound)},
    )
    def get(self, _request: Request, pk: UUID) -> Response:
        """Return progress and effect of the edition.

        While it is queued or running, ask again after Retry-After seconds.
        """
        account = self.account()
        job = self.one(pk, account)
        waits = job.state in (ImportState.QUEUED, ImportState.RUNNING)
        return Response(edition_answer(job, account), headers={"Retry-After": SECONDS_TO_WAIT} if waits else {})


class EntryFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by outcome of an entry."""

    outcome = ChoiceFilter(choices=RecordOutcome.choices)


class EditionEntries(Filtered, EditionEndpoint, ListAPIView[PreviewedEntry]):
    """The outcomes of the entries of one edition."""

    queryset = PreviewedEntry.objects.none()  # what the list is of; get_queryset says which
    serializer_class = EditionEntryShape
    filterset_class = EntryFilter
    ordering = ("number",)

    def get_queryset(self) -> QuerySet[PreviewedEntry]:
        """Return the entries of an edition that the caller may read; none if it has no preview."""
        return PreviewedEntry.objects.filter(preview__job=self.one(self.kwargs["pk"], self.account()))

    @extend_schema(
        operation_id="editions_entries",
        responses={
            200: EditionEntryShape(many=True),
            **problem_answers(problems.InvalidParameter, problems.Forbidden, problems.NotFound),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List entries in the order of the file; those that it no longer has come last."""
        return self.list(request, pk=pk)


class TakeEdition(EditionEndpoint):
    """The taking of an edition as it was shown."""

    @takes(
        EditionTakeBody,
        operation_id="editions_take",
        responses={
            202: OpenApiResponse(SentEditionShape, "Queued to be accepted, if its effects are still as shown."),
            **problem_answers(problems.Malformed, problems.Forbidden, problems.NotFound, problems.CannotDecide,
                              problems.TooLarge,
                              problems.UnsupportedMediaType, problems.Invalid),
        },
    )  # fmt: skip
    def post(self, _request: Request, pk: UUID) -> Response:
        """Accept the edition, given the fingerprint of its preview.

        409: it was already accepted, or its effects have changed.
        """
        account = self.keeper()
        job = self.one(pk, account)
        fingerprint = self.checked_body()["fingerprint"]
        if not confirm_edition(job, fingerprint=fingerprint, account=account, request_id=request_id.get()):
            raise problems.CannotDecide(NotAsShown())
        job.refresh_from_db()
        return Response(SentEditionShape(job).data, status=202)


class DropEdition(EditionEndpoint):
    """The rejection of an edition."""

    @extend_schema(
        operation_id="editions_drop",
        request=None,
        responses={
            200: SentEditionShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.CannotDecide),
        },
    )
    def post(self, _request: Request, pk: UUID) -> Response:
        """Delete the file and its preview; the current edition is unchanged."""
        account = self.keeper()
        job = self.one(pk, account)
        if not cancel_import(job, actor=actor_of(account), request_id=request_id.get()):
            raise problems.CannotDecide(EditionDecided(state=job.state))
        job.refresh_from_db()
        return Response(SentEditionShape(job).data)
