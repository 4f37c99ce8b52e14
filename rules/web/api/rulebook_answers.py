"""A rule of the catalogue as plain data, both languages side by side."""

from collections.abc import Iterable
from typing import Any, Final

from rules.engine.language.syntax import Basis
from rules.explaining.catalogue.certainty import MARKS
from rules.explaining.catalogue.conditions import ConditionLine, Conditions
from rules.explaining.catalogue.documents import bilingual_text, text_per_language
from rules.explaining.catalogue.entry import CatalogueEntry
from rules.explaining.catalogue.firings import RuleFiring
from rules.explaining.catalogue.timeline import NumberHistory, ValuePeriod
from rules.facts.kinds.base import OPEN_END, OPEN_START

Json = dict[str, Any]  # Any: plain data on its way to the caller
COUNTED: Final = ("flagged", "clear", "not_assessable", "not_applicable")


def rule_row(entry: CatalogueEntry, found: RuleFiring) -> Json:
    """Return a rule as in the list."""
    return {
        "code": entry.rule.code,
        "family": entry.rule.family,
        "title": bilingual_text(entry.rule.title),
        "severities": [case.level for case in entry.rule.severity],
        "marks": [{"mark": mark, "text": MARKS[mark]} for mark in entry.marks],
        "fires": {outcome: found.number(outcome) for outcome in COUNTED},
    }


def rule_answer(entry: CatalogueEntry, found: RuleFiring) -> Json:
    """Return everything about one rule."""
    rule, english, japanese = entry.rule, entry.conditions("en"), entry.conditions("ja")
    return {
        **rule_row(entry, found),
        "why": bilingual_text(rule.why),
        "silent_when": bilingual_text(rule.silent_when),
        "reads": rule_reads_answer(english, japanese),
        "severity_cases": [
            {"severity": one.level, "conditions": condition_answers(one.conditions, other.conditions)}
            for one, other in zip(english.severity, japanese.severity, strict=True)
        ],
        "statement": bilingual_text(rule.statement),
        "other_statements": [bilingual_text(case.text) for case in rule.statement_cases],
        "mitigations": [bilingual_text(each) for each in rule.mitigations],
        "basis": [basis_of(each, entry) for each in rule.basis],
        "numbers": [number_answer(each) for each in entry.numbers],
        "source_text": entry.source,
    }


def rule_reads_answer(english: Conditions, japanese: Conditions) -> Json:
    """Return the conditions of the rule, by part."""
    other = japanese.parts()
    parts = {part: condition_answers(lines, other[part]) for part, lines in english.parts().items()}
    return {**parts, "one_per": {"en": english.one_per, "ja": japanese.one_per}}


def condition_answers(english: Iterable[ConditionLine], japanese: Iterable[ConditionLine]) -> list[Json]:
    """Return lines with those below them, in reading order."""
    pairs = zip(english, japanese, strict=True)
    both = ((one, other) for line, said in pairs for one, other in zip(line.flat(), said.flat(), strict=True))
    return [{"depth": depth, "text": {"en": en, "ja": ja}} for (depth, en), (_, ja) in both]


def basis_of(basis: Basis, entry: CatalogueEntry) -> Json:
    """Return a basis with the names of its law."""
    certainty = entry.certainty(basis)
    return {
        "law": basis.law,
        "name": entry.rulebook.law(basis.law).get("name"),
        "article": basis.article,
        "confidence": basis.confidence,
        "review_on": basis.review_on,
        "certainty": text_per_language(lambda language: certainty.words(language, entry.today)),
        "note": bilingual_text(basis.note) if basis.note else None,
    }


def number_answer(number: NumberHistory) -> Json:
    """Return a number over time."""
    return {
        "name": number.parameter.name,
        "index": number.index,
        "meaning": text_per_language(number.meaning),
        "unit": number.parameter.unit,
        "how": number.parameter.how,
        "periods": [period_answer(each) for each in number.periods],
    }


def period_answer(period: ValuePeriod) -> Json:
    """Return a value with its days; open ends are null."""
    entry = period.entry
    return {
        "standing": period.state or "value",
        "value": None if period.state else entry.value,
        "text": text_per_language(period.value),
        "first_on": None if entry.from_on == OPEN_START else entry.from_on,
        "last_on": None if entry.until_on == OPEN_END else entry.until_on,
        "law": entry.law,
        "article": entry.article,
        "confidence": entry.confidence,
        "review_on": entry.review_on,
        "note": bilingual_text(entry.note) if entry.note else None,
    }
