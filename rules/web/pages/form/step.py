"""One step of the form. It saves first and then reports errors; nothing typed is lost."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.kept_form import KeepsTyped, typed_before
from institutions.kinds import KINDS, Sort
from institutions.models import FormDraft
from rules.explaining.wording.words import in_language, reader_language
from rules.web.pages.form.chosen import page_of, with_names
from rules.web.pages.form.draft import Json, autosaved, body_code, errors_of, put, saved, texts
from rules.web.pages.form.mending import StepInputs
from rules.web.pages.form.of_draft import OfDraft, own_draft
from rules.web.pages.form.posted import read_fields, read_rows
from rules.web.pages.form.steps import BY_NAME, CHECK, STEPS, Step, after, table_of_field
from rules.web.pages.form.summary import summary_of

REMOVE: Final = "remove:"  # before the pointer of the row that a button removes


def without_row(posted: dict[str, str], action: str) -> dict[str, str]:
    """Return the texts typed, without the row to be removed."""
    if not action.startswith(REMOVE):
        return posted
    row = f"{action.removeprefix(REMOVE)}/"
    return {name: text for name, text in posted.items() if not name.startswith(row)}


def found_step(name: str) -> Step:
    """Return a step by its name, or raise Http404."""
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def written(draft: FormDraft, step: Step, posted: dict[str, str]) -> Json:
    """Return the draft's document with the texts typed into a step."""
    document = {**draft.document}
    for field in step.fields:
        if field.sort is Sort.ROWS:
            put(document, field.name, read_rows(table_of_field(field), f"/{field.name}", posted) or None)
        elif field.sort is Sort.TABLE:
            put(document, field.name, read_fields(table_of_field(field).fields, f"/{field.name}", posted) or None)
        elif field.sort is not Sort.STATEMENTS:
            document.pop(field.name, None)
            document.update(read_fields((field,), "", posted))
    return document


class StepPage(KeepsTyped, OfDraft):
    """One step of the form."""

    def get(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Show the step as it was saved, or as it was typed before a new sign-in was needed."""
        draft, page = own_draft(request, pk), found_step(step)
        typed = typed_before(request)
        if typed is None:
            return self.show(request, draft, page)
        document = written(draft, page, texts(typed))
        return self.show(request, draft, page, document=document, version=typed.get("version"))

    def post(self, request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
        """Save, then go on, stay to correct or to write another row, or leave."""
        draft, page = own_draft(request, pk), found_step(step)
        posted = texts(request.POST)
        action = posted.get("action", "next")
        document = written(draft, page, without_row(posted, action))
        stored = saved(request, draft, document, step)
        if action == "autosave":
            return autosaved(draft, stored=stored)
        if not stored:
            return self.show(request, draft, page, document=document, conflict=True)
        if action == "leave":
            messages.success(request, _("Saved. You find the draft under 'Propose a partnership'."))
            return redirect("propose")
        errors = {at: said for at, said in errors_of(draft, body_code(request)).items() if page.owns(at)}
        stays = action == "more" or action.startswith(REMOVE)
        if errors or stays:
            return self.show(request, draft, page, errors={} if stays else errors)
        following = after(page)
        if following == CHECK:
            return redirect("propose-check", pk=draft.pk)
        return redirect("propose-step", pk=draft.pk, step=following)

    def show(
        self,
        request: HttpRequest,
        draft: FormDraft,
        step: Step,
        *,
        errors: dict[str, str] | None = None,
        document: Json | None = None,
        version: str | None = None,
        conflict: bool = False,
    ) -> HttpResponse:
        """Render a step with its fields."""
        language = reader_language()
        content = draft.document if document is None else document
        page = page_of(content, errors or {}, language, draft.owner)
        inputs = StepInputs.of(page, step)
        fields, tables = with_names(page, inputs.fields, inputs.tables)
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
                    (name, in_language(kind.label, language), in_language(kind.help, language))
                    for name, kind in KINDS.items()
                ),
                key=lambda each: each[1],
            )
        return render(request, "rules/form/step.html", shown, status=422 if errors else 409 if conflict else 200)
