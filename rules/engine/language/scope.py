"""The names that are bound at each place of a rule, and those that are part of its matches."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rules.engine.language.grammar import parse_term
from rules.engine.language.syntax import (
    AnyPattern,
    Bilingual,
    Exists,
    FieldRef,
    FilePlace,
    ParameterRef,
    Pattern,
    Rule,
    Term,
)
from rules.engine.language.walk import CASE, fields_in_term, names_in_test, parameters_in_term, patterns_in

TEXTS: Final = 4_096  # whose fields are remembered: those of some twenty versions of the rulebook
PARAMETER: Final = "parameter"
SHOWN: Final = re.compile(r"\{([^{}]*)\}")  # a field in a statement


def names_bound(items: tuple[Pattern | AnyPattern, ...]) -> dict[str, str]:
    """Return the names bound in every branch of `any`, each with its fact type, in order.

    A name that two branches bind to different fact types is not among them.
    """
    bound: dict[str, str] = {}
    for item in items:
        if isinstance(item, Pattern):
            bound[item.name] = item.fact_type
            continue
        first, *others = (names_bound(branch) for branch in item.branches)
        bound |= {name: kind for name, kind in first.items() if all(other.get(name) == kind for other in others)}
    return bound


def joined_applies(rule: Rule) -> tuple[Pattern | AnyPattern, ...]:
    """Return the items of `applies` that are part of the match, in order (see syntax.Rule)."""
    groups: list[tuple[set[str], list[int]]] = []
    for place, item in enumerate(rule.applies):
        names, members = _names_of(item), [place]
        for group in [group for group in groups if group[0] & names]:
            groups.remove(group)
            names |= group[0]
            members = group[1] + members
        groups.append((names, members))
    used = set(_names_used(rule))
    kept = {place for names, members in groups if names & used for place in members}
    return tuple(item for place, item in enumerate(rule.applies) if place in kept)


def _names_of(item: Pattern | AnyPattern) -> set[str]:
    """Return the names that an item binds or is joined to."""
    found: set[str] = set()
    for pattern in patterns_in((item,)):
        found |= {pattern.name}.union(*(names_in_test(test) for test in pattern.where))
    return found


def _names_used(rule: Rule) -> Iterator[str]:
    """Yield the names that the rule uses outside of `applies` and `needs`."""
    conditions = [condition for case in rule.severity for condition in case.conditions]
    exists = [condition.pattern for condition in conditions if isinstance(condition, Exists)]
    for pattern in (*patterns_in(rule.when), *rule.unless, *exists):
        for item in pattern.where:
            yield from names_in_test(item)
    for condition in conditions:
        if not isinstance(condition, Exists):
            yield from names_in_test(condition)
    for case in rule.statement_cases:
        for test in case.conditions:
            yield from names_in_test(test)
    for field in (*rule.one_per, *statement_fields(rule)):
        if field.name != CASE:
            yield field.name


def statement_fields(rule: Rule) -> tuple[FieldRef, ...]:
    """Return the fields that the statement shows, in both languages; the checker judges anything but NAME.field."""
    texts = (rule.statement, *(case.text for case in rule.statement_cases))
    return tuple(field for text in texts for field in fields_shown(text))


@lru_cache(maxsize=TEXTS)
def fields_shown(text: Bilingual) -> tuple[FieldRef, ...]:
    """Return the fields that one text shows or computes from, in both languages."""
    shown = (*SHOWN.findall(text.en), *SHOWN.findall(text.ja))
    plain = (FieldRef(*each.split(".")) for each in shown if each.count(".") == 1 and not is_computed(each))
    return (*plain, *(field for term in computed_terms(text) for field in fields_in_term(term)))


@lru_cache(maxsize=TEXTS)
def parameters_shown(text: Bilingual) -> tuple[ParameterRef, ...]:
    """Return the parameters that one text shows or moves a date by, in both languages."""
    return tuple(read for term in computed_terms(text) for read in parameters_in_term(term))


def computed_terms(text: Bilingual) -> Iterator[Term]:
    """Yield what one text shows that is no plain field, in both languages."""
    for each in (*SHOWN.findall(text.en), *SHOWN.findall(text.ja)):
        if is_computed(each):
            yield parse_term(each, FilePlace("", 0))


def is_computed(shown: str) -> bool:
    """Return whether a statement shows a parameter, or a date that is moved by one, in place of a field."""
    return f"{PARAMETER}." in shown
