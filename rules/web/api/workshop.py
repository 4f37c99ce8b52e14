"""/rulebook-drafts/: drafts of rulebooks, their files, cases and trials, for rulebook editors who have signed in."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.models import Account
from institutions.parties.organisation.days import FIRST_DAY
from institutions.query.parameters import ParameterError, day_parameter, text_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import AnObject, SentText, Whole
from institutions.web.rest.declared.takes import takes
from rules.access.readable_results import edits_rulebooks, reads_rulebook_drafts
from rules.engine.language.errors import RuleError
from rules.models import RulebookDraft, RulebookTrial
from rules.models.rulebook_draft import LONGEST_PATH
from rules.web.api.endpoint import Endpoint, account_of, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.shared_descriptions import READING_REFUSALS
from rules.web.api.workshop_shapes import (
    CaseAnswerShape,
    CasesShape,
    DraftFileShape,
    DraftOnDayShape,
    DraftShape,
    DraftWithFilesShape,
    RuleTroubleShape,
    TrialShape,
)
from rules.workshop.case_running import run_cases
from rules.workshop.checking import said, troubles_of_file
from rules.workshop.drafting import ChangedMeanwhileError, begin_draft, close_draft, save_file, stored_file
from rules.workshop.files import PATH, files_of
from rules.workshop.organisation_effect import draft_on_day
from rules.workshop.rebasing import rebase_draft
from rules.workshop.trials import ask_trial
from rules.workshop.troubles import BeforeMinistries, DraftRefusedError, DraftsFullError, NoSuchFile, NotRulebookEditor

LONGEST_NAME: Final = 200  # in the body; a name itself is shorter, which its own code says
REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound)
LIST_REFUSED: Final = problem_answers(problems.Forbidden, problems.InvalidParameter)
ACT_REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound, problems.Conflict)
WRITE_REFUSED: Final = problem_answers(problems.NotFound, problems.Conflict, *READING_REFUSALS)
PATH_PARAMETER: Final = OpenApiParameter("path", str, required=True, description="As in the rulebook's folder.")


class DraftBody(Body):
    """A draft that is to begin."""

    name = SentText(max_length=LONGEST_NAME)


class FileBody(Body):
    """A file as it is to be stored."""

    path = SentText(max_length=LONGEST_PATH, help_text="As in the rulebook's folder.")
    text = SentText(allow_null=True, trim_whitespace=False, help_text="null removes the file.")
    seen = Whole(help_text="`number` of the file as it was read; 0 where it is that of the base or there is none.")


class TextBody(Body):
    """The text of a file that is only checked."""

    path = SentText(max_length=LONGEST_PATH, help_text="As in the rulebook's folder.")
    text = SentText(trim_whitespace=False)


class BaseBody(Body):
    """The move of a draft to the rulebook in force."""

    choices = AnObject(required=False, help_text="By path of each conflict: keep (of the draft) or take (in force).")


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


def refusal_answer(refused: DraftRefusedError) -> problems.Problem:
    """Return the problem of an act that is not done: 413 where the account has no room, since waiting does not help."""
    full = isinstance(refused, DraftsFullError)
    return problems.TooLarge(refused.said) if full else problems.Conflict(refused.said)


class WorkshopEndpoint(Endpoint):
    """An endpoint of the workshop."""

    def readable(self, request: Request) -> Account:
        """Return the caller's account; Forbidden if it may not read drafts. A key never may."""
        account = account_of(request)
        if account is None or not reads_rulebook_drafts(account):
            raise problems.Forbidden(NotRulebookEditor())
        return account

    def editor(self, request: Request) -> Account:
        """Return the caller's account; Forbidden unless it is a rulebook editor's."""
        account = account_of(request)
        if account is None or not edits_rulebooks(account):
            raise problems.Forbidden(NotRulebookEditor())
        return account

    def draft(self, pk: UUID) -> RulebookDraft:
        """Return a draft, or Http404."""
        return get_object_or_404(RulebookDraft.objects.select_related("account"), pk=pk)

    def path(self, path: str) -> str:
        """Return a path that a rulebook may have; NotFound with the reason for another one."""
        if not PATH.fullmatch(path):
            raise problems.NotFound(NoSuchFile(path=path[:200]))
        return path


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


class DraftFile(WorkshopEndpoint):
    """One file of a draft."""

    @extend_schema(
        operation_id="rulebook_drafts_file",
        parameters=[PATH_PARAMETER],
        responses={200: DraftFileShape, **REFUSED, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a file as it is stored, with what is wrong in it."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset({"path"}))
        return Response(self.file(self.draft(pk), self.path(text_parameter(request.query_params, "path"))))

    @takes(
        FileBody,
        operation_id="rulebook_drafts_save",
        responses={200: DraftFileShape, **WRITE_REFUSED},
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Store a file; 409 with the stored text (`theirs`) if somebody saved it since it was read."""
        account, draft, form = self.editor(request), self.draft(pk), self.checked_body()
        path = self.path(form["path"])
        try:
            save_file(draft.pk, path, form["text"], seen=form["seen"], account=account, request_id=request_id.get())
        except ChangedMeanwhileError as changed:
            members = {"theirs": changed.theirs, "number": changed.number}
            raise problems.Conflict(changed.said, members=members) from changed
        except DraftRefusedError as refused:
            raise refusal_answer(refused) from refused
        return Response(self.file(draft, path))

    def file(self, draft: RulebookDraft, path: str) -> dict[str, Any]:  # Any: as the shape says
        """Return a file as callers get it."""
        stored, files = stored_file(draft, path), files_of(draft)
        troubles = troubles_of_file(files, path) if path in files else []
        shown = {"path": path, "text": stored.text, "number": stored.number, "troubles": troubles}
        return dict(DraftFileShape(shown).data)


class DraftCheck(WorkshopEndpoint):
    """The check of a text."""

    @takes(
        TextBody,
        operation_id="rulebook_drafts_check",
        responses={200: RuleTroubleShape(many=True), **problem_answers(problems.NotFound, *READING_REFUSALS)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Check the text of a file beside the others of a draft. Nothing is stored."""
        self.editor(request)
        draft, form = self.draft(pk), self.checked_body()
        path, text = self.path(form["path"]), form["text"]
        return Response(RuleTroubleShape(troubles_of_file({**files_of(draft), path: text}, path), many=True).data)


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
