"""The grouping of translated rules into rulesets of durable_rules, and the keys that their facts must carry.

The engine keeps at most 64 tests that one fact has passed on a stack, has 512 places for the tests that follow one
test, and 255 for the keys of a fact; past each it fails, hangs or crashes. Rules are put into as few rulesets as stay
well below these limits. Facts are projected to the keys that a ruleset reads: the rest never enters the engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.engine.compiled.compiled_form import CompiledRule, Record
from rules.engine.evaluating.errors import RulebookRefused
from rules.engine.evaluating.translate import PLACE, EngineCondition, EngineRule, Test, translate_variant

MAX_LEVEL: Final = 48  # different tests that one fact may pass at one level
MAX_STACK: Final = 60  # tests waiting on the engine's stack while one fact is taken in; it has 64 places
MAX_FOLLOWING: Final = 256  # tests after one test; the engine hangs at 512
MAX_ENDING: Final = 200  # conditions that end with one and the same test; the engine has 256 places
MAX_KEYS: Final = 240  # of a fact, the engine's own among them; it has 255 places
MAX_RULES: Final = 1_000  # of a ruleset; the engine has 4,096 places
OWN_KEYS: Final = ("t", "z", "id", "sid", "$s", f"_{PLACE}")
Names = tuple[tuple[str, str], ...]  # (key of the record, key of the engine's fact)
Tree = dict[tuple[str, str], "Tree"]  # the tests that follow a test: (key, test as text) to what follows it


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules that durable_rules evaluates together, and the keys of their facts by the engine's type of fact."""

    rules: tuple[EngineRule, ...]
    keys: Mapping[str, Names]
    flags: Mapping[str, Names]  # keys that are left out if false: no rule can tell that from an absent one
    marks: Mapping[str, tuple[str, ...]]
    placed: frozenset[str]  # types for which a rule asks whether two facts are one

    def project(self, record: Record, kind: str, place: int) -> Record:
        """Return the part of a record that the ruleset reads, as fact of an engine's type (`loan`, a copy `~loan`)."""
        fact: Record = {own: record[key] for key, own in self.keys[kind] if key in record}
        for key, own in self.flags[kind]:
            if record.get(key) is True:
                fact[own] = True
        if kind in self.placed:
            fact[f"_{PLACE}"] = place
        fact["t"] = kind
        fact["z"] = 1
        for key in self.marks.get(kind, ()):
            fact[f"={key}"] = record.get(key, 0)
            fact[f"?{key}"] = int(key in record)
        return fact

    def types_for(self, known: frozenset[str]) -> frozenset[str]:
        """Return the engine's types that can matter if a case has facts of the known types only.

        A rule that needs a fact of another type can't fire, so facts that only such rules read need not enter the
        engine.
        """
        able = [rule for rule in self.rules if rule.types <= known]
        return frozenset(condition.type for rule in able for condition in rule.conditions)


def rulesets_of(rules: Iterable[CompiledRule], stage: int) -> tuple[Ruleset, ...]:
    """Translate the rules of one stage and split them. RulebookRefused names a rule that fits nowhere."""
    translated = [
        translate_variant(rule, variant) for rule in rules if rule.stage == stage for variant in rule.variants
    ]
    groups: list[list[EngineRule]] = []
    for rule in translated:
        home = next((group for group in groups if not ruleset_excess([*group, rule])), None)
        if home is not None:
            home.append(rule)
        elif trouble := ruleset_excess([rule]):
            raise RulebookRefused(rule.code, trouble)
        else:
            groups.append([rule])
    return tuple(_ruleset(group) for group in groups)


def _ruleset(rules: Sequence[EngineRule]) -> Ruleset:
    kinds = {condition.type for rule in rules for condition in rule.conditions}
    keys = {pair for rule in rules for pair in rule.keys}
    flags = {pair for rule in rules for pair in rule.flags} - keys
    marks = {pair for rule in rules for pair in rule.marks}
    return Ruleset(
        tuple(rules),
        _by_kind(kinds, {(kind, key) for kind, key in keys if key != PLACE}),
        _by_kind(kinds, flags),
        {kind: tuple(key for key, _ in found) for kind, found in _by_kind({kind for kind, _ in marks}, marks).items()},
        frozenset(kind for kind, key in keys if key == PLACE),
    )


def _by_kind(kinds: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Names]:
    """Return the (type, key) pairs as names by type, sorted; types without keys are included."""
    found: dict[str, list[str]] = {kind: [] for kind in sorted(kinds)}
    for kind, key in sorted(pairs):
        found[kind].append(key)
    return {kind: tuple((key, f"_{key}") for key in names) for kind, names in found.items()}


def ruleset_excess(rules: Sequence[EngineRule]) -> str:
    """Describe the limit that a ruleset of these rules would exceed; empty if it stays within every limit."""
    if len(rules) > MAX_RULES:
        return f"over {MAX_RULES} variants in one ruleset"
    ruleset = _ruleset(rules)
    read = {kind: (*keys, *ruleset.flags[kind]) for kind, keys in ruleset.keys.items()}
    for kind, keys in read.items():
        if len(keys) + 2 * len(ruleset.marks.get(kind, ())) + len(OWN_KEYS) > MAX_KEYS:
            return f"its ruleset reads {len(keys)} keys of {kind}; a fact may carry {MAX_KEYS}"
    names = {"t", *(own for keys in read.values() for _, own in keys)}
    names |= {f"{mark}{key}" for keys in ruleset.marks.values() for key in keys for mark in "=?"}
    if clash := _clash({*OWN_KEYS, *names}):
        return f"the engine takes the keys {clash[0]} and {clash[1]} for the same; rename a field"
    root, ending = _tree(condition for rule in rules for condition in rule.conditions)
    if len(root) > MAX_FOLLOWING:
        return f"over {MAX_FOLLOWING} fact types in one ruleset"
    if ending > MAX_ENDING:
        return f"over {MAX_ENDING} patterns are the same in one ruleset"
    for (_, kind), following in root.items():
        if (level := _level(following)) > MAX_LEVEL:
            return f"one {kind} may meet {level} different tests at one level, at most {MAX_LEVEL}"
        if (waiting := _stack(following)) > MAX_STACK:
            return f"one {kind} may pass {waiting} tests at once, at most {MAX_STACK}"
        if (most := _following(following)) > MAX_FOLLOWING:
            return f"{most} tests of {kind} follow one test, at most {MAX_FOLLOWING}"
    return ""


def _tree(conditions: Iterable[EngineCondition]) -> tuple[Tree, int]:
    """Return the engine's tree of tests, by type, and how many conditions without joins end at one test at most."""
    root: Tree = {}
    ends: dict[int, int] = {}
    for number, condition in enumerate(conditions):
        place = root.setdefault(("t", condition.type), {})
        for test in condition.tests:
            place = place.setdefault((_key(test), repr(test)), {})
        for join in condition.joins:  # a join is never shared with another condition, and never fails at this stage
            place = place.setdefault((f"join {number} {join!r}", ""), {})
        ends[id(place)] = ends.get(id(place), 0) + 1
    return root, max(ends.values(), default=0)


def _key(test: Test) -> str:
    """Return `=KEY` for an equality test: among several on one key a fact passes at most one. Else a unique text."""
    (name, _), *_rest = test.items()
    return repr(test) if name.startswith("$") else f"={name}"


def _passed(tree: Tree) -> int:
    """Count how many of these tests one fact may pass together."""
    return len({key for key, _ in tree})


def _level(tree: Tree) -> int:
    return max([_passed(tree), *map(_level, tree.values())])


def _following(tree: Tree) -> int:
    return max([len(tree), *map(_following, tree.values())])


def _stack(tree: Tree) -> int:
    """Return the most tests that wait while a fact is processed: those beside the deepest test, and its own."""
    passed = _passed(tree)
    return max([passed, *(passed - 1 + _stack(below) for below in tree.values())])


def _clash(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that the engine's 32-bit hash (FNV-1a) confuses; None if there are none."""
    seen: dict[int, str] = {}
    for name in sorted(names):
        other = seen.setdefault(engine_hash(name), name)
        if other != name:
            return other, name
    return None


def engine_hash(name: str) -> int:
    """Return the engine's hash of a name (FNV-1a, 32 bits)."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 16_777_619 & 0xFFFFFFFF
    return value
