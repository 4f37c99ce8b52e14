"""The compiler of one checked rule to its form."""

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from typing import Final

from institutions.codes.parameters import PlainNumber
from institutions.kinds.base import Label
from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.compiled_form import (
    Alpha,
    CompiledPattern,
    CompiledRule,
    CompiledSeverity,
    Join,
    Need,
    Presence,
    Variant,
)
from rules.engine.compiled.conditions import ConditionCompiler, home_of
from rules.engine.compiled.expand import Conjunction, Item, expand_alternatives, expand_conjunctions, refuse_many_ways
from rules.engine.compiled.guards import (
    Switch,
    SwitchedGuard,
    held_test_switch,
    known_key_switch,
    open_switches,
    split_variants,
)
from rules.engine.compiled.swapped_pairs import swapped_names
from rules.engine.language import syntax
from rules.engine.language.errors import RuleError, error_at
from rules.engine.language.scope import joined_applies, names_bound
from rules.engine.language.troubles.checks import (
    PATTERNS,
    UNKNOWN_VALUES,
    VARIANTS,
    CanBeSwapped,
    ForeignFacts,
    NothingAlwaysBound,
    TooMuchOfRule,
)
from rules.engine.language.types import FINDING_TYPE
from rules.engine.language.walk import item_text, names_in_test, patterns_in

MOST_CONDITIONS: Final = 16  # patterns and guards of a variant: durable_rules fails at 17
MOST_VARIANTS: Final = 64
MOST_SWITCHES: Final = 5


class RuleCompiler:
    """A compiler of one rule; `columns` collects the columns that its facts' records need."""

    def __init__(self, rule: syntax.Rule, columns: ColumnCollector) -> None:
        self.rule = rule
        self.columns = columns
        exists = [c.pattern for case in rule.severity for c in case.conditions if isinstance(c, syntax.Exists)]
        self.read = (*patterns_in(rule.applies), *patterns_in(rule.when), *rule.needs, *rule.unless, *exists)
        self.bound = names_bound((*joined_applies(rule), *rule.when))

    def compile(self) -> CompiledRule:
        """Compile the rule. RuleError names a limit that it passes, and a pair that would come twice."""
        rule = self.rule
        ways = expand_conjunctions((*joined_applies(rule), *rule.when))
        if swapped := swapped_names(ways):
            first, second = swapped
            raise error_at(rule.place, CanBeSwapped(first=first, second=second))
        return CompiledRule(
            code=rule.code,
            family=rule.family,
            stage=2 if any(pattern.fact_type == FINDING_TYPE for pattern in self.read) else 1,
            applies=tuple(Variant(self._patterns(way), ()) for way in expand_conjunctions(rule.applies))
            if rule.applies
            else (),
            needs=tuple(self._needs()),
            variants=self._variants(ways),
            severity=tuple(dict.fromkeys(level for case in rule.severity for level in self._severity(case))),
            one_per=tuple((field.name, field.field) for field in rule.one_per),
            when_aliases=tuple(dict.fromkeys(pattern.name for pattern in patterns_in(rule.when))),
        )

    def _variants(self, ways: tuple[Conjunction, ...]) -> tuple[Variant, ...]:
        found: list[Variant] = []
        for way in ways:
            patterns = self._patterns(way)
            guards = tuple(guard for pattern in self.rule.unless for guard in self._guards(pattern, way))
            self._limit(len(patterns) + len(set(guards)), MOST_CONDITIONS, PATTERNS)
            self._limit(len(open_switches(guards, patterns)), MOST_SWITCHES, UNKNOWN_VALUES)
            found += split_variants(patterns, guards)
        variants = tuple(dict.fromkeys(found))
        self._limit(len(variants), MOST_VARIANTS, VARIANTS)
        return variants

    def _limit(self, number: int, most: int, what: Label) -> None:
        if number > most:
            said = TooMuchOfRule(rule=self.rule.code, number=PlainNumber(number), what=what, most=PlainNumber(most))
            raise error_at(self.rule.place, said)

    def _patterns(self, way: Conjunction) -> tuple[CompiledPattern, ...]:
        """Compile the patterns of a conjunction, each test at the last name that it reads."""
        kinds = dict(way.names)
        compiler = ConditionCompiler(self.columns, kinds)
        order = {name: place for place, name in enumerate(kinds)}
        tests: dict[str, list[Alpha | Presence]] = {name: [] for name in kinds}
        joins: dict[str, list[Join]] = {name: [] for name in kinds}
        for written_in, item in way.tests:
            home = home_of(item, written_in, order)
            if len(names_in_test(item)) > 1 and not isinstance(item, syntax.AnyTest):
                joins[home] += compiler.joins(home, item)
            else:
                tests[home].append(compiler.alpha(home, item))
        for name, join in [(name, join) for name, found in joins.items() for join in found]:
            tests[name] += self._in_force(kinds[name], join.field)
            tests[join.alias] += self._in_force(kinds[join.alias], join.other)
            if self.columns.may_be_absent(kinds[join.alias], join.other, self.rule.place):
                tests[join.alias].append(Presence(join.other, present=True))
        return tuple(
            CompiledPattern(name, kind, tuple(dict.fromkeys(tests[name])), _ordered(joins[name]))
            for name, kind in way.names
        )

    def _guards(self, pattern: syntax.Pattern, way: Conjunction) -> Iterator[SwitchedGuard]:
        """Compile an `unless` pattern; one guard for each branch of an `any` that joins."""
        kinds = dict(way.names)
        for items in expand_alternatives(pattern.where):
            if any(names_in_test(item) - {pattern.name} - kinds.keys() for item in items):
                continue  # reads a name that this branch does not bind: the checker refuses such a rule
            found, switches = self._single(pattern, items, kinds)
            yield SwitchedGuard(found, switches)

    def _single(
        self, pattern: syntax.Pattern, items: Iterable[Item], kinds: dict[str, str]
    ) -> tuple[CompiledPattern, frozenset[Switch]]:
        """Compile a pattern that is independent of bound names, with the conditions on their facts."""
        compiler = ConditionCompiler(self.columns, {**kinds, pattern.name: pattern.fact_type})
        tests: list[Alpha | Presence] = []
        joins: list[Join] = []
        switches: set[Switch] = set()
        for item in items:
            others = names_in_test(item) - {pattern.name}
            if not others:
                tests.append(compiler.alpha(pattern.name, item))
            elif pattern.name in names_in_test(item) and not isinstance(item, syntax.AnyTest):
                joins += compiler.joins(pattern.name, item)
            elif len(others) == 1:
                (alias,) = others
                switches.add(held_test_switch(alias, compiler.switch(alias, item)))
            else:
                raise self._foreign(pattern, item)
        for join in joins:
            if self.columns.may_be_absent(kinds[join.alias], join.other, pattern.place):
                switches.add(known_key_switch(join.alias, join.other))
                self.columns.in_force(kinds[join.alias], join.other)  # says why the key is absent where it is
            tests += self._in_force(pattern.fact_type, join.field)
        found = CompiledPattern(pattern.name, pattern.fact_type, tuple(dict.fromkeys(tests)), _ordered(joins))
        return found, frozenset(switches)

    def _in_force(self, kind: str, key: str) -> list[Alpha | Presence]:
        """Return, where a joined term reads a parameter, the test that fails where the parameter is not in force.

        Its own column would only be absent there, as where it is unknown.
        """
        in_force = self.columns.in_force(kind, key)
        return [Alpha(in_force, "==", value=True)] if in_force else []

    @staticmethod
    def _foreign(pattern: syntax.Pattern, item: Item) -> RuleError:
        return error_at(item.place, ForeignFacts(test=item_text(item), name=pattern.name))

    def _needs(self) -> Iterator[Need]:
        for way in expand_conjunctions(self.rule.applies):
            applies = Variant(self._patterns(way), ())
            for pattern in self.rule.needs:
                yield Need(applies, self._single(pattern, pattern.where, dict(way.names))[0])

    def _severity(self, case: syntax.SeverityCase) -> Iterator[CompiledSeverity]:
        """Compile a level with its conditions; one case for each branch of an `any` that joins in an `exists`."""
        compiler = ConditionCompiler(self.columns, self.bound)
        order = {name: place for place, name in enumerate(self.bound)}
        tests: list[tuple[str, Alpha | Presence]] = []
        between: list[CompiledPattern] = []
        for condition in case.conditions:
            if isinstance(condition, syntax.Exists):
                continue
            home = home_of(condition, next(iter(order), ""), order)
            if not home:
                raise error_at(condition.place, NothingAlwaysBound(test=item_text(condition)))
            if len(names_in_test(condition)) > 1:
                between.append(self._again(home, compiler.joins(home, condition)))
            else:
                tests.append((home, compiler.alpha(home, condition)))
        patterns = [c.pattern for c in case.conditions if isinstance(c, syntax.Exists)]
        choices = [tuple((p, items) for items in expand_alternatives(p.where)) for p in patterns]
        refuse_many_ways(prod(map(len, choices)), self.rule.place)
        for ways in product(*choices):
            found = [self._single(pattern, items, self.bound) for pattern, items in ways]
            exists = (*between, *(pattern for pattern, _ in found))
            held = tests + [(s.alias, s.on) for s in sorted({s for _, more in found for s in more}, key=repr)]
            held += self._known_keys(exists)
            yield CompiledSeverity(case.level, tuple(dict.fromkeys(held)), exists)

    def _again(self, name: str, joins: Iterable[Join]) -> CompiledPattern:
        """Return a pattern that finds a bound fact once more, to join it to another bound fact."""
        return CompiledPattern(
            f"{name}_itself", self.bound[name], (), _ordered((Join("fact", "==", name, "fact"), *joins))
        )

    def _known_keys(self, patterns: Iterable[CompiledPattern]) -> Iterator[tuple[str, Presence]]:
        """Require the bound keys that these patterns are joined to."""
        for join in (join for pattern in patterns for join in pattern.joins):
            if self.columns.may_be_absent(self.bound[join.alias], join.other, self.rule.place):
                yield join.alias, Presence(join.other, present=True)


def _ordered(joins: Iterable[Join]) -> tuple[Join, ...]:
    """Order tests first, each join once: durable_rules reads past a last join that fails if it tests an order."""
    return tuple(sorted(dict.fromkeys(joins), key=lambda join: join.op == "=="))
