"""Random facts for the real rulebook, aimed at some of its rules so that they fire often, or narrowly fail.

A draft is a fact whose fields can still be changed. Drafts are made for the patterns of a rule one by one, and fields
are set until the tests on them hold; random facts, unknown fields and missing parts then spoil some of it.
"""

import random
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, Final

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Comparison,
    Exists,
    FieldRef,
    InPeriod,
    Membership,
    Op,
    ParameterRef,
    Pattern,
    Rule,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE, fields_in_term, terms_of
from rules.facts.kinds.base import Fact, FieldType
from rules.facts.kinds.finding import FindingFact
from tests.rules.agreement.agreement import reads_findings
from tests.rules.agreement.oracle import OFF, Oracle, patterns, shifted
from tests.rules.agreement.real_values import Scalar, Values

Draft = Any  # a namespace with the fields of a fact, as the oracle reads them
Bound = dict[str, Draft]
MIRRORED: Final[dict[Op, Op]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
ROUNDS: Final = 4  # a later test may undo what an earlier one wanted
TRIES: Final = 12  # of random values, against one that satisfies an `unless`


class OracleOfDrafts(Oracle):
    """An oracle that is asked while its facts are written."""

    def of_type(self, kind: str) -> Sequence[Fact]:
        """Return the facts of a type that are there by now."""
        return [fact for fact in self.facts if fact.type == kind]


class Aim:
    """The drafts of one case."""

    def __init__(self, rng: random.Random, book: CompiledRulebook) -> None:
        self._rng, self._book = rng, book
        self._values = Values(rng, book)
        self._unknown: set[tuple[str, str]] = set()  # id of a fact and field
        self.drafts: list[Draft] = []
        self.case = self.new(CASE_TYPE)
        self.case.proposed_on = self.case.as_of = self.case.from_on = self._values.proposed_on
        self._oracle = OracleOfDrafts(self.drafts, book.vocabulary, book.parameter_values)

    def new(self, kind: str) -> Draft:
        """Return a random fact with every field known."""
        draft = SimpleNamespace(type=kind, id=f"{kind}:{len(self.drafts)}")
        for name, of in self._book.vocabulary[kind].fields.items():
            if name != "fact":
                setattr(draft, name, self.random_value(name, of))
        self.drafts.append(draft)
        return draft

    def random_value(self, name: str, kind: FieldType) -> Scalar:
        """Return a random value that fits a field."""
        return self._values.of(name, kind, [each.id for each in self.drafts if each.type == kind.unit])

    def at(self, rule: Rule) -> None:
        """Make drafts that satisfy a rule, or most of it."""
        bound: Bound = {}
        chance = self._rng.random
        self.write(rule.applies, bound)
        for need in rule.needs:
            if chance() < 0.85:
                self.write([need], dict(bound))
        if chance() < 0.06:
            return
        self.write(rule.when, bound)
        for case in rule.severity:
            if case.conditions and chance() < 0.4:
                for condition in case.conditions:
                    if isinstance(condition, Exists):
                        self.write([condition.pattern], dict(bound))
                    else:
                        self.wish(condition, bound, "")
        if rule.unless and chance() < 0.25:
            self.write([self._rng.choice(rule.unless)], dict(bound))
        elif chance() < 0.8:
            self.lift_guards(rule, bound)
        if bound and chance() < 0.15:
            self.forget(rule, bound)

    def write(self, items: Sequence[Pattern | AnyPattern], bound: Bound) -> None:
        """Make a draft for each pattern; for one branch of an `any`."""
        for item in items:
            if isinstance(item, AnyPattern):
                self.write(self._rng.choice(item.branches), bound)
            elif item.fact_type == FindingFact.type:
                self.at(self._rng.choice(self.rules_meant(item)))
            else:
                bound[item.name] = self.bind(item, bound)
                for _ in range(ROUNDS):
                    for test in item.where:
                        self.wish(test, bound, item.name)

    def bind(self, pattern: Pattern, bound: Bound) -> Draft:
        """Return the fact that the pattern names, an existing one, or a new one."""
        for test in pattern.where:
            if isinstance(test, Comparison) and test.op == "==" and test.left == FieldRef(pattern.name, "fact"):
                other = bound.get(test.right.name) if isinstance(test.right, FieldRef) else None
                if other is not None and other.type == pattern.fact_type:
                    return other
        if pattern.fact_type == CASE_TYPE:
            return self.case
        taken = {id(each) for each in bound.values()}
        there = [each for each in self.drafts if each.type == pattern.fact_type and id(each) not in taken]
        return self._rng.choice(there) if there and self._rng.random() < 0.3 else self.new(pattern.fact_type)

    def rules_meant(self, pattern: Pattern) -> list[Rule]:
        """Return the rules of the first stage whose findings a pattern may refer to."""
        words = set(words_of(pattern.where))
        first = [rule for rule in self._book.syntax.values() if not reads_findings(rule)]
        return [rule for rule in first if {rule.code, rule.family} & words] or first

    def wish(self, test: Test | AnyTest, bound: Bound, own: str) -> None:
        """Change a field so that a test holds, where it does not and can."""
        if isinstance(test, AnyTest):
            if self._oracle.test(test, bound) is not True:
                for inner in self._rng.choice(test.branches):
                    self.wish(inner, bound, own)
            return
        if not reads_only(test, bound):
            return  # of a finding: its rule is aimed at instead
        if self._oracle.test(test, bound) is True:
            return
        if isinstance(test, Membership):
            if isinstance(test.term, FieldRef):
                kind = self.kind(test.term, bound)
                words = [each for each in kind.words or test.words if (each in test.words) is not test.negated]
                self.put(test.term, self._rng.choice(words or ["other"]), bound)
        elif isinstance(test, Comparison):
            self.compare(test, bound, own)
        elif isinstance(test, InPeriod):
            for side in (("from_on", "<="), ("until_on", ">=")):
                self.compare(Comparison(FieldRef(test.name, side[0]), side[1], test.date, test.place), bound, test.name)
        else:
            for one, other in ((test.left, test.right), (test.right, test.left)):
                ends = FieldRef(one, "from_on"), FieldRef(other, "until_on")
                self.compare(Comparison(ends[0], "<=", ends[1], test.place), bound, self._rng.choice((one, other)))

    def compare(self, test: Comparison, bound: Bound, own: str) -> None:
        """Set one side of a comparison to satisfy the other, preferably a field of the pattern itself."""
        sides = [(test.left, test.op, test.right), (test.right, MIRRORED[test.op], test.left)]
        able = [side for side in sides if settable(side[0])]
        if not able:
            return
        target, op, other = min(able, key=lambda side: own not in {ref.name for ref in fields_in_term(side[0])})
        for ref in fields_in_term(other):
            if getattr(self.fact(ref, bound), "id" if ref.field == "fact" else ref.field) is None:
                self.put(ref, self.random_value(ref.field, self.kind(ref, bound)), bound)
        value = self._oracle.value(other, bound)
        if value is None or value is OFF:  # a parameter without a value there: another word, for the next round
            if isinstance(other, ParameterRef) and other.index is not None:
                self.put(other.index, self.random_value(other.index.field, self.kind(other.index, bound)), bound)
            return
        if isinstance(target, ShiftedTerm):
            amount = self._oracle.value(target.by, bound)
            if amount is None or amount is OFF or not isinstance(target.date, FieldRef):
                return
            unit = self._book.parameter_values.by_name[target.by.name].unit
            value = shifted(value, -target.sign * amount, unit)
            target = target.date
        if isinstance(target, FieldRef):
            self.put(target, self._values.beside(value, op, self.kind(target, bound)), bound)

    def lift_guards(self, rule: Rule, bound: Bound) -> None:
        """Change fields that satisfy an `unless` by chance, as far as the rule's own tests still hold."""
        asked = [test for pattern in patterns(rule.when) for test in pattern.where if reads_only(test, bound)]
        for guard in rule.unless:
            own = [
                ref for test in guard.where for ref in refs_of(test) if ref.name == guard.name and ref.field != "fact"
            ]
            for tried in self._oracle.with_each(guard, bound):
                for _ in range(TRIES if own and reads_only(guard.where, tried) else 0):
                    if not self._oracle.holds(guard, tried):
                        break
                    ref = self._rng.choice(own)
                    held = [test for test in asked if self._oracle.test(test, bound) is True]
                    before = getattr(tried[guard.name], ref.field)
                    kind = self.kind(ref, tried)
                    none = kind.optional and self._rng.random() < 0.25  # of some lists every word satisfies a guard
                    self.put(ref, None if none else self.random_value(ref.field, kind), tried)
                    if any(self._oracle.test(test, bound) is not True for test in held):
                        self.put(ref, before, tried)

    def forget(self, rule: Rule, bound: Bound) -> None:
        """Leave one field unknown that the rule reads, if it is optional."""
        every = [ref for pattern in patterns((*rule.applies, *rule.when)) for ref in refs_of(pattern.where)]
        able = [ref for ref in every if ref.name in bound and self.kind(ref, bound).optional]
        if able:
            ref = self._rng.choice(able)
            self._unknown.add((self.fact(ref, bound).id, ref.field))

    def fact(self, ref: FieldRef, bound: Bound) -> Draft:
        """Return the draft that a term reads."""
        return self.case if ref.name == CASE else bound[ref.name]

    def kind(self, ref: FieldRef, bound: Bound) -> FieldType:
        """Return the type of the field that a term reads."""
        return self._book.vocabulary[self.fact(ref, bound).type].fields[ref.field]

    def put(self, ref: FieldRef, value: Scalar | None, bound: Bound) -> None:
        """Set a field to a value."""
        setattr(self.fact(ref, bound), ref.field, value)

    def facts(self) -> tuple[Fact, ...]:
        """Return the drafts as facts, some of their fields unknown, in random order."""
        unknown = self._rng.choice((0.0, 0.0, 0.02, 0.15))
        made = [self.made(draft, unknown) for draft in self.drafts]
        self._rng.shuffle(made)
        return tuple(made)

    def made(self, draft: Draft, unknown: float) -> Fact:
        """Return one draft as a fact."""
        described = self._book.vocabulary[draft.type]
        values: dict[str, Any] = {}  # Any: the values of any field
        for name, kind in described.fields.items():
            lost = kind.optional and (self._rng.random() < unknown or (draft.id, name) in self._unknown)
            if name != "fact":
                values[name] = None if lost else getattr(draft, name)
        return described.cls(id=draft.id, **values)


def settable(term: Term) -> bool:
    """Return whether the field that a term reads can be set."""
    if isinstance(term, ShiftedTerm):
        return isinstance(term.date, FieldRef)
    return isinstance(term, FieldRef) and term.field != "fact"


def refs_of(tests: Test | AnyTest | Sequence[Test | AnyTest]) -> list[FieldRef]:
    """Return every field that tests read."""
    each = tests if isinstance(tests, Sequence) else (tests,)
    return [ref for test in each for term in terms_of(test) for ref in fields_in_term(term)]


def reads_only(tests: Test | AnyTest | Sequence[Test | AnyTest], bound: Bound) -> bool:
    """Return whether tests read only the case and bound facts, and no finding."""
    return all(ref.name in bound or ref.name == CASE for ref in refs_of(tests))


def words_of(tests: Sequence[Test | AnyTest]) -> Iterator[str]:
    """Yield the words that tests name, at any depth."""
    for test in tests:
        if isinstance(test, AnyTest):
            for branch in test.branches:
                yield from words_of(branch)
        elif isinstance(test, Membership):
            yield from test.words
        elif isinstance(test, Comparison):
            yield from (str(getattr(term, "value", "")) for term in (test.left, test.right))


def real_facts(rng: random.Random, book: CompiledRulebook, code: str) -> tuple[Fact, ...]:
    """Return the facts of one case, aimed at a rule and up to two more, with some unrelated ones."""
    aim = Aim(rng, book)
    for each in (code, *rng.sample(sorted(book.syntax), rng.randint(0, 2))):
        aim.at(book.syntax[each])
    others = [kind for kind in book.vocabulary if kind not in (CASE_TYPE, FindingFact.type)]
    for _ in range(rng.randint(0, 6)):
        aim.new(rng.choice(others))
    return aim.facts()
