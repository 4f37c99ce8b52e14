"""A day that may be unknown stands after a label: "(day: unknown)" is English, "gave guidance on unknown" is not.

A match may bind a fact with a field that nobody stated, unless a test of the rule, or a condition of the text, reads
that field: of an unknown value none holds.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pytest

from rules.engine.language.scope import SHOWN, is_computed
from rules.engine.language.syntax import AnyPattern, AnyTest, FieldRef, Pattern, Rule, Test
from rules.engine.language.walk import CASE, fields_in_term, patterns_in, terms_of
from rules.facts.kinds.vocabulary import types_in_use
from tests.every import every
from tests.rules.rulebook.test_sources import RULES

pytestmark = pytest.mark.bare
TOGETHER: Final = {  # days that are known wherever a test of their rule holds, since both are derived from them
    "COI-19": "joined_on",
    "COL-08": "labelled_from_on labelled_until_on",
    "COL-17": "awarded_on",
    "INS-09": "ended_on",
    "INS-12": "ended_on",
    "LIT-14": "on",
}
LABELLED: Final = re.compile(r"(: |：)$")  # what stands before a value that may be unknown


def known_by_tests(tests: Iterable[Test | AnyTest]) -> frozenset[FieldRef]:
    """Return the fields that are known where all these tests hold."""
    known: frozenset[FieldRef] = frozenset()
    for test in tests:
        if isinstance(test, AnyTest):
            known |= frozenset.intersection(*map(known_by_tests, test.branches))
        else:
            known |= {field for term in terms_of(test) for field in fields_in_term(term)}
    return known


def known_by_patterns(items: Iterable[Pattern | AnyPattern]) -> frozenset[FieldRef]:
    """Return the fields that are known where all these patterns are bound."""
    known: frozenset[FieldRef] = frozenset()
    for item in items:
        if isinstance(item, AnyPattern):
            known |= frozenset.intersection(*map(known_by_patterns, item.branches))
        else:
            known |= known_by_tests(item.where)
    return known


def unlabelled(rule: Rule) -> Iterator[str]:
    """Yield each place of a statement that shows a value without a label though it may be unknown."""
    known = known_by_patterns((*rule.applies, *rule.when))
    types = {pattern.name: pattern.fact_type for pattern in patterns_in((*rule.applies, *rule.when))}
    texts = [(case.text, known | known_by_tests(case.conditions)) for case in rule.statement_cases]
    for text, stated in (*texts, (rule.statement, known)):
        for said in (text.en, text.ja):
            for found in SHOWN.finditer(said):
                if is_computed(found[1]):
                    continue
                field = FieldRef(*found[1].split("."))
                if field.name == CASE:
                    continue
                kind = types_in_use.get().every[types[field.name]]
                shown = kind.fields[field.field]
                together = field.field in TOGETHER.get(rule.code, "").split()
                may_lack = shown.sort == "date" and shown.optional and field not in stated and not together
                if may_lack and not LABELLED.search(said[: found.start()]):
                    yield f"{{{found[1]}}} in {said}"


@every("rule", RULES, name=lambda rule: rule.code)
def test_a_value_that_may_be_unknown_stands_after_a_label(rule: Rule) -> None:
    assert not list(unlabelled(rule))
