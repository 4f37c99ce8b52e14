"""The page on which an officer pastes or uploads a table."""

from typing import IO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.codes.wording import code_words
from institutions.drafts.documents import FileUnreadableError
from institutions.models import FormDraft
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.draft import body_code, save_draft, texts_by_name
from rules.web.pages.form.draft_page import DraftPage, own_draft
from rules.web.pages.form.pasting.adding import AddedRows
from rules.web.pages.form.pasting.rows import (
    MOST_ROWS,
    PasteError,
    comma_separated,
    heading_of_column,
    rows_of_table,
)
from rules.web.pages.form.pasting.targets import TARGETS, PasteColumn, PasteTarget


class PastePage(DraftPage):
    """A table of the entries of one question, or of one list of the proposal."""

    def get(self, request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
        """Show the columns that the table may have, and where to put it."""
        return self.show(request, own_draft(request, pk), target_named(of), [])

    def post(self, request: HttpRequest, pk: UUID, of: str) -> HttpResponse:
        """Add every row, and return to the page of the entries; with an error nothing is added."""
        draft, target = own_draft(request, pk), target_named(of)
        file = request.FILES.get("file")
        text = request.POST.get("table", "")
        if not isinstance(file, UploadedFile) and not text.strip():
            return self.show(request, draft, target, [PasteError(_("Paste a table, or choose a file."))])
        # An uploaded file reads as a file of bytes, without being declared as one.
        content = cast("IO[bytes]", file) if isinstance(file, UploadedFile) else comma_separated(text)
        try:
            rows, errors = rows_of_table(content, target, draft.document)
        except FileUnreadableError as trouble:
            return self.show(request, draft, target, [PasteError(code_words(trouble.said))])
        if errors:
            return self.show(request, draft, target, errors)
        added = AddedRows(draft, target, rows)
        document = added.document(texts_by_name(request.POST))
        if errors := added.errors(document, body_code(request)):
            return self.show(request, draft, target, errors)
        answers = {key: answer for key, answer in draft.answers.items() if key != target.name}
        if not save_draft(request, draft, document, target.step, answers):
            changed = _("This draft was changed in another window. Open this page again and paste the table again.")
            return self.show(request, draft, target, [PasteError(changed)], status=409)
        said = ngettext("%(n)s entry was added.", "%(n)s entries were added.", len(rows)) % {"n": len(rows)}
        messages.success(request, said)
        return HttpResponseRedirect(reverse("propose-step", args=[draft.pk, target.step]) + f"#{target.anchor}")

    def show(
        self, request: HttpRequest, draft: FormDraft, target: PasteTarget, errors: list[PasteError], status: int = 422
    ) -> HttpResponse:
        """Render the page, with the errors of the table and the text as it was pasted."""
        language = reader_language()
        columns = target.columns
        shown = {
            "draft": draft,
            "target": target,
            "title": text_in_language(target.title, language),
            "columns": [(heading_of_column(each, language), other_headings(each, language), each) for each in columns],
            "most": MOST_ROWS,
            "pasted": request.POST.get("table", ""),
            "errors": errors,
            "version": draft.version,
            "section": "partnerships",
        }
        return render(request, "rules/form/paste.html", shown, status=status if errors else 200)


def other_headings(column: PasteColumn, language: str) -> list[str]:
    """Return the headings that a column may have beside its own; not the name of its field in documents."""
    own = heading_of_column(column, language)
    return [each for each in dict.fromkeys(column.headings[1:]) if each != own]


def target_named(name: str) -> PasteTarget:
    """Return the entries that an address names, or raise Http404."""
    if name not in TARGETS:
        raise Http404
    return TARGETS[name]
