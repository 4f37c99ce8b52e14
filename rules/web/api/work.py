"""/work/: cases with their state, filtered as on the page; /dashboard/: its tables with the counted lists."""

from datetime import UTC
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.partnerships import rows_for
from institutions.query.parameters import text_parameter
from institutions.query.troubles import NoSuchSponsor
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.problems import InvalidParameter, coded_trouble, invalid_parameters
from rules.access.readable_results import severity_of
from rules.models import CaseState, CaseSummary
from rules.review.dashboard.sponsors import chosen_sponsor, sponsors_of
from rules.review.dashboard.tables import tables_for
from rules.review.work.ageing import days_since
from rules.review.work.filters import FILTERS, NAMES, condition_of, given_filters
from rules.review.work.queues import Asker
from rules.web.api.endpoint import Endpoint, Json, account_of, caller_of, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST


class WorkRow(serializers.ModelSerializer[CaseSummary]):
    """A case: its state, its age, and its open work."""

    partnership = serializers.UUIDField(source="partnership_id")
    reference = serializers.SerializerMethodField()
    sponsor = serializers.CharField(source="sponsor.key")
    state = serializers.ChoiceField(CaseState.choices)
    days_since_submitted = serializers.SerializerMethodField()
    days_in_state = serializers.SerializerMethodField()
    worst_open = serializers.SerializerMethodField()
    not_assessable = serializers.SerializerMethodField(help_text="Codes of rules that could not be assessed.")

    class Meta:
        model = CaseSummary
        fields = (
            "partnership", "reference", "sponsor", "domain", "value_yen", "state", "submitted_at", "state_since",
            "days_since_submitted", "days_in_state", "reviewers", "worst_open", "unsettled", "second", "asked",
            "unaddressed", "gone", "not_assessable", "condition_due_on", "answer_by", "dismissal_ends_on", "due_on",
        )  # fmt: skip

    def get_reference(self, row: CaseSummary) -> str:
        """Return the submitter's own number."""
        return row.text.partition("\n")[0]

    def get_days_since_submitted(self, row: CaseSummary) -> int:
        """Return the days since the first revision."""
        return days_since(row.submitted_at, self.context["today"])

    def get_days_in_state(self, row: CaseSummary) -> int:
        """Return the days since the last move."""
        return days_since(row.state_since, self.context["today"])

    @staticmethod
    def get_worst_open(row: CaseSummary) -> str | None:
        """Return the level in words; None if nothing is to be decided."""
        return severity_of(row.worst_open) or None

    @staticmethod
    def get_not_assessable(row: CaseSummary) -> list[str]:
        """Return the codes."""
        return row.gaps.split()


class WorkList(Endpoint, ListAPIView[CaseSummary]):
    """Cases that the caller may read, newest first."""

    queryset = CaseSummary.objects.none()  # what the list is of; get_queryset says which
    serializer_class = WorkRow
    filter_backends = ()
    ordering = ("-submitted_at", "-partnership")

    @cached_property
    def asker(self) -> Asker:
        """The caller, and the day of the whole answer."""
        return Asker(account_of(self.request), timezone.localdate())

    def get_serializer_context(self) -> Json:
        """Return what the rows need: also the day."""
        return {**super().get_serializer_context(), "today": self.asker.today}

    def get_queryset(self) -> QuerySet[CaseSummary]:
        """Return the cases filtered as on the page; InvalidParameter for a wrong value."""
        given = {name: str(value) for name, value in self.request.query_params.items()}
        refuse_strange_parameters(given, NAMES | OF_EVERY_LIST)
        asker = self.asker
        with translation.override("en"):
            asked = given_filters(given, asker)
        if errors := [coded_trouble(each.filter.name, each.said) for each in asked if each.said]:
            raise invalid_parameters(errors)
        found = rows_for(CaseSummary.objects.all(), caller_of(self.request)).filter(condition_of(asked, asker))
        return found.select_related("sponsor")

    @extend_schema(
        operation_id="work_list",
        parameters=[OpenApiParameter(each.name, str, description=f"As on the page: {each.name}.") for each in FILTERS],
        responses={200: WorkRow(many=True), **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """List a page of cases."""
        return self.list(request)


class CountsShape(serializers.Serializer[Any]):  # Any: plain data
    """One table: each row has one value per heading."""

    name = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.JSONField()))
    note = serializers.CharField(help_text="The parts that are left out; empty if there are none.")


class DashboardShape(serializers.Serializer[Any]):  # Any: plain data
    """The dashboard as of a moment."""

    as_of = serializers.DateTimeField()
    tables = CountsShape(many=True)


class Dashboard(Endpoint):
    """Counts over the cases that the caller may read."""

    @extend_schema(
        operation_id="dashboard_read",
        parameters=[
            OpenApiParameter("sponsor", str, description="Code of the body whose partners are listed by domain.")
        ],
        responses={200: DashboardShape, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """Return figures, findings by month, waiting cases, open findings, rules, and concentration of partners."""
        given = {name: str(value) for name, value in request.query_params.items()}
        refuse_strange_parameters(given, frozenset({"sponsor"}))
        user = caller_of(request)
        asked, sponsors = text_parameter(given, "sponsor"), sponsors_of(user)
        sponsor = chosen_sponsor(sponsors, asked)
        if asked and sponsor is None:
            raise InvalidParameter(NoSuchSponsor(), errors=[coded_trouble("sponsor", NoSuchSponsor())])
        now = timezone.localtime()
        with translation.override("en"):
            tables: list[Json] = [
                {
                    "name": each.name,
                    "headings": list(each.headings),
                    "rows": [[cell.value for cell in row] for row in each.rows],
                    "note": each.note,
                }
                for each in tables_for(user, now.date(), sponsors, sponsor)
            ]
        return Response({"as_of": now.astimezone(UTC).isoformat(), "tables": tables})
