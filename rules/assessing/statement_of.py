"""The statement of one match: the first text of its rule whose conditions hold and whose names the match has bound."""

import operator
from collections.abc import Callable, Iterator
from typing import Final

from rules.assessing.bound_facts import BoundFacts, Value
from rules.engine.compiled.dates import moved_day
from rules.engine.language.grammar import parse_term
from rules.engine.language.parameters import MissingValue
from rules.engine.language.scope import SHOWN, fields_shown, is_computed
from rules.engine.language.statements import UNKNOWN, Language, Names, date_text, parameter_text, render_statement
from rules.engine.language.syntax import (
    Bilingual,
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Op,
    ParameterRef,
    Rule,
    ShiftedTerm,
    StatementCase,
    Term,
    Test,
)
from rules.engine.language.walk import CASE, FROM, UNTIL, fields_in_term, names_in_test, terms_of

LANGUAGES: Final[tuple[Language, Language]] = ("en", "ja")
HOLDS: Final[dict[Op, Callable[[Value, Value], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,  # the checker allows an order only of two values of one sort
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def statement_of(rule: Rule, bound: BoundFacts, names: Names) -> dict[str, str]:
    """Return the statement of a match by language. `names` are those of parties, by key."""
    text = text_of(rule, bound)
    facts = bound.for_statement()

    def written(language: Language) -> str:
        said = text.ja if language == "ja" else text.en
        with_limits = SHOWN.sub(lambda found: computed_words(found[1], bound, language) or found[0], said)
        return render_statement(with_limits, facts, names, language)

    return {language: written(language) for language in LANGUAGES}


def computed_words(shown: str, bound: BoundFacts, language: Language) -> str:
    """Return a parameter, or a date moved by one, in words; empty for a plain field."""
    if not is_computed(shown):
        return ""
    term = parse_term(shown, FilePlace("", 0))
    read = term.by if isinstance(term, ShiftedTerm) else term
    entry = bound.entry(read) if isinstance(read, ParameterRef) else None
    if entry is None:
        return UNKNOWN[language]
    (parameter, found, _, _), day = entry, value_of(term.date, bound) if isinstance(term, ShiftedTerm) else None
    if not isinstance(term, ShiftedTerm):
        value = found.value.value if isinstance(found.value, MissingValue) else found.value
        return parameter_text(value, parameter.unit, language)
    if not isinstance(day, str) or not isinstance(found.value, int):
        return UNKNOWN[language]
    return date_text(moved_day(day, term.sign * found.value, parameter.unit), language)


def text_of(rule: Rule, bound: BoundFacts) -> Bilingual:
    """Return the text that a match is stated with."""
    return next((case.text for case in rule.statement_cases if is_said(case, bound)), rule.statement)


def fields_told(rule: Rule, bound: BoundFacts) -> Iterator[FieldRef]:
    """Yield the fields that the statement of a match shows, and those for whose values its text was chosen."""
    chosen = next((case for case in rule.statement_cases if is_said(case, bound)), None)
    yield from fields_shown(chosen.text if chosen else rule.statement)
    for test in chosen.conditions if chosen else ():
        for term in terms_of(test):
            yield from fields_in_term(term)


def is_said(case: StatementCase, bound: BoundFacts) -> bool:
    """Return whether every name of a text is bound and every condition holds; what is unknown does not hold."""
    read = {field.name for field in fields_shown(case.text)}.union(*(names_in_test(test) for test in case.conditions))
    return read - {CASE} <= bound.facts.keys() and all(test_holds(test, bound) for test in case.conditions)


def test_holds(test: Test, bound: BoundFacts) -> bool:
    """Return whether a test holds of the facts that a match has bound."""
    if isinstance(test, Membership):
        value = value_of(test.term, bound)
        return value is not None and (value in test.words) is not test.negated
    if isinstance(test, Comparison):
        return comparison_holds(value_of(test.left, bound), test.op, value_of(test.right, bound))
    if isinstance(test, InPeriod):
        day = value_of(test.date, bound)
        first, last = (bound.value(FieldRef(test.name, end)) for end in (FROM, UNTIL))
        return comparison_holds(first, "<=", day) and comparison_holds(day, "<=", last)
    left, right = ([bound.value(FieldRef(name, end)) for end in (FROM, UNTIL)] for name in (test.left, test.right))
    return comparison_holds(left[0], "<=", right[1]) and comparison_holds(right[0], "<=", left[1])


def comparison_holds(left: Value | None, op: Op, right: Value | None) -> bool:
    """Return whether a comparison holds; of an unknown value none does."""
    return left is not None and right is not None and HOLDS[op](left, right)


def value_of(term: Term, bound: BoundFacts) -> Value | None:
    """Return the value of a term; None if it is unknown or not in force."""
    if isinstance(term, FieldRef):
        return bound.value(term)
    if isinstance(term, LiteralTerm):
        return term.value
    if not isinstance(term, ParameterRef):
        message = f"{term} is no plain value: the checker refuses it in the condition of a text"
        raise TypeError(message)
    entry = bound.entry(term)
    return None if entry is None or isinstance(entry[1].value, MissingValue) else entry[1].value
