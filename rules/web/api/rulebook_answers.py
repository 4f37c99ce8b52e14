"""A rule of the catalogue as plain data, both languages side by side."""

from collections.abc import Iterable
from typing import Any, Final

from rules.engine.language.syntax import Basis
from rules.explaining.catalogue.certainty import MARKS
from rules.explaining.catalogue.conditions import Conditions, Line
from rules.explaining.catalogue.documents import both, texts
from rules.explaining.catalogue.entry import Entry
from rules.explaining.catalogue.firing import Firing
from rules.explaining.catalogue.timeline import Number, Period
from rules.facts.kinds.base import OPEN_END, OPEN_START

Json = dict[str, Any]  # Any: plain data on its way to the caller
COUNTED: Final = ("flagged", "clear", "not_assessable", "not_applicable")


def row_of(entry: Entry, found: Firing) -> Json:
    """Return a rule as in the list."""
    return {
        "code": entry.rule.code,
        "family": entry.rule.family,
        "title": both(entry.rule.title),
        "severities": [case.level for case in entry.rule.severity],
        "marks": [{"mark": mark, "text": MARKS[mark]} for mark in entry.marks],
        "fires": {outcome: found.number(outcome) for outcome in COUNTED},
    }


def rule_of(entry: Entry, found: Firing) -> Json:
    """Return everything about one rule."""
    rule, english, japanese = entry.rule, entry.conditions("en"), entry.conditions("ja")
    return {
        **row_of(entry, found),
        "why": both(rule.why),
        "silent_when": both(rule.silent_when),
        "reads": reads_of(english, japanese),
        "severity_cases": [
            {"severity": one.level, "conditions": lines_of(one.conditions, other.conditions)}
            for one, other in zip(english.severity, japanese.severity, strict=True)
        ],
        "statement": both(rule.statement),
        "mitigations": [both(each) for each in rule.mitigations],
        "basis": [basis_of(each, entry) for each in rule.basis],
        "numbers": [number_of(each) for each in entry.numbers],
        "source_text": entry.source,
    }


def reads_of(english: Conditions, japanese: Conditions) -> Json:
    """Return the conditions of the rule, by part."""
    other = japanese.parts()
    parts = {part: lines_of(lines, other[part]) for part, lines in english.parts().items()}
    return {**parts, "one_per": {"en": english.one_per, "ja": japanese.one_per}}


def lines_of(english: Iterable[Line], japanese: Iterable[Line]) -> list[Json]:
    """Return lines with those below them, in reading order."""
    pairs = zip(english, japanese, strict=True)
    both = ((one, other) for line, said in pairs for one, other in zip(line.flat(), said.flat(), strict=True))
    return [{"depth": depth, "text": {"en": en, "ja": ja}} for (depth, en), (_, ja) in both]


def basis_of(basis: Basis, entry: Entry) -> Json:
    """Return a basis with the names of its law."""
    certainty = entry.certainty(basis)
    return {
        "law": basis.law,
        "name": entry.rulebook.law(basis.law).get("name"),
        "article": basis.article,
        "confidence": basis.confidence,
        "review_on": basis.review_on,
        "certainty": texts(lambda language: certainty.words(language, entry.today)),
        "note": both(basis.note) if basis.note else None,
    }


def number_of(number: Number) -> Json:
    """Return a number over time."""
    return {
        "name": number.parameter.name,
        "index": number.index,
        "meaning": texts(number.meaning),
        "unit": number.parameter.unit,
        "how": number.parameter.how,
        "periods": [period_of(each) for each in number.periods],
    }


def period_of(period: Period) -> Json:
    """Return a value with its days; open ends are null."""
    entry = period.entry
    return {
        "standing": period.state or "value",
        "value": None if period.state else entry.value,
        "text": texts(period.value),
        "first_on": None if entry.from_on == OPEN_START else entry.from_on,
        "last_on": None if entry.until_on == OPEN_END else entry.until_on,
        "law": entry.law,
        "article": entry.article,
        "confidence": entry.confidence,
        "review_on": entry.review_on,
        "note": both(entry.note) if entry.note else None,
    }
