"""The check of a rule against the vocabulary, the parameters and the codes, before it is compiled."""

from collections.abc import Iterator, Mapping
from typing import Final

from rules.engine.language.compare import check_test
from rules.engine.language.errors import RuleError, did_you_mean, error_at
from rules.engine.language.grammar import parse_term
from rules.engine.language.scope import SHOWN, is_computed, names_bound
from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Bilingual,
    Comparison,
    Exists,
    FieldRef,
    LiteralTerm,
    Pattern,
    Rule,
    ShiftedTerm,
    Test,
)
from rules.engine.language.types import CASE_TYPE, BoundNames, RuleNamespace
from rules.engine.language.walk import CASE, item_text, names_in_test, patterns_in, terms_of, tests_in

ALLOWED_NUMBERS: Final = (0, 1)
MOST_PATTERNS: Final = 100  # of a rule; today's have twelve


def check_rule(rule: Rule, known: RuleNamespace) -> tuple[RuleError, ...]:
    """Refuse what a rule may not say (RuleError). Return the warnings."""
    if sum(1 for _ in patterns_in((*rule.applies, *rule.when))) > MOST_PATTERNS:
        trouble = f"{rule.code} has more than {MOST_PATTERNS} patterns, and they are compared with each other"
        raise error_at(rule.place, trouble, "Derive a fact that says a part of it.")
    applied = _check_items(rule.applies, {}, set(), known)
    every = {pattern.name for pattern in patterns_in(rule.applies)}
    bound = _check_items(rule.when, applied, every, known)
    every |= {pattern.name for pattern in patterns_in(rule.when)}
    for pattern in rule.needs:
        _check_pattern(pattern, applied, every, known)
        _refuse_foreign(pattern)
    for pattern in rule.unless:
        _check_pattern(pattern, bound, every, known)
    for case in rule.severity:
        for condition in case.conditions:
            if isinstance(condition, Exists):
                _check_pattern(condition.pattern, bound, every, known)
            else:
                check_test(condition, BoundNames(known, bound))
    for field in rule.one_per:
        if field.name == CASE:
            raise error_at(rule.place, "one_per names a field of the case", "All of a case's findings share it.")
        BoundNames(known, bound).field(field, rule.place)
    _check_text(rule.statement, rule, BoundNames(known, bound))
    sometimes = BoundNames(known, {each.name: each.fact_type for each in patterns_in((*rule.applies, *rule.when))})
    for said in rule.statement_cases:
        for test in said.conditions:
            check_test(test, sometimes)
            _refuse_computed(test, sometimes)
        _check_text(said.text, rule, sometimes)
    return (*_numbers(rule), *_products(rule))


def _check_items(
    items: tuple[Pattern | AnyPattern, ...], outer: Mapping[str, str], taken: set[str], known: RuleNamespace
) -> dict[str, str]:
    """Check patterns in order. Return the names that are bound after them. `taken` are names in use before them."""
    bound = dict(outer)
    taken = set(taken)
    for item in items:
        if isinstance(item, Pattern):
            _check_pattern(item, bound, taken, known)
        else:
            for branch in item.branches:
                _check_items(branch, bound, taken, known)
        taken |= {pattern.name for pattern in patterns_in((item,))}
        bound |= names_bound((item,))
    return bound


def _check_pattern(pattern: Pattern, bound: Mapping[str, str], taken: set[str], known: RuleNamespace) -> None:
    if pattern.name in taken:
        raise error_at(pattern.place, f"the name {pattern.name!r} is bound twice", "Two facts need two names.")
    known.fact_type(pattern.fact_type, pattern.place)
    scope = BoundNames(known, {**bound, pattern.name: pattern.fact_type})
    for item in pattern.where:
        for test in tests_in((item,)):
            check_test(test, scope)


def _refuse_foreign(pattern: Pattern) -> None:
    for item in pattern.where:
        names = names_in_test(item)
        if names and pattern.name not in names:
            raise error_at(item.place, f"'{item_text(item)}' does not read {pattern.name}", "Put it into applies.")
        if isinstance(item, AnyTest) and len(names) > 1:
            raise error_at(item.place, "any: in needs reads two facts", "Derive a fact that has both.")


def _refuse_computed(test: Test, scope: BoundNames) -> None:
    """Refuse in the condition of a text what is more than a comparison of plain values."""
    for term in terms_of(test):
        if isinstance(term, ShiftedTerm):
            raise error_at(test.place, f"'{item_text(test)}' moves a date", "A text is chosen by plain values.")
        if isinstance(term, FieldRef) and scope.field(term, test.place).ranked and isinstance(test, Comparison):
            raise error_at(test.place, f"'{item_text(test)}' ranks words", "Write in (one, other).")


def _check_text(both: Bilingual, rule: Rule, scope: BoundNames) -> None:
    for text in (both.en, both.ja):
        for shown in SHOWN.findall(text):
            if is_computed(shown):
                scope.term(parse_term(shown, rule.place), rule.place)
                continue
            name, dot, field = shown.partition(".")
            if not dot or "." in field or not shown.replace(".", "_").isidentifier():
                remedy = "Write {NAME.field}; the field's type says how it is shown."
                raise error_at(rule.place, f"the statement shows {{{shown}}}", remedy)
            if name != CASE and name not in scope.bound:
                trouble = f"the statement shows {{{shown}}}, but {name!r} is not bound in every match"
                raise error_at(rule.place, trouble, did_you_mean(name, scope.bound))
            scope.field(FieldRef(name, field), rule.place)
        if "{" in SHOWN.sub("", text) or "}" in SHOWN.sub("", text):
            raise error_at(rule.place, f"a brace of the statement {text!r} has no partner", "Write {NAME.field}.")


def _numbers(rule: Rule) -> Iterator[RuleError]:
    """Warn of numbers and dates that are written in the rule instead of in a parameter."""
    exists = (
        condition.pattern for case in rule.severity for condition in case.conditions if isinstance(condition, Exists)
    )
    tests = [condition for case in rule.severity for condition in case.conditions if not isinstance(condition, Exists)]
    for pattern in (*patterns_in(rule.applies), *patterns_in(rule.when), *rule.needs, *rule.unless, *exists):
        tests.extend(tests_in(pattern.where))
    for test in tests:
        for term in terms_of(test):
            if isinstance(term, LiteralTerm) and (
                term.written == "date" or (term.written == "number" and term.value not in ALLOWED_NUMBERS)
            ):
                remedy = "Put it into rules/parameters with its date and law."
                yield error_at(test.place, f"{term.value} stands in the rule", remedy)


def _products(rule: Rule) -> Iterator[RuleError]:
    """Warn of a pattern of `when` that is joined to nothing before it: every such fact gives a match of its own."""
    if rule.one_per:
        return
    before = {pattern.name for pattern in patterns_in(rule.applies)}
    for place, item in enumerate(rule.when):
        for pattern in patterns_in((item,)):
            joined = {name for test in pattern.where for name in names_in_test(test)} & before
            if place and not joined and pattern.fact_type != CASE_TYPE and not _joined_later(pattern, rule):
                trouble = f"{pattern.name!r} is joined to nothing: every {pattern.fact_type} gives a finding of its own"
                yield error_at(pattern.place, trouble, "Join it in where, or say one_per.")
            before.add(pattern.name)


def _joined_later(pattern: Pattern, rule: Rule) -> bool:
    """Return whether a later pattern joins it to another name of the rule."""
    for other in patterns_in(rule.when):
        for item in other.where:
            for test in tests_in((item,)):
                names = names_in_test(test) | {other.name}
                if pattern.name in names and len(names) > 1 and other.name != pattern.name:
                    return True
    return False
