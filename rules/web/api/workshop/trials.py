"""The effect of a draft: its cases, its findings on the organisation, and trials on the whole register."""

from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.parties.organisation.days import FIRST_DAY
from institutions.query.parameters import ParameterError, day_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import AnObject, SentText
from institutions.web.rest.declared.takes import takes
from rules.engine.language.errors import RuleError
from rules.models import RulebookTrial
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.workshop.endpoint import (
    ACT_REFUSED,
    LONGEST_NAME,
    REFUSED,
    WRITE_REFUSED,
    WorkshopEndpoint,
)
from rules.web.api.workshop.shapes import (
    CaseAnswerShape,
    CasesShape,
    DraftOnDayShape,
    RuleTroubleShape,
    TrialShape,
)
from rules.workshop.case_running import run_cases
from rules.workshop.checking import said
from rules.workshop.files import files_of
from rules.workshop.organisation_effect import draft_on_day
from rules.workshop.trials import ask_trial
from rules.workshop.troubles import BeforeMinistries, DraftRefusedError


class TrialBody(Body):
    """A trial that is to start: of the whole effect, or of a curve where a number is given."""

    curve = AnObject(
        required=False,
        allow_null=True,
        help_text="`parameter`, `least`, `most`; also `number` of values, `index` and a day `on`.",
    )
    mutants = SentText(
        required=False, max_length=LONGEST_NAME, help_text="Tries the cases of this rule against changes of the rule."
    )


class DraftCases(WorkshopEndpoint):
    """The cases of a rule of a draft."""

    @extend_schema(operation_id="rulebook_drafts_cases", responses={200: CasesShape, **REFUSED})
    def get(self, request: Request, pk: UUID, code: str) -> Response:
        """Run the cases of a rule as the draft is stored, and return each answer."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset())
        draft = self.draft(pk)
        try:
            ran, trouble = run_cases(files_of(draft), code), None
        except RuleError as error:
            ran, trouble = [], said(error.file, error)
        shown = {
            "cases": CaseAnswerShape(ran, many=True).data,
            "trouble": RuleTroubleShape(trouble).data if trouble else None,
        }
        return Response(shown)


class DraftOrganisation(WorkshopEndpoint):
    """The rules of a draft on the organisation of government, on one day."""

    @extend_schema(
        operation_id="rulebook_drafts_organisation",
        parameters=[OpenApiParameter("on", date, description="From 2001-01-06 on; default: today.")],
        responses={200: DraftOnDayShape, **ACT_REFUSED, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the findings on the organisation of a day that differ from those of the base."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset({"on"}))
        on, draft = day_parameter(request.query_params, "on") or timezone.localdate(), self.draft(pk)
        if on < FIRST_DAY:
            raise ParameterError("on", BeforeMinistries())
        try:
            return Response(DraftOnDayShape(draft_on_day(draft, on)).data)
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused


class DraftTrials(WorkshopEndpoint):
    """The trials of a draft."""

    @takes(
        TrialBody,
        operation_id="rulebook_drafts_try",
        responses={202: TrialShape, **WRITE_REFUSED},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Count what a draft would change over the whole register, or the findings at each value of a number."""
        account, draft, form = self.editor(request), self.draft(pk), self.checked_body()
        try:
            made = ask_trial(
                draft.pk,
                account,
                curve=form.get("curve"),
                mutants=form.get("mutants", ""),
                request_id=request_id.get(),
            )
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        location = reverse("api:rulebook-trial", args=[made.pk])
        return Response(
            TrialShape(made, context={"reader": self.reader()}).data, status=202, headers={"Location": location}
        )


class TrialDetail(WorkshopEndpoint):
    """One trial."""

    @extend_schema(operation_id="rulebook_trials_read", responses={200: TrialShape, **REFUSED})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a trial with its counts over the partnerships that the caller may read."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset())
        trial = get_object_or_404(RulebookTrial.objects.select_related("draft"), pk=pk)
        return Response(TrialShape(trial, context={"reader": self.reader()}).data)
