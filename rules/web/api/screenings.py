"""/screenings/: screenings of the register, with the numbers and cases that the caller may read."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.models import ScreenedCase, Screening, ScreeningCause, ScreeningState
from rules.screening.reading import cases_for, numbers_for, state_for
from rules.web.api.endpoint import Endpoint, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST

SHOWN = 500  # cases of one answer; the numbers count all


class ScreeningNumbersShape(serializers.Serializer[Any]):
    """The numbers of a screening over the partnerships that the caller may read."""

    cases = serializers.IntegerField()
    differing = serializers.IntegerField(help_text="Cases whose result differs from the stored one.")
    reassessed = serializers.IntegerField(help_text="Those of them that were queued for an assessment.")
    sampled = serializers.IntegerField(help_text="Unchanged cases that the case evaluators answered too.")
    disagreements = serializers.IntegerField(help_text="Cases on which sets and case evaluators disagree.")
    digest = serializers.CharField(
        allow_blank=True, help_text="SHA-256 over case, rule, outcome, severity and key of these cases, sorted."
    )


class ScreeningShape(serializers.ModelSerializer[Screening]):
    """A screening as the caller may read it."""

    cause = serializers.ChoiceField(ScreeningCause.choices)
    state = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField()

    class Meta:
        model = Screening
        fields = (
            "id", "cause", "state", "rulebook", "trial", "as_of", "seed", "one_in", "requested_at", "started_at",
            "finished_at", "numbers",
        )  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(ScreeningState.choices))
    def get_state(self, screening: Screening) -> str:
        """Return the state, in which no disagreement on another's case shows."""
        return state_for(screening, self.context["view"].reader())

    @extend_schema_field(ScreeningNumbersShape)
    def get_numbers(self, screening: Screening) -> dict[str, Any]:  # Any: as the shape says
        """Return the numbers for the caller."""
        return dict(ScreeningNumbersShape(numbers_for(screening, self.context["view"].reader())).data)


class DifferenceShape(serializers.Serializer[Any]):
    """A rule of a case that differs."""

    rule = serializers.CharField()
    before = serializers.CharField(allow_blank=True, help_text="Stored outcome; empty if there is none.")
    after = serializers.CharField(allow_blank=True)
    what = serializers.ChoiceField(["outcome", "binding", "severity", "number", "text", "gap"])


class ScreenedCaseShape(serializers.ModelSerializer[ScreenedCase]):
    """A case that differs, or on which the evaluators disagree."""

    partnership = serializers.UUIDField(source="partnership_id")
    reference = serializers.CharField(source="partnership.reference")
    differences = serializers.SerializerMethodField()
    disagreement = serializers.SerializerMethodField(help_text="Whether the evaluators disagree on it.")

    class Meta:
        model = ScreenedCase
        fields = ("partnership", "reference", "reassessed", "differences", "disagreement")

    @extend_schema_field(DifferenceShape(many=True))
    def get_differences(self, row: ScreenedCase) -> list[dict[str, str]]:
        """Return the rules that differ."""
        names = ("rule", "before", "after", "what")
        return [dict(zip(names, each, strict=True)) for each in row.differences]

    def get_disagreement(self, row: ScreenedCase) -> bool:
        """Return whether the evaluators disagree."""
        return row.disagreement is not None


class ScreeningWithCasesShape(ScreeningShape):
    """A screening with its cases."""

    cases = serializers.SerializerMethodField(help_text=f"The first {SHOWN} cases; `numbers` counts all.")

    class Meta(ScreeningShape.Meta):
        fields = (*ScreeningShape.Meta.fields, "cases")  # type: ignore[assignment]  # one field more

    @extend_schema_field(ScreenedCaseShape(many=True))
    def get_cases(self, screening: Screening) -> list[dict[str, Any]]:  # Any: as the shape says
        """Return the cases that the caller may read."""
        rows = cases_for(screening, self.context["view"].reader())[:SHOWN]
        return list(ScreenedCaseShape(rows, many=True).data)


class ScreeningList(Endpoint, ListAPIView[Screening]):
    """Screenings, the newest first."""

    queryset = Screening.objects.prefetch_related("parts")
    serializer_class = ScreeningShape
    filter_backends = ()
    ordering = ("-requested_at", "-id")

    @extend_schema(
        operation_id="screenings_list",
        responses={200: ScreeningShape(many=True), **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """Return a page of screenings."""
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Screening]:
        """Return all: their numbers are those of the caller."""
        return super().get_queryset().order_by(*self.ordering)


class ScreeningDetail(Endpoint):
    """One screening."""

    @extend_schema(
        operation_id="screenings_read",
        responses={200: ScreeningWithCasesShape, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: str) -> Response:
        """Return a screening with the cases that differ."""
        refuse_strange_parameters(request.query_params, frozenset())
        screening = get_object_or_404(Screening.objects.prefetch_related("parts"), pk=pk)
        return Response(ScreeningWithCasesShape(screening, context={"view": self}).data)
