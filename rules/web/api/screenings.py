"""/screenings/: screenings of the register, with the numbers and cases that the caller may read."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.models import Account
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Day
from institutions.web.rest.declared.takes import takes
from rules.access.readable_results import runs_screenings
from rules.models import ScreenedCase, Screening, ScreeningCause, ScreeningState
from rules.screening.acts import resume_by, start_by, stop_by
from rules.screening.reading import answers_on, cases_for, numbers_for, state_for
from rules.web.api.api_troubles import NoScreeningToResume, NoScreeningToStop, NotScreener
from rules.web.api.endpoint import Endpoint, account_of, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.shared_descriptions import READING_REFUSALS

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


class RuleAnswersShape(serializers.Serializer[Any]):
    """The answers on a rule on which sets and case evaluators disagree: outcome, then severities of its findings."""

    rule = serializers.CharField()
    sets = serializers.ListField(child=serializers.CharField(), help_text="Empty if the case was not answered in sets.")
    cases = serializers.ListField(child=serializers.CharField())


class ScreenedCaseShape(serializers.ModelSerializer[ScreenedCase]):
    """A case that differs, or on which the evaluators disagree."""

    partnership = serializers.UUIDField(source="partnership_id")
    reference = serializers.CharField(source="partnership.reference")
    differences = serializers.SerializerMethodField()
    disagreement = serializers.SerializerMethodField(help_text="Whether the evaluators disagree on it.")
    answers = serializers.SerializerMethodField(help_text="The rules on which they do, with both answers.")

    class Meta:
        model = ScreenedCase
        fields = ("partnership", "reference", "reassessed", "differences", "disagreement", "answers")

    @extend_schema_field(DifferenceShape(many=True))
    def get_differences(self, row: ScreenedCase) -> list[dict[str, str]]:
        """Return the rules that differ."""
        names = ("rule", "before", "after", "what")
        return [dict(zip(names, each, strict=True)) for each in row.differences]

    def get_disagreement(self, row: ScreenedCase) -> bool:
        """Return whether the evaluators disagree."""
        return row.disagreement is not None

    @extend_schema_field(RuleAnswersShape(many=True))
    def get_answers(self, row: ScreenedCase) -> list[dict[str, Any]]:  # Any: as the shape says
        """Return both answers, rule by rule."""
        return list(RuleAnswersShape(answers_on(row.disagreement or {}), many=True).data)


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


class ScreeningBody(Body):
    """A screening that is to start."""

    as_of = Day(
        required=False,
        allow_null=True,
        help_text="Gathers cases anew as of this day and queues none. Without it, each case keeps its own day.",
    )


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

    @takes(
        ScreeningBody,
        operation_id="screenings_start",
        responses={202: ScreeningShape, **problem_answers(*READING_REFUSALS)},
    )
    def post(self, request: Request) -> Response:
        """Start a bulk check by the rulebook in force. While another runs, it waits."""
        account, form = screener(request), self.checked_body()
        made = start_by(account, as_of=form.get("as_of"), request_id=request_id.get())
        location = reverse("api:screening", args=[made.pk])
        return Response(ScreeningShape(made, context={"view": self}).data, status=202, headers={"Location": location})

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


class ScreeningAct(Endpoint):
    """An act on a screening, after which it is answered as it is then."""

    def answer(self, screening: Screening) -> Response:
        """Return the screening."""
        screening.refresh_from_db()
        return Response(ScreeningShape(screening, context={"view": self}).data)


class ScreeningStop(ScreeningAct):
    """The stop of a screening."""

    @extend_schema(
        operation_id="screenings_stop",
        request=None,
        responses={
            200: ScreeningShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.NothingToRetry),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop a screening that waits or runs. What it has answered so far is kept for when it is resumed."""
        account, screening = screener(request), get_object_or_404(Screening, pk=pk)
        if not stop_by(account, pk, request_id=request_id.get()):
            raise problems.NothingToRetry(NoScreeningToStop(state=state_for(screening, self.reader())))
        return self.answer(screening)


class ScreeningResume(ScreeningAct):
    """The resumption of a screening."""

    @extend_schema(
        operation_id="screenings_resume",
        request=None,
        responses={
            200: ScreeningShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.NothingToRetry),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Resume a screening that was stopped or failed."""
        account, screening = screener(request), get_object_or_404(Screening, pk=pk)
        if not resume_by(account, pk, request_id=request_id.get()):
            raise problems.NothingToRetry(NoScreeningToResume(state=state_for(screening, self.reader())))
        return self.answer(screening)


def screener(request: Request) -> Account:
    """Return the caller's account if it may act on screenings; else Forbidden with the reason. A key never may."""
    account = account_of(request)
    if account is None or not runs_screenings(account):
        raise problems.Forbidden(NotScreener())
    return account
