"""The rulebook for its readers: all rules, and the page of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.views.generic import TemplateView

from institutions.access.partnerships import partnerships_for
from rules.engine.language.errors import RuleError
from rules.engine.language.statements import Language, date_text
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook, organisation_rules_in
from rules.explaining.catalogue.certainty import MARKS
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries
from rules.explaining.catalogue.families import FAMILIES
from rules.explaining.catalogue.firings import NEVER, RuleFiring, rule_firings
from rules.explaining.catalogue.searching import RuleSearch
from rules.explaining.catalogue.timeline import TimeAxis, ValuePeriod, axis_of
from rules.explaining.wording.words import reader_language, text_in_language, words_in_brackets
from rules.facts.kinds.vocabulary import PARTNERSHIP
from rules.models import Outcome, Severity
from rules.web.pages.reader import signed_in_reader
from rules.workshop.adopting.version_folders import export_files
from rules.workshop.case_running import RanCase, run_examples

Json = dict[str, Any]  # Any: what a template shows


def rule_text_in(both: Any, language: Language) -> str:  # Any: a text of a rule in both languages
    """Return a rule's text in the reader's language."""
    return text_in_language({"en": both.en, "ja": both.ja}, language)


def severity_levels(entry: CatalogueEntry) -> list[Json]:
    """Return the severities that a rule can have."""
    return [{"level": level, "label": Severity(level).label} for level in entry.levels]


def rule_marks(entry: CatalogueEntry, language: Language) -> list[Json]:
    """Return the marks that warn a reader."""
    return [{"mark": mark, "label": MARKS[mark][language]} for mark in entry.marks]


def firing_counts(found: RuleFiring) -> Json:
    """Return how often a rule had each outcome."""
    counts = [
        {"outcome": value, "label": label, "number": found.number(value)}
        for value, label in Outcome.choices
        if value != Outcome.ERROR
    ]
    return {"counts": counts, "flagged": found.flagged, "total": found.total}


def rule_list_row(entry: CatalogueEntry, found: Mapping[str, RuleFiring], language: Language) -> Json:
    """Return a rule in the list. One on the organisation of government has no counts: it looks at no partnership."""
    counted = entry.rule.subject == PARTNERSHIP
    return {
        "code": entry.rule.code,
        "title": rule_text_in(entry.rule.title, language),
        "levels": severity_levels(entry),
        "marks": rule_marks(entry, language),
        "fires": firing_counts(found.get(entry.rule.code, NEVER)) if counted else None,
    }


def entries_of_both(book: LoadedRulebook, today: str) -> list[CatalogueEntry]:
    """Return the rules of a version on partnerships and on the organisation of government, by code."""
    entries = [each for one in (book, organisation_rules_in(book)) for each in catalogue_entries(one, today)]
    return sorted(entries, key=lambda each: each.rule.code)


class RulebookPage(TemplateView):
    """All rules by family, or those that match a search."""

    template_name = "rules/rulebook.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> Json:
        """Return code, title, severities and marks of each rule, and its frequency."""
        language, book = reader_language(), current_rulebook()
        asked = RuleSearch.of(self.request.GET)
        found = rule_firings(partnerships_for(signed_in_reader(self.request)))
        every = entries_of_both(book, timezone.localdate().isoformat())
        used = {each.rule.family for each in every}
        shown = [each for each in every if asked.wants(each.rule)]
        families = [
            {
                "label": label[language],
                "rules": [rule_list_row(each, found, language) for each in shown if each.rule.family == family],
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
        """Return the rule with the worked examples of the law; Http404 for a code that no rule has."""
        book, language, today = current_rulebook(), reader_language(), timezone.localdate()
        entry = entry_of(kwargs["code"], book, today)
        rule = entry.rule
        found = rule_firings(partnerships_for(signed_in_reader(self.request)), rule.code)
        conditions = entry.conditions(language)
        shown = {
            **rule_list_row(entry, found, language),
            "family": FAMILIES[rule.family][language],
            "why": rule_text_in(rule.why, language),
            "silent_when": rule_text_in(rule.silent_when, language),
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
                    "note": rule_text_in(each.note, language) if each.note else "",
                }
                for each in rule.basis
            ],
            "mitigations": [rule_text_in(each, language) for each in rule.mitigations],
            "numbers": shown_numbers(entry, today, language),
            "source": entry.source,
        }
        return {
            **super().get_context_data(**kwargs),
            "rule": shown,
            **examples_of(book, rule.code, language),
            "today": date_text(today.isoformat(), language),
            "section": "rulebook",
        }


def examples_of(book: LoadedRulebook, code: str, language: Language) -> Json:
    """Return the worked examples of the law with the answers of the rule, or what keeps them from being run."""
    try:
        ran = run_examples(export_files(book), code)
    except RuleError as unreadable:
        return {"examples_trouble": unreadable.sentence(language)}
    passed = sum(not each.trouble for each in ran)
    return {"examples": [shown_example(each, language) for each in ran], "passed": passed}


def shown_example(ran: RanCase, language: Language) -> Json:
    """Return a worked example in the reader's language, with its answers in words."""
    levels = [str(Severity(each).label) for each in ran.severity.split(" and ") if each]
    return {
        "case": ran,
        "sentence": ran.ja if language == "ja" else f"The rule {ran.it}.",
        "expected": f"{Outcome(ran.outcome).label}{words_in_brackets(*levels, language=language)}",
        "found": Outcome(ran.found).label,
        "why": words_in_brackets(ran.difference, language=language) if ran.difference else "",
    }


def entry_of(code: str, book: LoadedRulebook, today: date) -> CatalogueEntry:
    """Return a rule of a version, on whichever subject; Http404 for a code that no rule has."""
    holder = book if code in book.rules else organisation_rules_in(book)
    if code not in holder.rules:
        raise Http404
    return CatalogueEntry(holder.rules[code], holder, today.isoformat())


def shown_numbers(entry: CatalogueEntry, today: date, language: Language) -> Json | None:
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
                "how": words_in_brackets(number.how(language), language=language),
                "rows": [shown_period(entry, each, axis, language) for each in number.periods],
            }
            for number in entry.numbers
        ],
    }


def shown_period(entry: CatalogueEntry, period: ValuePeriod, axis: TimeAxis, language: Language) -> Json:
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
        "note": rule_text_in(note, language) if note else "",
        "start": f"{start:.2f}",
        "width": f"{width:.2f}",
    }
