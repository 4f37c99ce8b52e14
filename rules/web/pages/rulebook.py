"""The rulebook for its readers: all rules, and the page of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.views.generic import TemplateView

from institutions.access.partnerships import partnerships_for
from rules.engine.language.statements import Language, date_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.certainty import MARKS
from rules.explaining.catalogue.entry import FAMILIES, Entry, entries
from rules.explaining.catalogue.firing import NEVER, Firing, firing
from rules.explaining.catalogue.searching import Asked
from rules.explaining.catalogue.timeline import Axis, Period, axis_of
from rules.explaining.wording.words import in_brackets, in_language, reader_language
from rules.models import Outcome, Severity
from rules.web.pages.reader import reader

Json = dict[str, Any]  # Any: what a template shows


def text(both: Any, language: Language) -> str:  # Any: a text of a rule in both languages
    """Return a rule's text in the reader's language."""
    return in_language({"en": both.en, "ja": both.ja}, language)


def levels(entry: Entry) -> list[Json]:
    """Return the severities that a rule can have."""
    return [{"level": level, "label": Severity(level).label} for level in entry.levels]


def marks(entry: Entry, language: Language) -> list[Json]:
    """Return the marks that warn a reader."""
    return [{"mark": mark, "label": MARKS[mark][language]} for mark in entry.marks]


def fires(found: Firing) -> Json:
    """Return how often a rule had each outcome."""
    counts = [
        {"outcome": value, "label": label, "number": found.number(value)}
        for value, label in Outcome.choices
        if value != Outcome.ERROR
    ]
    return {"counts": counts, "flagged": found.flagged, "total": found.total}


def row(entry: Entry, found: Mapping[str, Firing], language: Language) -> Json:
    """Return a rule in the list."""
    return {
        "code": entry.rule.code,
        "title": text(entry.rule.title, language),
        "levels": levels(entry),
        "marks": marks(entry, language),
        "fires": fires(found.get(entry.rule.code, NEVER)),
    }


class RulebookPage(TemplateView):
    """All rules by family, or those that match a search."""

    template_name = "rules/rulebook.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> Json:
        """Return code, title, severities and marks of each rule, and its frequency."""
        language, book = reader_language(), current_rulebook()
        asked = Asked.of(self.request.GET)
        found = firing(partnerships_for(reader(self.request)))
        used = {rule.family for rule in book.rules.values()}
        shown = [each for each in entries(book, timezone.localdate().isoformat()) if asked.wants(each.rule)]
        families = [
            {
                "label": label[language],
                "rules": [row(each, found, language) for each in shown if each.rule.family == family],
            }
            for family, label in FAMILIES.items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "families": [each for each in families if each["rules"]],
            "choices": [(family, label[language]) for family, label in FAMILIES.items() if family in used],
            "asked": asked,
            "version": book.version,
            "section": "rulebook",
        }


class RulePage(TemplateView):
    """One rule: reason, conditions, law, numbers over time, frequency, and its file."""

    template_name = "rules/rule.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> Json:
        """Return the rule; Http404 for a code that no rule has."""
        book, language, today = current_rulebook(), reader_language(), timezone.localdate()
        rule = book.rules.get(kwargs["code"])
        if rule is None:
            raise Http404
        entry = Entry(rule, book, today.isoformat())
        found = firing(partnerships_for(reader(self.request)), rule.code)
        conditions = entry.conditions(language)
        shown = {
            **row(entry, found, language),
            "family": FAMILIES[rule.family][language],
            "why": text(rule.why, language),
            "silent_when": text(rule.silent_when, language),
            "conditions": conditions,
            "severity": [
                {"level": each.level, "label": Severity(each.level).label, "conditions": each.conditions}
                for each in conditions.severity
            ],
            "basis": [
                {
                    "text": entry.law(each, language),
                    "certainty": entry.certainty(each).beside_law(language, entry.today),
                    "overdue": entry.certainty(each).overdue(entry.today),
                    "note": text(each.note, language) if each.note else "",
                }
                for each in rule.basis
            ],
            "mitigations": [text(each, language) for each in rule.mitigations],
            "numbers": shown_numbers(entry, today, language),
            "source": entry.source,
        }
        return {
            **super().get_context_data(**kwargs),
            "rule": shown,
            "today": date_text(today.isoformat(), language),
            "section": "rulebook",
        }


def shown_numbers(entry: Entry, today: date, language: Language) -> Json | None:
    """Return the numbers over time, with the position of today on their line; None for a rule without numbers."""
    if not entry.numbers:
        return None
    axis = axis_of(entry.numbers, today)
    return {
        "first": axis.first.year,
        "last": axis.last.year,
        "today": axis.place(today.isoformat()),
        "each": [
            {
                "meaning": number.meaning(language),
                "how": in_brackets(number.how(language), language=language),
                "rows": [shown_period(entry, each, axis, language) for each in number.periods],
            }
            for number in entry.numbers
        ],
    }


def shown_period(entry: Entry, period: Period, axis: Axis, language: Language) -> Json:
    """Return a value with its days, and its bar."""
    start, width = axis.bar(period)
    note = period.entry.note
    return {
        "value": period.value(language),
        "state": period.state,
        "days": period.days(language),
        "law": period.law(entry.rulebook, language),
        "certainty": period.certainty.beside_law(language, entry.today),
        "overdue": period.certainty.overdue(entry.today),
        "note": text(note, language) if note else "",
        "start": f"{start:.2f}",
        "width": f"{width:.2f}",
    }
