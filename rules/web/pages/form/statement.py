"""One statement of a draft: its kind's fields and the common ones."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from institutions.accounts.sign_in.kept_form import KeepsTyped, typed_before
from institutions.kinds import KINDS
from institutions.kinds.statement import COMMON
from institutions.models import FormDraft
from institutions.values.query import word_in
from rules.explaining.wording.words import in_language, reader_language
from rules.web.pages.form.chosen import page_of, with_names
from rules.web.pages.form.draft import Json, autosaved, body_code, errors_of, put, saved, texts
from rules.web.pages.form.mending import to_mend
from rules.web.pages.form.of_draft import OfDraft, own_draft
from rules.web.pages.form.posted import read_fields


def typed_in(posted: dict[str, str], at: str) -> Json:
    """Return the statement typed into the inputs of a place; its kind must be one of KINDS."""
    kind = posted["kind"]
    return {"kind": kind, **read_fields((*KINDS[kind].fields, *COMMON), f"/statements/{at}", posted)}


class StatementPage(KeepsTyped, OfDraft):
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
            statement = typed_in(texts(typed), at)
            return self.show(request, draft, place, statement, version=typed.get("version"))
        if number < len(statements):
            return self.show(request, draft, number, statements[number])
        kind = word_in(request.GET, "kind", KINDS)
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
        statement = typed_in(texts(request.POST), str(number))
        if request.POST.get("action") == "remove":
            del statements[number : number + 1]
        else:
            statements[number : number + 1] = [statement]
        document = {**draft.document}
        put(document, "statements", statements or None)
        stored = saved(request, draft, document, "statements")
        if request.POST.get("action") == "autosave":
            return autosaved(draft, stored=stored)
        if not stored:
            return self.show(request, draft, number, statement, conflict=True)
        errors = errors_of(draft, body_code(request))
        mine = {at: said for at, said in errors.items() if at == prefix or at.startswith(f"{prefix}/")}
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
        page = page_of(draft.document, errors or {}, language, draft.owner)
        fields = page.fields((*kind.fields, *COMMON), f"/statements/{number}", statement)
        shown = {
            "draft": draft,
            "version": draft.version if version is None else version,
            "is_new": number >= len(draft.document.get("statements", [])),
            "number": number,
            "kind": kind.name,
            "title": in_language(kind.label, language),
            "help": in_language(kind.help, language),
            "fields": with_names(page, fields)[0],
            "errors": to_mend(fields, (), errors or {}),
            "conflict": conflict,
            "section": "partnerships",
        }
        return render(request, "rules/form/statement.html", shown, status=422 if errors else 409 if conflict else 200)
