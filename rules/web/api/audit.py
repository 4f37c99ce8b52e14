"""/audit/: the audit trail for an auditor with a session, read-only. No key opens it: a key belongs to a body."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from institutions.access.events import events_for
from institutions.access.partnerships import partnerships_for
from institutions.audit.searching import PARAMETERS, Search, SearchRefusedError, events_found, search_of
from institutions.audit.trail_standing import event_standing, trail_standing
from institutions.audit.words import VERBS
from institutions.codes.wording import code_words
from institutions.formats.tables.spreadsheets import CSV, XLSX, TooManyRowsError
from institutions.models import Account, AuditEvent
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.negotiation import FormatByAddress
from institutions.web.rest.problems import InvalidParameter, coded_trouble, invalid_parameters
from rules.review.auditing.auditors import may_audit
from rules.review.auditing.recorded_reads import note_export, note_search
from rules.review.auditing.trail_files import trail_csv, trail_lines, trail_xlsx
from rules.web.api.api_troubles import NotAuditor
from rules.web.api.endpoint import Endpoint, account_of, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.exporting.begun_file import BegunFile
from rules.web.exporting.entitled_parts import while_entitled

FORMS: Final = {"csv": (trail_csv, CSV), "xlsx": (trail_xlsx, XLSX), "jsonl": (trail_lines, "application/x-ndjson")}
VERIFIED: Final = (
    "The event of the last verification. `after` has the number of its troubles, and how many events were not sealed "
    "then (`unsealed_events`): a removal at the end of their chain may have gone unnoticed."
)
ASKED: Final = [
    OpenApiParameter(
        "partnership", str, description="Id or reference; `rest` stands for events without a partnership."
    ),
    OpenApiParameter("actor", str, description="User name, account:12, body:METI, system or command."),
    OpenApiParameter("verb", str, description="The verb of the event.", enum=sorted(VERBS)),
    OpenApiParameter("object", str, description="Kind and id, such as finding:12."),
    OpenApiParameter("request_id", str, description="Id of the request that recorded the event."),
    OpenApiParameter("from", OpenApiTypes.DATE, description="First day."),
    OpenApiParameter("until", OpenApiTypes.DATE, description="Last day."),
]


class IsAuditor(BasePermission):
    """An auditor with a session."""

    code = NotAuditor()
    message = code_words(code, "en")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the caller is an auditor.

        Methods that the address does not have get past this, for their own error.
        """
        return may_audit(request.user) or not hasattr(view, (request.method or "").lower())


class EventShape(serializers.Serializer[AuditEvent]):
    """One event: the content that its hash is made of, and the hash."""

    id = serializers.IntegerField(source="pk")
    chain = serializers.CharField(source="chain.name", help_text="rest, or partnership: with its id.")
    number = serializers.IntegerField(help_text="Position in its chain, from 1.")
    at = serializers.SerializerMethodField()
    actor = serializers.CharField()
    verb = serializers.CharField()
    object = serializers.CharField()
    before = serializers.JSONField(help_text="Null where nothing was before.")
    after = serializers.JSONField(help_text="Null where nothing is after.")
    request_id = serializers.CharField(allow_blank=True)
    previous = serializers.CharField(allow_blank=True, help_text="Hash of the previous event; empty for the first.")
    hash = serializers.CharField(help_text="SHA-256 of the canonical JSON of everything above but id.")

    def get_at(self, event: AuditEvent) -> str:
        """Return the moment in exactly the form that the hash has."""
        return event.at.isoformat()


class PlaceShape(EventShape):
    """One event with its place in the chain."""

    length = serializers.IntegerField(help_text="The event's chain.")
    hash_right = serializers.BooleanField(help_text="Whether the hash matches the content.")
    follows = serializers.BooleanField(help_text="Whether it matches the previous event.")
    continued = serializers.BooleanField(help_text="Whether the next event, or the head of the chain, matches it.")
    seal = serializers.IntegerField(
        allow_null=True, help_text="Number of the seal that covers it; null: not sealed yet."
    )


class SealShape(serializers.Serializer[Any]):
    """The last seal."""

    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    hash = serializers.CharField()


class TrailShape(serializers.Serializer[Any]):
    """The state of the trail."""

    verified = EventShape(allow_null=True, help_text=VERIFIED)
    seal = SealShape(allow_null=True)


class AuditEndpoint(Endpoint):
    """An endpoint for auditors only."""

    permission_classes = (*Endpoint.permission_classes, IsAuditor)  # type: ignore[assignment]  # one more than its own

    def auditor(self) -> Account:
        """Return the caller, whom the permission has found to be an auditor."""
        account = account_of(self.request)
        if account is None:
            message = "The permission lets no key in."
            raise AssertionError(message)
        return account

    def search(self, *, beside: frozenset[str] = frozenset()) -> Search:
        """Return the search; InvalidParameter with a line for each parameter that is wrong."""
        given = {name: str(value) for name, value in self.request.query_params.items()}
        refuse_strange_parameters(given, PARAMETERS | beside)
        try:
            search = search_of(given, partnerships_for(self.auditor()))
        except SearchRefusedError as refused:
            raise invalid_parameters(
                coded_trouble(field, said, None) for field, said in refused.by_field.items()
            ) from refused
        note_search(self.auditor(), search)
        return search


class TrailDetail(AuditEndpoint):
    """The state of the trail."""

    @extend_schema(operation_id="audit_read", responses={200: TrailShape, **problem_answers(problems.Forbidden)})
    def get(self, request: Request) -> Response:
        """Return the last verification and the last seal."""
        refuse_strange_parameters(request.query_params, frozenset())
        return Response(TrailShape(trail_standing()).data)


class EventList(AuditEndpoint, ListAPIView[AuditEvent]):
    """The events of a search, the newest first."""

    queryset = AuditEvent.objects.none()  # what the list is of; get_queryset says which
    serializer_class = EventShape
    ordering = ("-at", "-pk")

    @extend_schema(
        operation_id="audit_events_list",
        parameters=ASKED,
        responses={200: EventShape(many=True), **problem_answers(problems.InvalidParameter, problems.Forbidden)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """Return a page of events. A search for one person is an event itself."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Return the events of the search that the auditor may read."""
        return events_found(self.search(beside=OF_EVERY_LIST), events_for(self.auditor()))


class EventDetail(AuditEndpoint):
    """One event."""

    @extend_schema(
        operation_id="audit_events_read",
        responses={200: PlaceShape, **problem_answers(problems.NotFound, problems.Forbidden)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the event, and whether it is unchanged since it was written."""
        refuse_strange_parameters(request.query_params, frozenset())
        event = get_object_or_404(events_for(self.auditor()), pk=pk)
        note_search(self.auditor(), Search(actor=event.actor, object=event.object))
        standing = event_standing(event)
        said = {name: getattr(standing, name) for name in ("length", "hash_right", "follows", "continued", "seal")}
        return Response({**EventShape(event).data, **said})


class EventFile(AuditEndpoint):
    """The events of a search as a file."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="audit_events_export",
        parameters=[OpenApiParameter("form", str, OpenApiParameter.PATH, enum=sorted(FORMS)), *ASKED],
        responses={(200, media): OpenApiResponse(OpenApiTypes.BINARY, "The file.") for _, media in FORMS.values()}
        | problem_answers(problems.InvalidParameter, problems.Forbidden, problems.NotFound),
    )
    def get(self, request: Request, form: str) -> StreamingHttpResponse:
        """Stream all events of the search. Each export is an event itself."""
        if form not in FORMS:
            raise Http404
        search = self.search()
        make, media = FORMS[form]
        parts: Iterator[bytes] = iter(())
        if request.method != "HEAD":
            note_export(self.auditor(), "audit_exported", {"format": form, "search": search.content}, search)
            parts = while_entitled(iter(make(events_found(search, events_for(self.auditor())))), self.auditor())
        try:
            answer = StreamingHttpResponse(BegunFile(parts), content_type=media)
        except TooManyRowsError as trouble:
            raise InvalidParameter(trouble.said, errors=[coded_trouble("form", trouble.said)]) from trouble
        answer["Content-Disposition"] = f'attachment; filename="audit.{form}"'
        return answer
