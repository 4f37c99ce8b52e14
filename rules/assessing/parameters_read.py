"""The parameter values behind a finding, each with its law and period."""

from collections.abc import Callable, Iterator
from typing import Any

from rules.assessing.bound_facts import BoundFacts
from rules.assessing.statement_of import text_of
from rules.engine.language.parameters import MissingValue, Parameter, ParameterValue
from rules.engine.language.scope import parameters_shown
from rules.engine.language.syntax import Exists, ParameterRef, Rule, Test
from rules.engine.language.walk import parameters_in_term, patterns_in, terms_of, tests_in
from rules.facts.kinds.base import OPEN_END, OPEN_START

Json = dict[str, Any]  # Any: plain data on its way to a JSON column
LawOf = Callable[[str], Json]  # names, number and address of a law by its id


def parameters_read(rule: Rule, bound: BoundFacts, law_of: LawOf) -> Json:
    """Return the parameters the rule read for one match, by name; a second value of a name carries its date in it."""
    found: Json = {}
    for read in parameter_references(rule, bound):
        if (entry := bound.entry(read)) is None:
            continue
        parameter, value, on, index = entry
        name = parameter.name if index is None else f"{parameter.name}[{index}]"
        shown = {**shown_entry(parameter, value), **law_of(value.law or ""), "on": on}
        if name in found and found[name] != shown:
            name = f"{name} at {on}"
        found.setdefault(name, shown)
    return dict(sorted(found.items()))


def parameter_references(rule: Rule, bound: BoundFacts) -> Iterator[ParameterRef]:
    """Yield every parameter that the rule names in bound patterns, severities and guards, and the statement shows."""
    for test in tests_met(rule, bound):
        for term in terms_of(test):
            yield from parameters_in_term(term)
    yield from parameters_shown(text_of(rule, bound))


def tests_met(rule: Rule, bound: BoundFacts) -> Iterator[Test]:
    """Yield the tests of the patterns that the match has bound, of the severity and of the guards."""
    patterns = [each for each in patterns_in((*rule.applies, *rule.when)) if each.name in bound.facts]
    conditions = [condition for case in rule.severity for condition in case.conditions]
    patterns += [condition.pattern for condition in conditions if isinstance(condition, Exists)]
    for pattern in (*patterns, *rule.unless):
        yield from tests_in(pattern.where)
    for condition in conditions:
        if not isinstance(condition, Exists):
            yield condition


def shown_entry(parameter: Parameter, entry: ParameterValue) -> Json:
    """Return a parameter value in the form a reader checks; open ends are left out."""
    shown = {
        "index": entry.index,
        "value": entry.value.value if isinstance(entry.value, MissingValue) else entry.value,
        "unit": parameter.unit,
        "how": parameter.how,
        "meaning": {"en": parameter.meaning.en, "ja": parameter.meaning.ja},
        "law": entry.law,
        "article": entry.article,
        "from": None if entry.from_on == OPEN_START else entry.from_on,
        "until": None if entry.until_on == OPEN_END else entry.until_on,
        "confidence": entry.confidence,
        "review_on": entry.review_on,
        "note": {"en": entry.note.en, "ja": entry.note.ja} if entry.note else None,
    }
    return {name: value for name, value in shown.items() if value not in (None, "")}
