"""Random rules as syntax trees, of every form in the language; rules that the checker refuses are drawn again."""

import random
from collections.abc import Callable
from typing import Any, get_args

from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.compiled.rule_compiler import RuleCompiler
from rules.engine.language.check import check_rule
from rules.engine.language.errors import RuleError
from rules.engine.language.load import FAMILIES, Level
from rules.engine.language.parameters import Parameters
from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Bilingual,
    Comparison,
    Exists,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    Op,
    Overlap,
    ParameterRef,
    Pattern,
    Rule,
    SeverityCase,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.types import RuleNamespace
from rules.facts.kinds.base import FieldType
from tests.rules.agreement.random_facts import BODIES, NOWHERE, random_parameters, values_of
from tests.rules.agreement.vocabulary import TYPES, VOCABULARY

Names = dict[str, str]  # the names in scope with their fact types
TEXT = Bilingual("A question.", "確認事項")
OPS: tuple[Op, ...] = get_args(Op)
SOME_LEVELS: tuple[Level, ...] = ("low", "high", "critical")
OF_UNIT = {"yen": ("yen_limit", "yen_by_kind"), "bp": ("share_limit",)}
SHIFTS = ("some_days", "some_months", "some_years", "months_by_kind")
WRITTEN = {"number": "number", "date": "date", "flag": "flag", "word": "word", "key": "key"}


class Writer:
    """A writer of random rules; `names` counts, so that each name of a rule is new."""

    def __init__(self, rng: random.Random, parameters: Parameters) -> None:
        self.rng = rng
        self.parameters = parameters
        self.count = 0

    def rule(self, code: str, *, second: bool, codes: tuple[str, ...]) -> Rule:
        rng, self.count = self.rng, 0
        self.second, self.codes = second, codes
        bound: Names = {}
        applies = self.patterns(rng.choice((0, 0, 1, 1, 2)), bound)
        for_needs = dict(bound)
        when: list[Pattern | AnyPattern] = [*self.patterns(rng.randint(1, 3), bound)]
        if rng.random() < 0.25:
            when.insert(rng.randint(0, len(when)) if rng.random() < 0.3 else len(when), self.any_pattern(bound))
        needs = tuple(self.pattern(for_needs) for _ in range(rng.choice((0, 0, 0, 1))))
        unless = tuple(self.pattern(bound) for _ in range(rng.choice((0, 0, 1, 1, 2))))
        severity = [
            SeverityCase(rng.choice(SOME_LEVELS), self.conditions(bound)) for _ in range(rng.choice((0, 0, 1, 2)))
        ]
        one_per = (self.field(bound),) if rng.random() < 0.4 and bound else ()
        shown = f"{{{name}.fact}}" if bound and rng.random() < 0.3 and (name := rng.choice(list(bound))) else ""
        statement = Bilingual(f"Look. {shown}", "確認")
        return Rule(
            code, FAMILIES[code[:3]], TEXT, TEXT, TEXT, (), (*severity, SeverityCase("medium", ())), applies, needs,
            tuple(when), unless, one_per, statement, (), NOWHERE,
        )  # fmt: skip

    def patterns(self, count: int, bound: Names) -> tuple[Pattern, ...]:
        """Return patterns that may join to earlier ones; their names come into scope."""
        found = []
        for _ in range(count):
            pattern = self.pattern(bound)
            bound[pattern.name] = pattern.fact_type
            found.append(pattern)
        return tuple(found)

    def any_pattern(self, bound: Names) -> AnyPattern:
        """Return a pattern of two branches; sometimes both bind the same name, which then comes into scope."""
        branches, inner = [], [dict(bound), dict(bound)]
        shared = self.pattern(bound)
        same = self.rng.random() < 0.4
        for scope in inner:
            branch = list(self.patterns(self.rng.choice((1, 1, 2)), scope))
            if same:
                branch.append(
                    Pattern(shared.name, shared.fact_type, self.where(shared.name, shared.fact_type, bound), NOWHERE)
                )
            branches.append(tuple(branch))
        if same:
            bound[shared.name] = shared.fact_type
        return AnyPattern(tuple(branches), NOWHERE)

    def pattern(self, bound: Names) -> Pattern:
        kind = "finding" if self.second and self.rng.random() < 0.5 else self.rng.choice(TYPES).type
        self.count += 1
        name = f"n{self.count}"
        return Pattern(name, kind, self.where(name, kind, bound), NOWHERE)

    def where(self, name: str, kind: str, bound: Names) -> tuple[Test | AnyTest, ...]:
        scope = {**bound, name: kind}
        joined = [self.join(name, kind, bound) for _ in range(self.rng.choice((0, 1, 1, 2)) if bound else 0)]
        others = [self.item(name, scope) for _ in range(self.rng.choice((0, 0, 1, 1, 2)))]
        return tuple(item for item in (*others, *joined) if item is not None)

    def item(self, name: str, scope: Names, depth: int = 0) -> Test | AnyTest:
        if depth < 2 and self.rng.random() < 0.2:
            branches = [
                tuple(self.item(name, scope, depth + 1) for _ in range(self.rng.choice((1, 1, 2)))) for _ in range(2)
            ]
            return AnyTest(tuple(branches), NOWHERE)
        if self.rng.random() < 0.1:
            name = self.rng.choice(list(scope))
        return self.test(name, scope)

    def test(self, name: str, scope: Names) -> Test:
        """Return a test of one fact with constants, the case and parameters; sometimes with another fact."""
        rng = self.rng
        field = self.field({name: scope[name]})
        kind = self.type_of(field, scope)
        if rng.random() < 0.08 and scope[name] != "finding":
            return rng.choice(
                (
                    InPeriod(FieldRef(rng.choice((name, "case")), "from_on"), rng.choice((name, "case")), NOWHERE),
                    InPeriod(self.day(name, scope), rng.choice(list(scope)), NOWHERE),
                    Overlap(name, rng.choice((*scope, "case")), NOWHERE),
                )
            )
        if kind.sort in ("word", "key") and (words := self.words(kind, field)) and rng.random() < 0.3:
            chosen = tuple(dict.fromkeys(rng.choice(words) for _ in range(rng.randint(1, 2))))
            return Membership(field, chosen, rng.random() < 0.3, NOWHERE)
        left, right = field, self.against(kind, field, name, scope)
        if kind.sort == "date" and rng.random() < 0.2:
            left = self.shift(field, name, scope)  # type: ignore[assignment]  # a term as well
        op = self.op(kind)
        return Comparison(right, op, left, NOWHERE) if rng.random() < 0.15 else Comparison(left, op, right, NOWHERE)

    def against(self, kind: FieldType, field: FieldRef, name: str, scope: Names) -> Term:
        """Return a random term of the type of a field."""
        choices: list[Callable[[], Term]] = [lambda: self.literal(kind, field)] * 2
        if case := [
            key for key, of in VOCABULARY["partnership"].fields.items() if self.alike(of, kind) and key != "fact"
        ]:
            choices.append(lambda: FieldRef("case", self.rng.choice(case)))
        if kind.sort == "number":
            choices += [lambda: self.parameter(self.rng.choice(OF_UNIT[kind.unit]), name, scope)] * 2
        if kind.sort == "flag":
            choices.append(lambda: self.parameter("switch", name, scope))
        if kind.sort == "date":
            choices += [
                lambda: self.parameter("some_day", name, scope),
                lambda: self.shift(FieldRef("case", "proposed_on"), name, scope),
            ]
            choices += [lambda: self.shift(self.field({name: scope[name]}, kind), name, scope)]
        return self.rng.choice(choices)()

    def join(self, name: str, kind: str, bound: Names) -> Test | None:
        """Return a test that joins the fact to one bound before; dates are sometimes shifted on either side."""
        rng = self.rng
        other = rng.choice(list(bound))
        if rng.random() < 0.1 and "finding" not in (kind, bound[other]):
            return rng.choice(
                (
                    InPeriod(self.day(name, {name: kind}), other, NOWHERE),
                    InPeriod(self.day(other, bound), name, NOWHERE),
                    Overlap(name, other, NOWHERE),
                )
            )
        own = self.field({name: kind})
        of_own = self.type_of(own, {name: kind})
        if rng.random() < 0.5 and kind != "finding":
            own, of_own = FieldRef(name, "who"), VOCABULARY[kind].fields["who"]
        fitting = [k for k, of in VOCABULARY[bound[other]].fields.items() if self.alike(of, of_own) and k != "fact"]
        if not fitting:
            return None
        left: Term = own
        right: Term = FieldRef(other, rng.choice(fitting))
        if of_own.sort == "date":
            if rng.random() < 0.4:
                right = self.shift(right, other, bound)
            if rng.random() < 0.2:
                left = self.shift(left, name, {name: kind})
        op = self.op(of_own) if of_own.sort != "key" else rng.choice(("==", "==", "==", "!="))
        if of_own.sort == "key" and kind == bound[other] and rng.random() < 0.2:
            op, right = rng.choice(("<", ">")), FieldRef(other, own.field)
        return Comparison(right, op, left, NOWHERE) if rng.random() < 0.2 else Comparison(left, op, right, NOWHERE)

    def conditions(self, bound: Names) -> tuple[Test | Exists, ...]:
        found: list[Test | Exists] = []
        for _ in range(self.rng.randint(1, 2)):
            if self.rng.random() < 0.4:
                found.append(Exists(self.pattern(bound)))
            else:
                name = self.rng.choice(list(bound))
                others = {other: kind for other, kind in bound.items() if other != name}
                joined = self.join(name, bound[name], others) if others and self.rng.random() < 0.4 else None
                found.append(joined or self.test(name, bound))
        return tuple(found)

    def literal(self, kind: FieldType, field: FieldRef) -> LiteralTerm:
        if kind.sort == "text":
            return LiteralTerm(self.rng.choice(list(FAMILIES.values())), "key")
        if kind.sort == "key" and field.field == "code":
            return LiteralTerm(self.rng.choice(self.codes), "word")
        value = self.rng.choice(values_of(kind) or ("x",))
        written: Any = WRITTEN[kind.sort]
        return LiteralTerm(value, "word" if kind.unit == "body" else written)

    def words(self, kind: FieldType, field: FieldRef) -> tuple[str, ...]:
        if field.field == "code":
            return self.codes
        return kind.words or (BODIES if kind.unit == "body" else ())

    def field(self, scope: Names, kind: FieldType | None = None) -> FieldRef:
        name = self.rng.choice(list(scope))
        fitting = [key for key, of in VOCABULARY[scope[name]].fields.items() if kind is None or self.alike(of, kind)]
        return FieldRef(name, self.rng.choice(fitting))

    def day(self, name: str, scope: Names) -> FieldRef:
        return (
            FieldRef(name, self.rng.choice(("on", "until_on")))
            if scope[name] != "finding"
            else FieldRef("case", "from_on")
        )

    def shift(self, date: Term, name: str, scope: Names) -> Term:
        if not isinstance(date, FieldRef):
            return date
        return ShiftedTerm(date, self.rng.choice((1, -1)), self.parameter(self.rng.choice(SHIFTS), name, scope))

    def parameter(self, parameter: str, name: str, scope: Names) -> ParameterRef:
        finding = scope[name] == "finding"
        index = FieldRef("case" if finding else name, "kind") if "by_kind" in parameter else None
        at = self.rng.choice((None, None, FieldRef("case", "until_on"), LiteralTerm("2020-07-01", "date")))
        if not finding and self.rng.random() < 0.4:
            at = FieldRef(name, self.rng.choice(("on", "from_on")))
        return ParameterRef(parameter, index, at)

    def op(self, kind: FieldType) -> Op:
        if kind.sort in ("number", "date") or kind.ranked:
            return self.rng.choice(("==", *OPS))
        return self.rng.choice(("==", "==", "!="))

    @staticmethod
    def type_of(field: FieldRef, scope: Names) -> FieldType:
        return VOCABULARY[scope[field.name]].fields[field.field]

    @staticmethod
    def alike(one: FieldType, other: FieldType) -> bool:
        return (one.sort, one.unit, one.words) == (other.sort, other.unit, other.words)


def random_rulebook(rng: random.Random, count: int = 5) -> CompiledRulebook:
    """Return a compiled rulebook, whose last rules sometimes read findings."""
    parameters = random_parameters(rng)
    writer = Writer(rng, parameters)
    kept: tuple[Rule, ...] = ()
    while len(kept) < count:
        code = f"{rng.choice(list(FAMILIES))}-{len(kept) + 1:02}"
        second = len(kept) >= count - 1 and rng.random() < 0.5
        codes = tuple(rule.code for rule in kept)
        try:
            rule = writer.rule(code, second=second, codes=codes or (code,))
            refuse_wrong(rule, RuleNamespace(VOCABULARY, parameters, frozenset(BODIES), frozenset((*codes, code))))
        except RuleError:
            continue
        kept = (*kept, rule)
    return compile_rulebook(kept, VOCABULARY, parameters, BODIES)


def refuse_wrong(rule: Rule, known: RuleNamespace) -> None:
    """Check and compile one rule: a rulebook is refused for one of its rules. RuleError as the compiler raises it."""
    check_rule(rule, known)
    RuleCompiler(rule, ColumnCollector(known)).compile()
