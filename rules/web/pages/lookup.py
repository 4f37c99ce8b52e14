"""Suggestions while an officer types the name of a body, a company, a person or another party of the draft."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from institutions.parties.search import MOST
from rules.explaining.wording.words import reader_language
from rules.web.pages.form.chosen_parties import draft_form_page, input_suggestions
from rules.web.pages.form.draft_page import own_draft
from rules.web.pages.form.named_before import cases_naming


class InputOptions(View):
    """The options for one input, and their number for users of a screen reader."""

    def get(self, request: HttpRequest, pk: UUID, looks_for: str) -> HttpResponse:
        """Return parties of the draft first, then those of the register."""
        draft = own_draft(request, pk)
        text = request.GET.get("q", "").strip()[:100]
        page = draft_form_page(draft.document, {}, reader_language(), draft.owner)
        found = input_suggestions(page, looks_for, text)[:MOST] if text else []
        cases = cases_naming((value for value, _name in found), draft.owner)
        options = [(value, name, cases.get(value, "")) for value, name in found]
        shown = {"options": options, "said": number_of_suggestions(len(found))}
        return render(request, "rules/form/options.html", shown)


def number_of_suggestions(number: int) -> str:
    """Say how many suggestions there are, for users of a screen reader."""
    said = ngettext("%(n)s suggestion. Use the arrow keys.", "%(n)s suggestions. Use the arrow keys.", number)
    return said % {"n": number} if number else _("No suggestion.")
