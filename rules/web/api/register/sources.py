"""/sources/: the documents that the register rests on, as far as the caller may know of them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.sources import sources_for
from institutions.kinds import KINDS
from institutions.models import Source
from institutions.sources.certainty import certainty_by_source
from institutions.sources.visible_statements import rests_on_condition, statement_counts, visible_to_reader
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.endpoint import Endpoint, refuse_strange_parameters
from rules.web.api.filtering import CharFilter, Filtered, FilterSet
from rules.web.api.register.body_history import SourceRow, history_source


class SourceShape(SourceRow):
    """A document in the list."""

    def to_representation(self, instance: Source) -> dict[str, Any]:
        """Return the document as in the answer about one."""
        return history_source(instance)


class SourceInFullShape(SourceRow):
    """A document, the certainty of the register's own rows that rest on it, and the number of its statements."""

    confidence = serializers.CharField(
        allow_blank=True,
        help_text="Certainty of the least certain row: memory, derived, seen_2013 or seen; empty: no such row.",
    )
    review_on = serializers.DateField(allow_null=True, help_text="The first day by which a row is reviewed.")
    statements = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="By kind, the number of statements based on it that the caller may see.",
    )


class SourceFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by words."""

    q = CharFilter(method="holding", help_text="Part of the title, the publisher or the address.")

    def holding(self, rows: QuerySet[Source], _name: str, value: str) -> QuerySet[Source]:
        """Filter by a part of title, publisher or address, ignoring case."""
        titled = Q(title__icontains=value) | Q(title_ja__icontains=value)
        return rows.filter(titled | Q(publisher__icontains=value) | Q(url__icontains=value))


class SourceList(Filtered, Endpoint, ListAPIView[Source]):
    """Every source that the caller may know of: those of the seed, and those of visible statements."""

    queryset = Source.objects.none()  # what the list is of; get_queryset says which
    serializer_class = SourceShape
    filterset_class = SourceFilter
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Source]:
        """Return the sources that the caller may know of: a body's papers about people are not for others to read."""
        return readable_sources_for(self)


class SourceDetail(Endpoint):
    """One source."""

    @extend_schema(
        operation_id="sources_read",
        responses={200: SourceInFullShape, **problem_answers(problems.NotFound, problems.InvalidParameter)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the document, and the number of statements that rest on it."""
        refuse_strange_parameters(request.query_params, frozenset())
        source = get_object_or_404(readable_sources_for(self), pk=pk)
        certain = certainty_by_source([source.pk]).get(source.pk)
        eyes = self.reader()
        asked = {kind: rests_on_condition(source.pk) & visible_to_reader(kind, eyes, cases=True) for kind in KINDS}
        return Response(
            {
                **history_source(source),
                "confidence": certain.confidence if certain else "",
                "review_on": certain.review_on if certain else None,
                "statements": statement_counts(asked),
            }
        )


def readable_sources_for(endpoint: Endpoint) -> QuerySet[Source]:
    """Return the sources that the caller may know of."""
    return sources_for(endpoint.reader())
