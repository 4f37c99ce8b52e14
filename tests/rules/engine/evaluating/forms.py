"""Compiled rules written short, for the tests of the engine."""

from rules.engine.compiled.form import Alpha, Join, Pattern, Presence, Rule, Rulebook, SeverityCase, Variant

ALWAYS = (SeverityCase("medium", (), ()),)


def pattern(alias: str, kind: str, *parts: Alpha | Presence | Join) -> Pattern:
    tests = tuple(part for part in parts if not isinstance(part, Join))
    return Pattern(alias, kind, tests, tuple(part for part in parts if isinstance(part, Join)))


def same(alias: str, key: str) -> Join:
    return Join(key, "==", alias, key)


def variant(*patterns: Pattern, unless: tuple[Pattern, ...] = ()) -> Variant:
    return Variant(patterns, unless)


def rule(code: str, *variants: Variant, stage: int = 1) -> Rule:
    aliases = tuple(dict.fromkeys(p.alias for v in variants for p in v.patterns))
    return Rule(code, "test", 2 if stage == 2 else 1, (), (), variants, ALWAYS, (), aliases)


def rulebook(*rules: Rule) -> Rulebook:
    return Rulebook("test", rules, ())
