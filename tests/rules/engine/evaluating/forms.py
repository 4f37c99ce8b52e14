"""Compiled rules written short, for the tests of the engine."""

from rules.engine.compiled.compiled_form import (
    Alpha,
    CompiledPattern,
    CompiledRule,
    CompiledSeverity,
    Join,
    Presence,
    Rulebook,
    Variant,
)

ALWAYS = (CompiledSeverity("medium", (), ()),)


def pattern(alias: str, kind: str, *parts: Alpha | Presence | Join) -> CompiledPattern:
    tests = tuple(part for part in parts if not isinstance(part, Join))
    return CompiledPattern(alias, kind, tests, tuple(part for part in parts if isinstance(part, Join)))


def same(alias: str, key: str) -> Join:
    return Join(key, "==", alias, key)


def variant(*patterns: CompiledPattern, unless: tuple[CompiledPattern, ...] = ()) -> Variant:
    return Variant(patterns, unless)


def rule(code: str, *variants: Variant, stage: int = 1) -> CompiledRule:
    aliases = tuple(dict.fromkeys(p.alias for v in variants for p in v.patterns))
    return CompiledRule(code, "test", 2 if stage == 2 else 1, (), (), variants, ALWAYS, (), aliases)


def rulebook(*rules: CompiledRule) -> Rulebook:
    return Rulebook("test", rules, ())
