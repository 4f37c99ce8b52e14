"""Random compiled rulebooks and random records for them: the engine alone, without language and compiler."""

import random
from typing import get_args

from rules.engine.compiled.compiled_form import (
    Alpha,
    CompiledPattern,
    CompiledRule,
    CompiledSeverity,
    Join,
    Need,
    Op,
    Presence,
    Record,
    Rulebook,
    Value,
    Variant,
)

TYPES = ("loan", "tie", "post", "gift")
SORTS = {"who": "key", "at": "key", "on": "date", "yen": "number", "open": "flag", "kind": "word"}
ALWAYS = {"who"}  # every record has it; the others may be absent
VALUES: dict[str, tuple[Value, ...]] = {
    "key": ("sato", "kita", "hikari", 'odd [\\] "name"', "odd !", "odd"),
    "date": ("2020-02-29", "2021-01-01", "2021-06-30", "9999-12-31"),
    "number": (-5, 0, 1, 10_000, 2**53 + 1),
    "flag": (True, False),
    "word": ("low", "high"),
}
OPS: tuple[Op, ...] = get_args(Op)


def random_records(rng: random.Random, most: int = 14) -> list[Record]:
    """Return records of the four types, with some keys absent."""
    records: list[Record] = []
    for number in range(rng.randint(0, most)):
        kind = rng.choice(TYPES)
        record: Record = {"t": kind, "fact": f"{kind}:{number}"}
        for key, sort in SORTS.items():
            if key in ALWAYS or rng.random() < 0.8:
                record[key] = rng.choice(VALUES[sort])
        records.append(record)
    return records


def random_rulebook(rng: random.Random, rules: int = 6) -> Rulebook:
    """Return a rulebook of a few rules; its version is random too."""
    return Rulebook(f"{rng.getrandbits(64):x}", tuple(_rule(rng, f"T-{n:02}") for n in range(rules)), ())


def _rule(rng: random.Random, code: str) -> CompiledRule:
    applies = _patterns(rng, rng.randint(0, 2), "p", ())
    variants = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        patterns = (*applies, *_patterns(rng, rng.randint(1, 3), "q", applies))
        unless = tuple(_pattern(rng, f"u{n}", patterns) for n in range(rng.choice((0, 0, 1, 2))))
        variants.append(Variant(patterns, unless))
    needs: tuple[Need, ...] = ()
    if applies and rng.random() < 0.4:
        needs = (Need(Variant(applies, ()), _pattern(rng, "need", applies)),)
    first = variants[0].patterns
    severity = [CompiledSeverity("medium", (), ())]
    if rng.random() < 0.5:
        tests = tuple((p.alias, test) for p in first[:1] for test in _tests(rng))
        severity.insert(0, CompiledSeverity("high", tests, (_pattern(rng, "more", first[:1]),)))
    one_per = ((first[-1].alias, "who"),) if rng.random() < 0.4 else ()
    aliases = tuple(dict.fromkeys(p.alias for v in variants for p in v.patterns if p not in applies))
    whether = (Variant(applies, ()),) if applies else ()
    return CompiledRule(code, "test", 1, whether, needs, tuple(variants), tuple(severity), one_per, aliases)


def _patterns(
    rng: random.Random, count: int, name: str, before: tuple[CompiledPattern, ...]
) -> tuple[CompiledPattern, ...]:
    found: tuple[CompiledPattern, ...] = ()
    for number in range(count):
        found = (*found, _pattern(rng, f"{name}{number}", (*before, *found)))
    return found


def _pattern(rng: random.Random, alias: str, before: tuple[CompiledPattern, ...]) -> CompiledPattern:
    joins = []
    for _ in range(rng.choice((0, 1, 1, 2, 3)) if before else 0):
        key = rng.choice(list(SORTS))
        same = [other for other, sort in SORTS.items() if sort == SORTS[key]]
        joins.append(Join(key, _op(rng, SORTS[key]), rng.choice(before).alias, rng.choice(same)))
    return CompiledPattern(alias, rng.choice(TYPES), _tests(rng), tuple(joins))


def _tests(rng: random.Random) -> tuple[Alpha | Presence, ...]:
    tests: list[Alpha | Presence] = []
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        key = rng.choice(list(SORTS))
        if rng.random() < 0.1:
            tests.append(Presence(key, present=rng.random() < 0.5))
        else:
            tests.append(Alpha(key, _op(rng, SORTS[key]), rng.choice(VALUES[SORTS[key]])))
    return tuple(tests)


def _op(rng: random.Random, sort: str) -> Op:
    if sort in ("flag", "word"):
        return rng.choice(("==", "!="))
    return rng.choice(("==", "==", *OPS))
