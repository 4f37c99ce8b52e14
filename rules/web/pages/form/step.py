"""One step of the form. It saves first and then reports errors; nothing typed is lost."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.kinds import KINDS, FieldSort
from institutions.models import FormDraft
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.chosen_parties import draft_form_page, with_chosen_names
from rules.web.pages.form.draft import (
    Json,
    autosave_answer,
    body_code,
    draft_errors,
    put_in_document,
    save_draft,
    texts_by_name,
)
from rules.web.pages.form.draft_page import DraftPage, own_draft
from rules.web.pages.form.error_links import StepInputs
from rules.web.pages.form.posted_values import read_fields, read_rows
from rules.web.pages.form.steps import BY_NAME, CHECK, STEPS, FormStep, next_step_name, table_of_field
from rules.web.pages.form.summary import summary_of

REMOVE: Final = "remove:"  # before the pointer of the row that a button removes


def posted_without_row(posted: dict[str, str], action: str) -> dict[str, str]:
    """Return the texts typed, without the row to be removed."""
    if not action.startswith(REMOVE):
        return posted
    row = f"{action.removeprefix(REMOVE)}/"
    return {name: text for name, text in posted.items() if not name.startswith(row)}


def found_step(name: str) -> FormStep:
    """Return a step by its name, or raise Http404."""
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def document_with_typed(draft: FormDraft, step: FormStep, posted: dict[str, str]) -> Json:
    """Return the draft's document with the texts typed into a step."""
    document = {**draft.document}
    for field in step.fields:
        if field.sort is FieldSort.ROWS:
            put_in_document(document, field.name, read_rows(table_of_field(field), f"/{field.name}", posted) or None)
        elif field.sort is FieldSort.TABLE:
            put_in_document(
                document, field.name, read_fields(table_of_field(field).fields, f"/{field.name}", posted) or None
            )
        elif field.sort is not FieldSort.STATEMENTS:
            document.pop(field.name, None)
            document.update(read_fields((field,), "", posted))
    return document


class StepPage(KeptFormView, DraftPage):
    """One step of the form."""

    def get(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Show the step as it was saved, or as it was typed before a new sign-in was needed."""
        draft, page = own_draft(request, pk), found_step(step)
        typed = typed_before(request)
        if typed is None:
            return self.show(request, draft, page)
        document = document_with_typed(draft, page, texts_by_name(typed))
        return self.show(request, draft, page, document=document, version=typed.get("version"))

    def post(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Save, then continue, stay to correct or to add a row, or leave."""
        draft, page = own_draft(request, pk), found_step(step)
        posted = texts_by_name(request.POST)
        action = posted.get("action", "next")
        document = document_with_typed(draft, page, posted_without_row(posted, action))
        stored = save_draft(request, draft, document, step)
        if action == "autosave":
            return autosave_answer(draft, stored=stored)
        if not stored:
            return self.show(request, draft, page, document=document, conflict=True)
        if action == "leave":
            messages.success(request, _("Saved. You find the draft under 'Propose a partnership'."))
            return redirect("propose")
        errors = {at: said for at, said in draft_errors(draft, body_code(request)).items() if page.owns(at)}
        stays = action == "more" or action.startswith(REMOVE)
        if errors or stays:
            return self.show(request, draft, page, errors={} if stays else errors)
        following = next_step_name(page)
        if following == CHECK:
            return redirect("propose-check", pk=draft.pk)
        return redirect("propose-step", pk=draft.pk, step=following)

    def show(
        self,
        request: HttpRequest,
        draft: FormDraft,
        step: FormStep,
        *,
        errors: dict[str, str] | None = None,
        document: Json | None = None,
        version: str | None = None,
        conflict: bool = False,
    ) -> HttpResponse:
        """Render a step with its fields."""
        language = reader_language()
        content = draft.document if document is None else document
        page = draft_form_page(content, errors or {}, language, draft.owner)
        inputs = StepInputs.of(page, step)
        fields, tables = with_chosen_names(page, inputs.fields, inputs.tables)
        shown: Json = {
            "draft": draft,
            "version": draft.version if version is None else version,
            "step": step,
            "steps": STEPS,
            "number": STEPS.index(step) + 1,
            "fields": fields,
            "tables": tables,
            "errors": inputs.to_mend(errors or {}),
            "conflict": conflict,
            "section": "partnerships",
        }
        if step.name == "statements":
            shown["statements"] = summary_of(content, language, draft.owner).statements
            shown["kinds"] = sorted(
                (
                    (name, text_in_language(kind.label, language), text_in_language(kind.help, language))
                    for name, kind in KINDS.items()
                ),
                key=lambda each: each[1],
            )
        return render(request, "rules/form/step.html", shown, status=422 if errors else 409 if conflict else 200)
