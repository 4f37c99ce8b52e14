"""The third evaluator: naive, straight from the syntax tree and the typed facts.

It shares no code with the compiler, the columns and the matcher: own search, own three-valued logic, own dates. Only
this one detects errors that both evaluators of the compiled form share.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from rules.engine.language.parameters import MissingValue, Parameters
from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Comparison,
    Exists,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    ParameterRef,
    Pattern,
    Rule,
    Term,
    Test,
)
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact, FactType
from tests.rules.agreement.kept import kept_by_rule

Truth = bool | None  # None: unknown
Bound = dict[str, Fact]
LEVELS = ("info", "low", "medium", "high", "critical")


class OffType:
    """The value of a parameter that is not in force."""


OFF = OffType()


@dataclass(frozen=True)
class Found:
    """A certain match: the facts by name, its severity, its finding's key, and its open guards."""

    facts: frozenset[tuple[str, str]]
    severity: str
    key: tuple[object, ...]
    open_guards: frozenset[tuple[str, str]]


@dataclass
class Oracle:
    """One case: its facts, the vocabulary and the parameters. Doubtful facts may or may not exist."""

    facts: Sequence[Fact]
    vocabulary: Mapping[str, FactType]
    parameters: Parameters
    doubtful: Sequence[Fact] = ()

    def __post_init__(self) -> None:
        self.case = next((fact for fact in self.facts if fact.type == "partnership"), None)
        self.by_type: dict[str, list[Fact]] = {}
        for fact in (*self.facts, *self.doubtful):
            self.by_type.setdefault(fact.type, []).append(fact)
        self.doubted = {id(fact) for fact in self.doubtful}

    def outcome(self, rule: Rule) -> tuple[str, frozenset[Found]]:
        """Return the outcome of a rule, with its certain matches."""
        applying = list(self.bindings(rule.applies))
        applies = not rule.applies or any(truth for _, truth in applying)
        open_matches = [
            (b, t) for b, t in self.bindings((*part_of_match(rule), *rule.when)) if not self.blocked(rule, b)
        ]
        certain = frozenset(self.found(rule, bound) for bound, truth in open_matches if truth)
        if applies and certain:
            return "flagged", certain
        if not applies and (not applying or not open_matches):
            return "not_applicable", frozenset()
        met = (
            all(
                any(self.holds(need, b) for b in self.with_each(need, bound))
                for bound, t in applying
                if t
                for need in rule.needs
            )
            if rule.applies
            else all(any(self.holds(need, b) for b in self.with_each(need, {})) for need in rule.needs)
        )
        return ("not_assessable" if open_matches or not applies or not met else "clear"), frozenset()

    def found(self, rule: Rule, bound: Bound) -> Found:
        names = dict.fromkeys(pattern.name for pattern in patterns(rule.when))
        key = [self.value(ref, bound) for ref in rule.one_per] or [bound[name].id for name in names if name in bound]
        guards = frozenset(
            (guard.name, tried[guard.name].id)
            for guard in rule.unless
            for tried in self.with_each(guard, bound)
            if self.truth(guard, tried) is None
        )
        facts = frozenset((name, fact.id) for name, fact in bound.items())
        return Found(facts, self.severity(rule, bound), tuple("" if v is None else v for v in key), guards)

    def severity(self, rule: Rule, bound: Bound) -> str:
        for case in rule.severity:
            if all(
                any(self.holds(c.pattern, b) for b in self.with_each(c.pattern, bound))
                if isinstance(c, Exists)
                else self.test(c, bound)
                for c in case.conditions
            ):
                return case.level
        raise AssertionError(rule.code)

    def blocked(self, rule: Rule, bound: Bound) -> bool:
        return any(self.holds(guard, tried) for guard in rule.unless for tried in self.with_each(guard, bound))

    def holds(self, pattern: Pattern, bound: Bound) -> bool:
        return self.truth(pattern, bound) is True

    def truth(self, pattern: Pattern, bound: Bound) -> Truth:
        """Return whether the fact bound to the pattern's name exists and passes every test; None if unknown."""
        there = None if id(bound[pattern.name]) in self.doubted else True
        return least([there, self.all_of(pattern.where, bound)])

    def with_each(self, pattern: Pattern, bound: Bound) -> Iterator[Bound]:
        """Return the bindings extended by each fact of the pattern's type, even one that is already bound."""
        return ({**bound, pattern.name: fact} for fact in self.of_type(pattern.fact_type))

    def of_type(self, kind: str) -> Sequence[Fact]:
        """Return the facts of a type, the doubtful ones last."""
        return self.by_type.get(kind, ())

    def bindings(
        self, items: Sequence[Pattern | AnyPattern], bound: Bound | None = None
    ) -> Iterator[tuple[Bound, Truth]]:
        """Yield every binding without a false test, certain (True) or possible (None). Two names bind two facts."""
        bound = bound or {}
        if not items:
            yield bound, True
            return
        first, *rest = items
        if isinstance(first, AnyPattern):
            for branch in first.branches:
                yield from self.bindings((*branch, *rest), bound)
            return
        taken = {id(fact) for fact in bound.values()}
        for tried in self.with_each(first, bound):
            if id(tried[first.name]) not in taken and (truth := self.truth(first, tried)) is not False:
                for full, rest_truth in self.bindings(rest, tried):
                    yield full, (True if truth and rest_truth else None)

    def all_of(self, tests: Sequence[Test | AnyTest], bound: Bound) -> Truth:
        """Return whether all tests hold; one that is false decides, so that the others need not be asked."""
        held: Truth = True
        for test in tests:
            truth = self.test(test, bound)
            if truth is False:
                return False
            held = held and truth
        return held

    def test(self, test: Test | AnyTest, bound: Bound) -> Truth:
        if isinstance(test, AnyTest):
            return most([self.all_of(branch, bound) for branch in test.branches])
        if isinstance(test, Comparison):
            words = self.words(test.left, bound) or self.words(test.right, bound)
            return compare(self.value(test.left, bound), test.op, self.value(test.right, bound), words)
        if isinstance(test, Membership):
            value = self.value(test.term, bound)
            return None if value is None else value is not OFF and (value in test.words) is not test.negated
        if isinstance(test, InPeriod):
            on = self.value(test.date, bound)
            start, end = (self.value(FieldRef(test.name, key), bound) for key in ("from_on", "until_on"))
            return least([compare(start, "<=", on), compare(on, "<=", end)])
        ends = [
            [self.value(FieldRef(n, key), bound) for key in ("from_on", "until_on")] for n in (test.left, test.right)
        ]
        return least([compare(ends[0][0], "<=", ends[1][1]), compare(ends[1][0], "<=", ends[0][1])])

    def value(self, term: Term, bound: Bound) -> Any:
        if isinstance(term, LiteralTerm):
            return term.value
        if isinstance(term, FieldRef):
            fact = self.case if term.name == "case" else bound[term.name]
            return None if fact is None else getattr(fact, "id" if term.field == "fact" else term.field)
        if isinstance(term, ParameterRef):
            return self.parameter(term, bound)
        amount, day = self.parameter(term.by, bound), self.value(term.date, bound)
        if amount is OFF or amount is None or day is None:
            return amount if amount is OFF else None
        return shifted(day, term.sign * amount, self.parameters.by_name[term.by.name].unit)

    def parameter(self, term: ParameterRef, bound: Bound) -> Any:
        on = self.value(term.at or FieldRef("case", "proposed_on"), bound)
        index = self.value(term.index, bound) if term.index else None
        for entry in self.parameters.by_name[term.name].rows.get(index, ()):
            if on is not None and entry.from_on <= on <= entry.until_on:
                return {MissingValue.UNKNOWN: None, MissingValue.NOT_IN_FORCE: OFF}.get(entry.value, entry.value)  # type: ignore[arg-type]
        return None

    def words(self, term: Term, bound: Bound) -> tuple[str, ...]:
        """Return the words of a ranked field, lowest first; empty for other terms."""
        if not isinstance(term, FieldRef):
            return ()
        kind = "partnership" if term.name == "case" else bound[term.name].type
        found = self.vocabulary[kind].fields[term.field]
        return found.words if found.ranked else ()


def least(truths: Sequence[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def most(truths: Sequence[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def compare(left: Any, op: str, right: Any, words: tuple[str, ...] = ()) -> Truth:
    if left is OFF or right is OFF:
        return False
    if left is None or right is None:
        return None
    if op in ("==", "!="):
        return (left == right) is (op == "==")
    if words:
        left, right = words.index(left), words.index(right)
    return bool({"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op])


def shifted(day: str, amount: int, unit: str) -> str:
    """Return the day shifted by days, months or years; periods are counted forward alone; an open end stays open."""
    if day in (OPEN_END, OPEN_START):
        return day
    given = date.fromisoformat(day)
    if unit == "days":
        return (given + timedelta(days=amount)).isoformat()
    months = amount * (12 if unit == "years" else 1)
    if months >= 0:
        return end_of_period(given, months).isoformat()
    # The first day from which such a period reaches the given one: searched from well before it.
    start = date(given.year + (given.month - 1 + months) // 12, (given.month - 1 + months) % 12 + 1, 1)
    found = start - timedelta(days=3)
    while end_of_period(found, -months) < given:
        found += timedelta(days=1)
    return found.isoformat()


def end_of_period(event: date, months: int) -> date:
    """Return the last day of a period of months that starts on the day after an event (Civil Code, art. 140, 143)."""
    first = event + timedelta(days=1)
    number = 12 * first.year + first.month - 1 + months
    year, month = number // 12, number % 12 + 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return date(year, month, length) if first.day > length else date(year, month, first.day) - timedelta(days=1)


def patterns(items: Sequence[Pattern | AnyPattern]) -> Iterator[Pattern]:
    for item in items:
        if isinstance(item, Pattern):
            yield item
        else:
            for branch in item.branches:
                yield from patterns(branch)


def names_read(part: object) -> set[str]:
    """Return every name that any part of a tree reads."""
    if isinstance(part, FieldRef):
        return {part.name}
    if isinstance(part, tuple):
        return set().union(*map(names_read, part))
    if not is_dataclass(part) or isinstance(part, type):
        return set()
    found: set[str] = set().union(*(names_read(getattr(part, field.name)) for field in fields(part)))
    if isinstance(part, InPeriod):
        found.add(part.name)
    if type(part).__name__ == "Overlap":
        found |= {part.left, part.right}  # type: ignore[attr-defined]  # an Overlap has both
    return found


@kept_by_rule
def part_of_match(rule: Rule) -> tuple[Pattern | AnyPattern, ...]:
    """Return the items of `applies` that the rest of the rule uses, and those joined to them (see syntax.Rule)."""
    text = "".join(said.en + said.ja for said in (rule.statement, *(case.text for case in rule.statement_cases)))
    chosen = tuple(case.conditions for case in rule.statement_cases)
    own = {item: {p.name for p in patterns((item,))} | names_read(item) for item in rule.applies}
    every = set().union(*own.values())
    used = names_read((rule.when, rule.unless, rule.severity, rule.one_per, chosen)) & every
    used |= {name for name in every if re.search(rf"\{{[^{{}}]*\b{name}\.", text)}
    used.discard("case")
    kept: set[Pattern | AnyPattern] = set()
    while grown := [item for item in rule.applies if item not in kept and own[item] & used]:
        kept.update(grown)
        used = used.union(*(own[item] for item in grown)) - {"case"}
    return tuple(item for item in rule.applies if item in kept)
