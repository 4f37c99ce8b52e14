"""The glossary: the words of a review and the fields of the form, each in both languages, with the law."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from institutions.query.parameters import text_parameter
from rules.engine.language.statements import Language
from rules.explaining.glossary.entries import GlossaryEntry, glossary
from rules.explaining.wording.words import reader_language

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


class GlossaryPage(TemplateView):
    """All entries, or those that contain the words of a search; no query."""

    template_name = "rules/glossary.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return both parts of the glossary in the reader's language."""
        language, asked = reader_language(), text_parameter(self.request.GET, "q")
        book = glossary()
        parts = (
            ("terms", _("Words of a review"), book.terms),
            ("fields", _("Fields of the form"), book.fields.values()),
        )
        shown = [
            {"name": name, "label": label, "entries": entry_rows(entries, asked, language)}
            for name, label, entries in parts
        ]
        return {
            **super().get_context_data(**kwargs),
            "section": "glossary",
            "asked": asked,
            "parts": [part for part in shown if part["entries"]],
        }


def entry_rows(entries: Iterable[GlossaryEntry], asked: str, language: Language) -> list[Context]:
    """Return the matching entries by their word in the reader's language; the other word beside it."""
    other: Language = "en" if language == "ja" else "ja"
    rows = [
        {
            "word": each.word[language],
            "other": each.word[other] if each.word[other] != each.word[language] else "",
            "other_language": other,
            "means": each.means[language],
            "law": each.law_words(language),
        }
        for each in entries
        if each.wants(asked)
    ]
    return sorted(rows, key=lambda row: str(row["word"]).casefold())
