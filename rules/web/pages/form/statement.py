"""One statement of a draft: its kind's fields and the common ones."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.kinds import KINDS
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from institutions.query.parameters import word_parameter
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.chosen_parties import draft_form_page, with_chosen_names
from rules.web.pages.form.country_inputs import country_choices
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
from rules.web.pages.form.error_links import error_links
from rules.web.pages.form.left_parties import drop_left_parties
from rules.web.pages.form.named_in_place import NamingInPlace, named_places
from rules.web.pages.form.posted_values import read_fields


def typed_statement(posted: dict[str, str], at: str) -> Json:
    """Return the statement typed into the inputs of a place; its kind must be one of KINDS."""
    kind = posted["kind"]
    return {"kind": kind, **read_fields((*KINDS[kind].fields, *COMMON), f"/statements/{at}", posted)}


class StatementPage(KeptFormView, DraftPage):
    """One statement: its kind's fields and the common ones."""

    def get(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Show the statement as it was saved or typed, or a new one of the kind asked for."""
        draft = own_draft(request, pk)
        statements = draft.document.get("statements", [])
        typed = typed_before(request)
        if typed is not None and typed.get("kind") in KINDS:
            place = min(number, len(statements))
            # The inputs are named after the position that the statement had on the page that was typed into.
            at = next((name.split("/")[2] for name in typed if name.startswith("/statements/")), str(place))
            statement = typed_statement(texts_by_name(typed), at)
            return self.show(request, draft, place, statement, version=typed.get("version"))
        if number < len(statements):
            return self.show(request, draft, number, statements[number])
        kind = word_parameter(request.GET, "kind", KINDS)
        if not kind:
            raise Http404
        return self.show(request, draft, len(statements), {"kind": kind})

    def post(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Save or remove the statement."""
        draft = own_draft(request, pk)
        kind = request.POST.get("kind", "")
        if kind not in KINDS:
            raise Http404
        statements = list(draft.document.get("statements", []))
        number = min(number, len(statements))
        prefix = f"/statements/{number}"
        statement = typed_statement(texts_by_name(request.POST), str(number))
        if request.POST.get("action") == "remove":
            del statements[number : number + 1]
        else:
            statements[number : number + 1] = [statement]
        document = {**draft.document}
        put_in_document(document, "statements", statements or None)
        naming = NamingInPlace(
            draft_form_page(document, {}, reader_language(), draft.owner), texts_by_name(request.POST)
        )
        if request.POST.get("action") == "save":
            naming.settle(named_places((*KINDS[kind].fields, *COMMON), statement, prefix))
        if request.POST.get("action") != "autosave" and not naming.to_choose:
            drop_left_parties(document, naming.posted)
        stored = save_draft(request, draft, document, "statements")
        if request.POST.get("action") == "autosave":
            return autosave_answer(draft, stored=stored)
        if not stored:
            return self.show(request, draft, number, statement, conflict=True)
        errors = draft_errors(draft, body_code(request))
        mine = {at: said for at, said in errors.items() if at == prefix or at.startswith(f"{prefix}/")}
        mine |= naming.to_choose
        if mine and request.POST.get("action") != "remove":
            return self.show(request, draft, number, statement, errors=mine)
        return redirect("propose-step", pk=draft.pk, step="statements")

    def show(
        self,
        request: HttpRequest,
        draft: FormDraft,
        number: int,
        statement: Json,
        *,
        errors: dict[str, str] | None = None,
        version: str | None = None,
        conflict: bool = False,
    ) -> HttpResponse:
        """Render the fields of one statement."""
        language = reader_language()
        kind = KINDS[statement["kind"]]
        page = draft_form_page(draft.document, errors or {}, language, draft.owner)
        fields = page.fields((*kind.fields, *COMMON), f"/statements/{number}", statement)
        shown = {
            "draft": draft,
            "version": draft.version if version is None else version,
            "is_new": number >= len(draft.document.get("statements", [])),
            "number": number,
            "kind": kind.name,
            "title": text_in_language(kind.label, language),
            "help": text_in_language(kind.help, language),
            "fields": with_chosen_names(page, fields)[0],
            "errors": error_links(fields, (), errors or {}),
            "conflict": conflict,
            "countries": country_choices(language),
            "section": "partnerships",
        }
        return render(request, "rules/form/statement.html", shown, status=422 if errors else 409 if conflict else 200)
