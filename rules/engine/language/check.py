"""The check of a rule against the vocabulary, the parameters and the codes, before it is compiled."""

from collections.abc import Iterator, Mapping
from typing import Final

from institutions.codes.parameters import PlainNumber
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
from rules.engine.language.troubles.checks import (
    AnyOfTwoFacts,
    BraceAlone,
    ConditionMovesDate,
    ConditionRanks,
    JoinedToNothing,
    NameBoundTwice,
    NumberInRule,
    OnePerCase,
    ReadsAnother,
    StatementShowsOdd,
    StatementShowsUnbound,
    TooManyPatterns,
)
from rules.engine.language.types import CASE_TYPE, BoundNames, RuleNamespace
from rules.engine.language.walk import CASE, item_text, names_in_test, patterns_in, terms_of, tests_in

ALLOWED_NUMBERS: Final = (0, 1)
MOST_PATTERNS: Final = 100  # of a rule; today's have twelve


def check_rule(rule: Rule, known: RuleNamespace) -> tuple[RuleError, ...]:
    """Refuse what a rule may not say (RuleError). Return the warnings."""
    if sum(1 for _ in patterns_in((*rule.applies, *rule.when))) > MOST_PATTERNS:
        raise error_at(rule.place, TooManyPatterns(rule=rule.code, most=PlainNumber(MOST_PATTERNS)))
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
            raise error_at(rule.place, OnePerCase())
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
        raise error_at(pattern.place, NameBoundTwice(name=pattern.name))
    known.fact_type(pattern.fact_type, pattern.place)
    scope = BoundNames(known, {**bound, pattern.name: pattern.fact_type})
    for item in pattern.where:
        for test in tests_in((item,)):
            check_test(test, scope)


def _refuse_foreign(pattern: Pattern) -> None:
    for item in pattern.where:
        names = names_in_test(item)
        if names and pattern.name not in names:
            raise error_at(item.place, ReadsAnother(test=item_text(item), name=pattern.name))
        if isinstance(item, AnyTest) and len(names) > 1:
            raise error_at(item.place, AnyOfTwoFacts())


def _refuse_computed(test: Test, scope: BoundNames) -> None:
    """Refuse in the condition of a text what is more than a comparison of plain values."""
    for term in terms_of(test):
        if isinstance(term, ShiftedTerm):
            raise error_at(test.place, ConditionMovesDate(test=item_text(test)))
        if isinstance(term, FieldRef) and scope.field(term, test.place).ranked and isinstance(test, Comparison):
            raise error_at(test.place, ConditionRanks(test=item_text(test)))


def _check_text(both: Bilingual, rule: Rule, scope: BoundNames) -> None:
    for text in (both.en, both.ja):
        for shown in SHOWN.findall(text):
            if is_computed(shown):
                scope.term(parse_term(shown, rule.place), rule.place)
                continue
            name, dot, field = shown.partition(".")
            if not dot or "." in field or not shown.replace(".", "_").isidentifier():
                raise error_at(rule.place, StatementShowsOdd(shown=shown))
            if name != CASE and name not in scope.bound:
                hint = did_you_mean(name, scope.bound)
                raise error_at(rule.place, StatementShowsUnbound(shown=shown, name=name, hint=hint))
            scope.field(FieldRef(name, field), rule.place)
        if "{" in SHOWN.sub("", text) or "}" in SHOWN.sub("", text):
            raise error_at(rule.place, BraceAlone(text=text))


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
                yield error_at(test.place, NumberInRule(value=str(term.value)))


def _products(rule: Rule) -> Iterator[RuleError]:
    """Warn of a pattern of `when` that is joined to nothing before it: every such fact gives a match of its own."""
    if rule.one_per:
        return
    before = {pattern.name for pattern in patterns_in(rule.applies)}
    for place, item in enumerate(rule.when):
        for pattern in patterns_in((item,)):
            joined = {name for test in pattern.where for name in names_in_test(test)} & before
            if place and not joined and pattern.fact_type != CASE_TYPE and not _joined_later(pattern, rule):
                yield error_at(pattern.place, JoinedToNothing(name=pattern.name, kind=pattern.fact_type))
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
