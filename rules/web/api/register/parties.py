"""/companies/ and /people/: parties of the register. Government bodies: rules.web.api.register.bodies."""

import uuid
from typing import ClassVar, TypeVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.callers import reader_for
from institutions.access.parties import findable_parties_rule, listed_people, named_in_submissions
from institutions.kinds.countries import COUNTRIES
from institutions.models import Company, Party, PartyKind, Person
from institutions.parties.names import fold_name
from institutions.parties.search import named_like
from institutions.query.troubles import NoLettersGiven
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.endpoint import Endpoint, caller_of
from rules.web.api.filtering import CharFilter, ChoiceFilter, Filtered, FilterSet, filter_error
from rules.web.api.shapes import Text

AnyParty = TypeVar("AnyParty", bound=Party)


class PartyShape(serializers.ModelSerializer[AnyParty]):
    """The common fields of bodies, companies and people."""

    name = serializers.SerializerMethodField()

    @extend_schema_field(Text)
    def get_name(self, party: AnyParty) -> dict[str, str]:
        """Return the present name in both languages."""
        return {"en": party.name_en, "ja": party.name_ja}


class CompanyShape(PartyShape[Company]):
    """A company: what identifies it, and no contact details."""

    class Meta:
        model = Company
        fields = ("id", "name", "corporate_number", "lei", "country", "type", "listed", "founded_on", "dissolved_on")


class PersonShape(PartyShape[Person]):
    """A person: names and country, and nothing more."""

    class Meta:
        model = Person
        fields = ("id", "name", "country")


def refuse_empty_name(value: str) -> None:
    """Refuse a text without letters or digits: folded it is empty, and every name contains an empty text."""
    if value and not fold_name(value):
        raise filter_error(NoLettersGiven())


class PartyFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by a part of any name, present or former, in any spelling."""

    of_kind: ClassVar[PartyKind]
    q = CharFilter(
        method="named",
        validators=[refuse_empty_name],
        help_text="Part of a name in either language, current or former, with a letter or digit; of a single letter the"
        " names that begin with it.",
    )

    def named(self, rows: QuerySet[AnyParty], _name: str, value: str) -> QuerySet[AnyParty]:
        """Filter by name in folded form: width, kana and legal form are ignored."""
        return rows.filter(named_like(value, self.of_kind, reader_for(caller_of(self.request))))


class CompanyFilter(PartyFilter):
    """The filters of the list of companies: those of parties, plus number and country."""

    of_kind = PartyKind.COMPANY
    corporate_number = CharFilter(help_text="Of 13 digits.")
    lei = CharFilter(help_text="Of 20 characters.")
    country = ChoiceFilter(
        choices=[(code, label.en) for code, label in COUNTRIES.items()], help_text="ISO 3166-1 alpha-2."
    )


class PersonFilter(PartyFilter):
    """The filter of the list of people."""

    of_kind = PartyKind.PERSON


class CompanyList(Filtered, Endpoint, ListAPIView[Company]):
    """Every company of the register, latest entry first."""

    serializer_class = CompanyShape
    filterset_class = CompanyFilter
    ordering = ("-created_at", "-pk")
    queryset = Company.objects.none()  # what the list is of; get_queryset says which

    def get_queryset(self) -> QuerySet[Company]:
        """Return them without those that only a restricted partnership names."""
        return shown_to_caller(self, Company.objects.filter(same_as__isnull=True))


class CompanyDetail(Endpoint):
    """One company."""

    @extend_schema(operation_id="companies_read", responses={200: CompanyShape, **problem_answers(problems.NotFound)})
    def get(self, _request: Request, pk: uuid.UUID) -> Response:
        """Return a company by its id."""
        return Response(CompanyShape(get_object_or_404(shown_to_caller(self, Company.objects.all()), pk=pk)).data)


class PersonList(Filtered, Endpoint, ListAPIView[Person]):
    """The people whom the caller's own body named in its submissions, latest entry first."""

    queryset = Person.objects.none()  # what the list is of; get_queryset says which
    serializer_class = PersonShape
    filterset_class = PersonFilter
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[Person]:
        """Return only those people: one body's knowledge of a person is not for another to read."""
        return listed_people(self.reader())


class PersonDetail(Endpoint):
    """One person."""

    @extend_schema(operation_id="people_read", responses={200: PersonShape, **problem_answers(problems.NotFound)})
    def get(self, _request: Request, pk: uuid.UUID) -> Response:
        """Return a person by the id that `parties` of a submission gave."""
        return Response(PersonShape(get_object_or_404(listed_people(self.reader()), pk=pk)).data)


def shown_to_caller(endpoint: Endpoint, parties: QuerySet[AnyParty]) -> QuerySet[AnyParty]:
    """Return these parties without those that only restricted partnerships name which the caller may not read."""
    return parties.filter(findable_parties_rule(endpoint.reader()).q())


def people_for_endpoint(endpoint: Endpoint) -> QuerySet[Person]:
    """Return the people named in submissions that the caller may read."""
    return named_in_submissions(endpoint.reader())
