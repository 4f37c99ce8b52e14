"""The rulebook for its readers: all rules, and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from rules.assessing.parameters_read import shown_entry
from rules.language.parameters import Parameters
from rules.language.statements import Language
from rules.language.syntax import Basis, Exists, Rule
from rules.language.walk import parameters_of, patterns_in, terms_of, tests_in
from rules.models import Severity
from rules.pages.findings import basis_row, parameter_row, with_names
from rules.pages.words import in_language, reader_language
from rules.rulebook_now import current_rulebook

Json = dict[str, Any]  # Any: what a template shows


def families() -> dict[str, str]:
    """The families in their order."""
    return {
        "conflict_of_interest": _("Conflict of interest"),
        "collusion": _("Collusion and selection"),
        "litigation": _("Litigation exposure"),
    }


def text(both: Any, language: Language) -> str:  # Any: a text of a rule in both languages
    """A rule's text in the reader's language."""
    return in_language({"en": both.en, "ja": both.ja}, language)


def levels(rule: Rule) -> list[Json]:
    """The severities that a rule can have, as it lists them, each once."""
    found = dict.fromkeys(case.level for case in rule.severity)
    return [{"level": level, "label": Severity(level).label} for level in found]


def shown_basis(basis: Basis, language: Language) -> Json:
    """One law behind a rule."""
    entry = {
        "law": basis.law,
        "article": basis.article,
        "confidence": basis.confidence,
        "review_on": basis.review_on,
        "note": {"en": basis.note.en, "ja": basis.note.ja} if basis.note else None,
    }
    return basis_row(with_names(entry), language)


def parameters_named(rule: Rule) -> list[str]:
    """The parameters that a rule reads anywhere, in the order of their names."""
    conditions = [condition for case in rule.severity for condition in case.conditions]
    patterns = [*patterns_in((*rule.applies, *rule.when)), *rule.needs, *rule.unless]
    patterns += [condition.pattern for condition in conditions if isinstance(condition, Exists)]
    tests = [test for pattern in patterns for test in tests_in(pattern.where)]
    tests += [condition for condition in conditions if not isinstance(condition, Exists)]
    terms = [term for test in tests for term in terms_of(test)]
    return sorted({read.name for term in terms for read in parameters_of(term)})


def entries_of(rule: Rule, parameters: Parameters) -> Iterator[Json]:
    """Every value over time of every number that a rule reads."""
    for name in parameters_named(rule):
        parameter = parameters.by_name[name]
        for index, row in parameter.rows.items():
            for entry in row:
                yield {**shown_entry(parameter, entry), "index": index}


class RulebookPage(TemplateView):
    """All rules by family."""

    template_name = "rules/rulebook.html"

    def get_context_data(self, **kwargs: Any) -> Json:
        """Code, title and severities of each."""
        language, book = reader_language(), current_rulebook()
        shown = [
            {
                "label": label,
                "rules": [
                    {"code": rule.code, "title": text(rule.title, language), "levels": levels(rule)}
                    for rule in sorted(book.rules.values(), key=lambda each: each.code)
                    if rule.family == family
                ],
            }
            for family, label in families().items()
        ]
        return {**super().get_context_data(**kwargs), "families": shown, "version": book.version, "section": "rulebook"}


class RulePage(TemplateView):
    """One rule: why, when it stays silent, law, numbers over time, and its file."""

    template_name = "rules/rule.html"

    def get_context_data(self, **kwargs: Any) -> Json:
        """404 for a code that no rule has."""
        book, language = current_rulebook(), reader_language()
        rule = book.rules.get(kwargs["code"])
        if rule is None:
            raise Http404
        shown = {
            "code": rule.code,
            "title": text(rule.title, language),
            "why": text(rule.why, language),
            "silent_when": text(rule.silent_when, language),
            "levels": levels(rule),
            "basis": [shown_basis(each, language) for each in rule.basis],
            "mitigations": [text(each, language) for each in rule.mitigations],
            "parameters": [parameter_row(entry, language) for entry in entries_of(rule, book.parameters)],
            "source": next(content for path, content in book.files.items() if f"/{rule.code}_" in path),
        }
        return {**super().get_context_data(**kwargs), "rule": shown, "section": "rulebook"}
