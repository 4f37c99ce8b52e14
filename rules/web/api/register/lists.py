"""/lists/: the official lists, the day of each, and the companies on it. No list names a person."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.lists.declared_lists import COMPANY_LISTS, LISTS
from institutions.lists.kept_lists import editions_of, held_company_entries, newest_editions
from institutions.models import ListEdition
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.days import ON, day_or_today
from rules.web.api.endpoint import Endpoint, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST, ChoiceFilter, Filtered, FilterSet
from rules.web.api.shapes import Text

WORDS = sorted(LISTS)
OF_COMPANIES = frozenset(each.word for each in COMPANY_LISTS)


class EditionShape(serializers.ModelSerializer[ListEdition]):
    """One edition, and its changes."""

    class Meta:
        model = ListEdition
        fields = (
            "as_of", "title", "publisher", "url", "entries", "added", "changed", "ended", "unchanged", "taken_at",
        )  # fmt: skip


class ListShape(serializers.ModelSerializer[ListEdition]):
    """A list with its newest edition."""

    id = serializers.UUIDField(source="official_list_id")
    list = serializers.ChoiceField(WORDS, source="official_list.word", help_text="As `list` of a listing.")
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # the metaclass takes it off the class
    kept_by = serializers.CharField(
        source="official_list.collection.body.code", help_text="Code of the body that accepts its editions."
    )
    as_of = serializers.DateField(help_text="The edition date given by its publisher.")
    entries = serializers.IntegerField(help_text="Number of its entries.")

    class Meta:
        model = ListEdition
        fields = ("id", "list", "label", "title", "publisher", "url", "kept_by", "as_of", "entries", "taken_at")

    @extend_schema_field(Text)
    def get_label(self, edition: ListEdition) -> dict[str, str]:
        """Return the label of the list in both languages."""
        label = LISTS[edition.official_list.word].label
        return {"en": label.en, "ja": label.ja}


class ListWithEditions(ListShape):
    """A list with every accepted edition, newest first."""

    editions = EditionShape(many=True)

    class Meta(ListShape.Meta):
        fields = (*ListShape.Meta.fields, "editions")  # type: ignore[assignment]  # one more than its parent's


class ListedShape(serializers.Serializer[Any]):  # Any: the columns of a listing
    """A company on the list."""

    statement = serializers.UUIDField(source="lineage")
    company = serializers.UUIDField(source="company_id")
    name = serializers.SerializerMethodField()
    country = serializers.CharField(source="company.country", allow_blank=True)
    corporate_number = serializers.CharField(source="company.corporate_number", allow_null=True)
    lei = serializers.CharField(source="company.lei", allow_null=True)
    from_on = serializers.DateField(allow_null=True, help_text="Null: not stated.")
    until_on = serializers.DateField(allow_null=True, help_text="The last day; null: still on it.")
    source = serializers.CharField(  # type: ignore[assignment]  # the metaclass takes it off the class
        source="source.title", help_text="The edition that states it."
    )

    @extend_schema_field(Text)
    def get_name(self, row: Any) -> dict[str, str]:  # Any: the columns of a listing
        """Return the present name in both languages."""
        return {"en": row.company.name_en, "ja": row.company.name_ja}


class ListFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by list."""

    list = ChoiceFilter(field_name="official_list__word", choices=[(word, word) for word in WORDS])


class OfficialLists(Filtered, Endpoint, ListAPIView[ListEdition]):
    """The lists with an accepted edition. They concern every body, so every caller may read them."""

    queryset = ListEdition.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ListShape
    filterset_class = ListFilter

    def get_queryset(self) -> QuerySet[ListEdition]:
        """Return each list with its newest edition."""
        return newest_editions()


class OfficialListDetail(Endpoint):
    """One list."""

    @extend_schema(
        operation_id="lists_read",
        responses={200: ListWithEditions, **problem_answers(problems.NotFound)},
    )
    def get(self, _request: Request, pk: UUID) -> Response:
        """Return the list with all its editions."""
        newest = get_object_or_404(newest_editions(), official_list=pk)
        content = ListShape(newest).data
        editions = EditionShape(editions_of(newest.official_list), many=True).data
        return Response({**content, "editions": editions})


class OfficialListEntries(Endpoint, ListAPIView[Any]):
    """The companies on one list."""

    queryset = ListEdition.objects.none()  # get_queryset says which rows
    serializer_class = ListedShape
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Any]:  # Any: the columns of a listing
        """Return the entries on the list on the day."""
        newest = get_object_or_404(
            newest_editions(), official_list=self.kwargs["pk"], official_list__word__in=OF_COMPANIES
        )
        return held_company_entries(newest.official_list, day_or_today(self.request))

    @extend_schema(
        operation_id="lists_entries",
        parameters=[ON],
        responses={200: ListedShape(many=True), **problem_answers(problems.InvalidParameter, problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List the companies on a list on a day, the newest statement first. A list of treaties has no companies."""
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST | {ON.name})
        return self.list(request, pk=pk)
