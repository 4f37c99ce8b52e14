"""Every mutant of a rule."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rules.engine.language.scope import fields_shown, joined_applies, names_bound
from rules.engine.language.syntax import Bilingual, Exists, Pattern, Rule, SeverityCase, StatementCase, Test
from rules.engine.language.types import RuleNamespace
from rules.engine.language.walk import names_in_test
from rules.workshop.mutants.change import Context, Mutant
from rules.workshop.mutants.levels import changed_severity
from rules.workshop.mutants.patterns import (
    ChangedSection,
    changed_items,
    where_without,
    with_all,
    without_name,
)

Conditions = tuple[Test | Exists, ...]


def mutants_of(rule: Rule, known: RuleNamespace) -> Iterator[Mutant]:
    """Yield each change of a rule, in the order of its sections, each with unique words. The compiler refuses some."""
    seen: Counter[str] = Counter()
    for mutant in _mutants(rule, known):
        seen[mutant.said] += 1
        number = seen[mutant.said]
        yield replace(mutant, said=f"{mutant.said}, occurrence {number}") if number > 1 else mutant


def _mutants(rule: Rule, known: RuleNamespace) -> Iterator[Mutant]:
    nothing = Context(known, {})
    applied = replace(with_all(rule.applies, nothing), bound=names_bound(rule.applies))
    joined = replace(with_all(joined_applies(rule), nothing), bound=applied.bound)
    bound = replace(with_all(rule.when, joined), bound={**applied.bound, **names_bound(rule.when)})
    for changed in changed_items("applies", rule.applies, nothing):
        yield _mutant(rule, changed, replace(rule, applies=changed.items))
    for changed in changed_items("when", rule.when, joined):
        if changed.items:
            yield _mutant(rule, changed, replace(rule, when=changed.items))
    for place, pattern in enumerate(rule.needs):
        for changed in changed_items("needs", (pattern,), applied):
            yield _mutant(rule, changed, replace(rule, needs=_replaced(rule.needs, place, changed)))
    for place, pattern in enumerate(rule.unless):
        for changed in changed_items("unless", (pattern,), bound):
            yield _mutant(rule, changed, replace(rule, unless=_replaced(rule.unless, place, changed)))
    for line, said, severity in changed_severity(rule, bound):
        yield Mutant(rule.code, line, said, replace(rule, severity=severity))
    for field in rule.one_per:
        others = tuple(other for other in rule.one_per if other != field)
        yield Mutant(
            rule.code, rule.place.line, f"one_per: drops {field.name}.{field.field}", replace(rule, one_per=others)
        )


def _replaced(patterns: tuple[Pattern, ...], place: int, changed: ChangedSection) -> tuple[Pattern, ...]:
    found = tuple(item for item in changed.items if isinstance(item, Pattern))
    return (*patterns[:place], *found, *patterns[place + 1 :])


def _mutant(rule: Rule, changed: ChangedSection, found: Rule) -> Mutant:
    return Mutant(rule.code, changed.place.line, changed.said, _without(found, changed.lost) if changed.lost else found)


def _without(rule: Rule, name: str) -> Rule:
    """Return the rule without the parts that read a name which is no longer bound."""
    shown = re.compile(rf"\{{[^{{}}]*\b{name}\.[^{{}}]*\}}")
    return replace(
        rule,
        applies=without_name(rule.applies, name),
        when=without_name(rule.when, name),
        needs=tuple(replace(each, where=where_without(each.where, name)) for each in rule.needs),
        unless=tuple(replace(each, where=where_without(each.where, name)) for each in rule.unless),
        severity=tuple(replace(case, conditions=_conditions_without(case, name)) for case in rule.severity),
        one_per=tuple(field for field in rule.one_per if field.name != name),
        statement=Bilingual(shown.sub("", rule.statement.en), shown.sub("", rule.statement.ja)),
        statement_cases=tuple(case for case in rule.statement_cases if name not in _names_of(case)),
    )


def _names_of(case: StatementCase) -> set[str]:
    return {field.name for field in fields_shown(case.text)}.union(*map(names_in_test, case.conditions))


def _conditions_without(case: SeverityCase, name: str) -> Conditions:
    return tuple(
        Exists(replace(each.pattern, where=where_without(each.pattern.where, name)))
        if isinstance(each, Exists)
        else each
        for each in case.conditions
        if isinstance(each, Exists) or name not in names_in_test(each)
    )
