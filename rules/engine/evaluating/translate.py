"""The translation of a variant of a compiled rule to the conditions of one durable_rules rule, with its guards.

The engine steps over the end of a condition whose last test is false, and crashes on a join to a key that the fact
bound before does not have. So in every translation
- the first condition has no joins, and each later one ends with the join `z == z`, which can't fail;
- tests of order and inequality across facts come before equality joins;
- a positive pattern whose key a later join reads tests first that the key is there (`$ex`);
- a negated pattern that reads a key which may be absent reads instead a stand-in that every fact of that type carries,
  joined with `z` to a mark that says whether the key is there; so an absent key blocks nothing;
- negated conditions come last and read copies of the facts, of type `~type`.
Names of keys get the prefix `_`, so that no field of a fact can be taken for one of the engine's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.engine.compiled.compiled_form import Alpha, CompiledPattern, CompiledRule, Join, Presence, Value, Variant
from rules.engine.evaluating.admission import MAX_INTEGER, safe_text
from rules.engine.evaluating.errors import RulebookRefused

Test = dict[str, object]
PLACE: Final = "#"  # key of the place of a fact in its case, a number; no field can have this name
MAX_CONDITIONS: Final = 16  # 17 give error 304
MAX_JOINS: Final = 28  # of one pattern: the engine has 32 places, of which it and the end join take four
_OPERATORS: Final = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


@dataclass(frozen=True, slots=True)
class EngineCondition:
    """One condition: its alias in the engine, the type that it reads, tests on one fact, and joins to facts before."""

    alias: str
    type: str
    tests: tuple[Test, ...]
    joins: tuple[Test, ...]

    @property
    def body(self) -> dict[str, Test]:
        """The condition in the form that durable_rules takes."""
        return {self.alias: {"$and": [{"t": self.type}, *self.tests, *self.joins]}}


@dataclass(frozen=True, slots=True)
class EngineRule:
    """One variant, translated. `aliases` are the rule's names for the facts that conditions `a0`, `a1`, ... bind."""

    code: str
    stage: int
    aliases: tuple[str, ...]
    conditions: tuple[EngineCondition, ...]
    keys: frozenset[tuple[str, str]]  # (type, key of the record) that its facts must carry
    flags: frozenset[tuple[str, str]]  # those of which it asks only whether they are true
    marks: frozenset[tuple[str, str]]  # (type, key) of which they carry a stand-in and a mark
    types: frozenset[str]  # of the facts that it binds


def translate_variant(rule: CompiledRule, variant: Variant) -> EngineRule:
    """Translate one variant. RulebookRefused if it exceeds a limit of the engine."""
    if not variant.patterns:
        raise RulebookRefused(rule.code, "a variant has no pattern, so it could never fire; give `when` a pattern")
    if len(variant.patterns) + len(variant.unless) > MAX_CONDITIONS:
        count = len(variant.patterns) + len(variant.unless)
        raise RulebookRefused(rule.code, f"{count} patterns, at most {MAX_CONDITIONS}; state a part as a derived fact")
    places = {pattern.alias: f"a{place}" for place, pattern in enumerate(variant.patterns)}
    if len(places) < len(variant.patterns):
        raise RulebookRefused(rule.code, "two patterns have one name")
    _check_joins(rule, variant)
    present = _present(variant)
    keys: set[tuple[str, str]] = set()
    marks: set[tuple[str, str]] = set()
    types = {pattern.alias: pattern.type for pattern in variant.patterns}
    conditions = []
    for place, pattern in enumerate(variant.patterns):
        tests = [_test(test, rule.code) for test in _in_order(pattern.tests, present[pattern.alias])]
        joins = [_join(join, places, "_") for join in _order_first(pattern.joins)]
        conditions.append(_condition(rule, f"a{place}", pattern.type, tests, joins))
        keys |= {(pattern.type, test.field) for test in pattern.tests}
        keys |= {(pattern.type, key) for key in present[pattern.alias]}
        for join in pattern.joins:
            own, other = _joined(join)
            keys |= {(pattern.type, own), (types[join.alias], other)}
    for place, pattern in enumerate(variant.unless):
        tests = [_test(test, rule.code) for test in _in_order(pattern.tests, frozenset())]
        joins = []
        for join in _order_first(pattern.joins):
            sure = _is_sure(variant, join, present)
            joins.append(_join(join, places, "_" if sure else "="))
            own, other = _joined(join)
            (keys if sure else marks).add((types[join.alias], other))
            keys.add((f"~{pattern.type}", own))
        unsure = sorted({(j.alias, j.other) for j in pattern.joins if not _is_sure(variant, j, present)})
        joins += [{"z": {places[alias]: f"?{key}"}} for alias, key in unsure]
        conditions.append(_condition(rule, f"n{place}$not", f"~{pattern.type}", tests, joins))
        keys |= {(f"~{pattern.type}", test.field) for test in pattern.tests}
    bound = frozenset(types.values())
    flags = keys - _read_as_more(variant)
    return EngineRule(
        rule.code,
        rule.stage,
        tuple(places),
        tuple(conditions),
        frozenset(keys - flags),
        frozenset(flags),
        frozenset(marks),
        bound,
    )


def _check_joins(rule: CompiledRule, variant: Variant) -> None:
    """Refuse a join to a name that isn't bound yet: the engine would read arbitrary memory there."""
    bound: set[str] = set()
    for pattern in (*variant.patterns, *variant.unless):
        for join in pattern.joins:
            if join.alias not in bound:
                raise RulebookRefused(rule.code, f"{pattern.alias} joins to {join.alias}, which is not bound before it")
        if pattern in variant.patterns:
            bound.add(pattern.alias)


def _condition(rule: CompiledRule, alias: str, kind: str, tests: list[Test], joins: list[Test]) -> EngineCondition:
    """Return a condition with its end join, except for the first, which has nothing to join to."""
    if len(joins) > MAX_JOINS:
        raise RulebookRefused(rule.code, f"a pattern of {kind} has {len(joins)} joins, at most {MAX_JOINS}")
    end: list[Test] = [] if alias == "a0" else [{"z": {"a0": "z"}}]
    return EngineCondition(alias, kind, tuple(tests), tuple(joins + end))


def _present(variant: Variant) -> dict[str, frozenset[str]]:
    """Return for each alias the keys that later positive patterns join to and its own tests don't prove present."""
    read: dict[str, set[str]] = {pattern.alias: set() for pattern in variant.patterns}
    for pattern in variant.patterns:
        for join in pattern.joins:
            read[join.alias].add(join.other)
    return {p.alias: frozenset(read[p.alias] - _proven(p)) for p in variant.patterns}


def _proven(pattern: CompiledPattern) -> set[str]:
    """Return the keys that a fact must have to pass the pattern's own tests and joins."""
    tests = {t.field for t in pattern.tests if isinstance(t, Alpha) or t.present}
    return {"fact", *tests, *(join.field for join in pattern.joins)}


def _is_sure(variant: Variant, join: Join, present: dict[str, frozenset[str]]) -> bool:
    """Return whether every fact that the join's alias can bind has the key that the join reads."""
    pattern = next(p for p in variant.patterns if p.alias == join.alias)
    return join.other in _proven(pattern) or join.other in present[join.alias]


def _in_order(tests: Iterable[Alpha | Presence], present: frozenset[str]) -> list[Alpha | Presence]:
    """Return the tests in one fixed order, presence last, so that patterns alike share their tests in the engine."""
    alphas = [test for test in tests if isinstance(test, Alpha)]
    there = {test for test in tests if isinstance(test, Presence)} | {Presence(key, present=True) for key in present}
    return [
        *sorted(dict.fromkeys(alphas), key=lambda test: (test.field, test.op, str(test.value))),
        *sorted(there, key=lambda test: (test.field, test.present)),
    ]


def _order_first(joins: Iterable[Join]) -> list[Join]:
    return sorted(joins, key=lambda join: join.op == "==")


def _test(test: Alpha | Presence, code: str) -> Test:
    if isinstance(test, Presence):
        return {"$ex" if test.present else "$nex": {f"_{test.field}": 1}}
    if type(test.value) is int and not -MAX_INTEGER <= test.value <= MAX_INTEGER:
        raise RulebookRefused(code, f"{test.field} is compared with a number beyond 64 bits")
    value: Value = safe_text(test.value) if isinstance(test.value, str) else test.value
    equal: Test = {f"_{test.field}": value}
    return equal if test.op == "==" else {_OPERATORS[test.op]: equal}


def _read_as_more(variant: Variant) -> set[tuple[str, str]]:
    """Return the (type, key) pairs that tests and joins read for more than whether the value is true."""
    types = {pattern.alias: pattern.type for pattern in variant.patterns}
    read: set[tuple[str, str]] = set()
    for prefix, patterns in (("", variant.patterns), ("~", variant.unless)):
        for pattern in patterns:
            more = {test.field for test in pattern.tests if not _asks_if_true(test)}
            more |= {_joined(join)[0] for join in pattern.joins}
            read |= {(f"{prefix}{pattern.type}", key) for key in more}
            read |= {(types[join.alias], _joined(join)[1]) for join in pattern.joins}
    return read


def _asks_if_true(test: Alpha | Presence) -> bool:
    return isinstance(test, Alpha) and test.op == "==" and test.value is True


def _joined(join: Join) -> tuple[str, str]:
    """Return the keys that the engine joins: two facts are compared by their positions in the case, not by ids."""
    same = (join.field, join.op, join.other) == ("fact", "==", "fact")
    return (PLACE, PLACE) if same else (join.field, join.other)


def _join(join: Join, places: dict[str, str], prefix: str) -> Test:
    own, other = _joined(join)
    equal: Test = {f"_{own}": {places[join.alias]: f"{prefix}{other}"}}
    return equal if join.op == "==" else {_OPERATORS[join.op]: equal}
