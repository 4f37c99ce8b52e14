"""One page of the form. It saves first and then reports errors; nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.models import FormDraft
from rules.explaining.wording.words import reader_language
from rules.web.pages.form.all_kinds import kind_groups
from rules.web.pages.form.asked_inputs import asked_input
from rules.web.pages.form.chosen_parties import draft_form_page, with_chosen_names
from rules.web.pages.form.country_inputs import country_choices
from rules.web.pages.form.draft import Json, autosave_answer, body_code, draft_errors, save_draft, texts_by_name
from rules.web.pages.form.draft_page import DraftPage, own_draft
from rules.web.pages.form.error_links import StepInputs, question_links
from rules.web.pages.form.left_parties import drop_left_parties
from rules.web.pages.form.named_in_place import NamingInPlace
from rules.web.pages.form.questions import Question
from rules.web.pages.form.shown_questions import shown_questions
from rules.web.pages.form.steps import BY_NAME, CHECK, STEPS, WAY, FormStep, next_step_name
from rules.web.pages.form.summary import summary_of
from rules.web.pages.form.typed_entries import ANSWER, contradicted, unfilled, with_typed_questions
from rules.web.pages.form.typed_step import AUTOSAVE, MORE, REMOVE, TypedStep


def found_step(name: str) -> FormStep:
    """Return a page by its name, or raise Http404."""
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


class StepPage(KeptFormView, DraftPage):
    """One page of the form."""

    def get(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Show the page as it was saved, or as it was typed before a new sign-in was needed."""
        draft, page = own_draft(request, pk), found_step(step)
        typed = typed_before(request)
        if typed is None:
            return self.show(request, draft, page)
        content = TypedStep.of(draft, page, texts_by_name(typed))
        return self.show(request, draft, page, typed=content, version=typed.get("version"))

    def post(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Save, then continue, stay to correct or to add a row, or leave."""
        draft, page = own_draft(request, pk), found_step(step)
        posted = texts_by_name(request.POST)
        action = posted.get("action", "next")
        typed = TypedStep.of(draft, page, posted, action)
        naming = NamingInPlace(draft_form_page(typed.document, {}, reader_language(), draft.owner), posted)
        if action != AUTOSAVE:  # a name that is still being typed is none yet
            naming.settle(typed.places(page))
            typed.put_countries()
            if not naming.to_choose:  # a party that may be chosen has to be there
                drop_left_parties(typed.document, posted)
        answers = with_typed_questions(typed.answers, typed.document, typed.entries)
        stored = save_draft(request, draft, typed.document, step, answers)
        if action == AUTOSAVE:
            return autosave_answer(draft, stored=stored)
        if not stored:
            return self.show(request, draft, page, typed=typed, conflict=True)
        if action == "leave":
            messages.success(request, _("Saved. You find the draft under 'Propose a partnership'."))
            return redirect("propose")
        errors = dict(naming.to_choose)
        if not action.startswith((MORE, REMOVE)):
            errors |= self.errors_left(request, draft, page, typed) | naming.to_choose
            for key in contradicted(posted, typed.entries):
                errors[f"{ANSWER}{key}"] = _("An entry is stated below. Remove it, or answer yes.")
            for key in unfilled(posted, typed.entries):
                errors[f"{ANSWER}{key}"] = _("You answered yes. Fill in an entry below, or change the answer.")
        if errors or action.startswith((MORE, REMOVE)):
            opened = action.removeprefix(MORE).removeprefix(":") if action.startswith(MORE) else ""
            placed = typed.typed_into if errors else {}
            return self.show(
                request,
                draft,
                page,
                errors=errors,
                opened="" if errors else opened,
                placed=placed,
                countries=typed.countries,
            )
        following = next_step_name(page)
        if following == CHECK:
            return redirect("propose-check", pk=draft.pk)
        return redirect("propose-step", pk=draft.pk, step=following)

    def errors_left(self, request: HttpRequest, draft: FormDraft, step: FormStep, typed: TypedStep) -> dict[str, str]:
        """Return the errors that are corrected on this page: of its fields and of the entries that it shows."""
        return {
            at: said
            for at, said in draft_errors(draft, body_code(request)).items()
            if step.owns(at) or any(at == each or at.startswith(f"{each}/") for each in typed.pointers)
        }

    def show(
        self,
        request: HttpRequest,
        draft: FormDraft,
        step: FormStep,
        *,
        errors: dict[str, str] | None = None,
        typed: TypedStep | None = None,
        version: str | None = None,
        conflict: bool = False,
        opened: str = "",
        placed: Mapping[int, Question] | None = None,
        countries: Mapping[int, Mapping[str, str]] | None = None,
    ) -> HttpResponse:
        """Render a page with its fields and questions.

        `placed`: the questions of the entries to be corrected. `countries`: those typed for parties that are not in
        the draft yet.
        """
        language = reader_language()
        content = draft.document if typed is None else typed.document
        answers = draft.answers if typed is None else typed.answers
        page = draft_form_page(content, errors or {}, language, draft.owner)
        page = replace(page, asked=asked_input(request.GET, step, content))
        inputs = StepInputs.of(page, step, opened)
        inputs = StepInputs(*with_chosen_names(page, inputs.fields, inputs.tables))
        questions = shown_questions(
            page, step.questions, answers, opened, placed, countries if typed is None else typed.countries
        )
        shown: Json = {
            "draft": draft,
            "version": draft.version if version is None else version,
            "step": step,
            "way": WAY,
            "asides": [each for each in STEPS if each.aside],
            "number": 0 if step.aside else WAY.index(step) + 1,
            "inputs": inputs,
            "questions": questions,
            "statements_shown": len(content.get("statements", ())),
            "focus": focused_input(inputs, opened),
            "errors": inputs.to_mend(errors or {}) if step.fields else question_links(questions),
            "conflict": conflict,
            "countries": country_choices(language),
            "section": "partnerships",
        }
        if step.name == "statements":
            shown["statements"] = summary_of(content, language, draft.owner).statements
            shown["searched"] = request.GET.get("q", "")
            shown["groups"] = kind_groups(shown["searched"], language)
        return render(request, "rules/form/step.html", shown, status=422 if errors else 409 if conflict else 200)


def focused_input(inputs: StepInputs, opened: str) -> str:
    """Return the pointer of the first input of the row that is written next."""
    rows = (table.rows[-1] for table in inputs.tables if table.pointer == opened)
    return next((each.pointer for row in rows for each in row.fields if each.input != "hidden"), "")
