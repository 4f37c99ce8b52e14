"""Suggestions while an officer types the name of a body, a company or another party of the draft."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from institutions.search import Suggestion, find_bodies, find_companies
from rules.pages.form.draft import own_draft
from rules.pages.form.shown import Page
from rules.pages.words import in_language, reader_language

Options = Iterator[tuple[str, str]]


class Lookup(View):
    """Options for one input; it sends what was typed under its own name."""

    def get(self, request: HttpRequest, pk: UUID, looks_for: str) -> HttpResponse:
        """Parties of the draft first, then those of the register."""
        draft = own_draft(request, pk)
        text = str(next(iter(request.GET.values()), "")).strip()[:100]
        if looks_for == "company":
            found = [*companies(text)]
        else:
            page = Page(draft.document, {}, reader_language())
            of_draft = [] if looks_for == "body" else [*parties(page, text)]
            found = [*of_draft, *bodies(text)]
        return render(request, "rules/form/options.html", {"options": found})


def parties(page: Page, text: str) -> Options:
    """Parties of the draft whose key or name has what was typed."""
    for table in ("companies", "people", "bodies"):
        for key, name in page.rows_of(table, "name"):
            if text.casefold() in f"{key} {name}".casefold():
                yield key, name


def bodies(text: str) -> Options:
    """Government bodies: code and name."""
    for body in find_bodies(text):
        yield body.key, named(body)


def companies(text: str) -> Options:
    """Companies of the register: id, and name with the corporate number where it is known."""
    for company in find_companies(text):
        yield company.key, " ".join(filter(None, (named(company), company.number)))


def named(found: Suggestion) -> str:
    """The name in the reader's language, else in the other one."""
    return in_language({"en": found.name_en, "ja": found.name_ja}, reader_language())
