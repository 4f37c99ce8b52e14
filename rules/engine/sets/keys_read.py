"""The keys of records that rules read, by fact type: their tables have no other columns."""

from collections.abc import Iterable, Iterator, Mapping

from rules.engine.compiled.compiled_form import CompiledPattern, CompiledRule, Variant

Read = Iterator[tuple[str, str]]  # (fact type, key); an empty key: only that there is a fact of the type


def keys_read(rules: Iterable[CompiledRule]) -> Mapping[str, frozenset[str]]:
    """Return by fact type the keys that any of the rules reads."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for kind, key in _of_rule(rule):
            found.setdefault(kind, set()).add(key)
    return {kind: frozenset(keys - {""}) for kind, keys in found.items()}


def _of_rule(rule: CompiledRule) -> Read:
    types: dict[str, str] = {}
    for variant in (*rule.applies, *rule.variants):
        types |= {pattern.alias: pattern.type for pattern in variant.patterns}
        yield from _of_variant(variant)
    for need in rule.needs:
        yield from _of_variant(need.applies)
        yield from _of_pattern(need.pattern, {pattern.alias: pattern.type for pattern in need.applies.patterns})
    for level in rule.severity:
        yield from ((types[alias], test.field) for alias, test in level.tests)
        for pattern in level.exists:
            yield from _of_pattern(pattern, types)
    yield from ((types[alias], key) for alias, key in rule.one_per)


def _of_variant(variant: Variant) -> Read:
    types = {pattern.alias: pattern.type for pattern in variant.patterns}
    for pattern in (*variant.patterns, *variant.unless):
        yield from _of_pattern(pattern, types)


def _of_pattern(pattern: CompiledPattern, types: Mapping[str, str]) -> Read:
    yield pattern.type, ""
    yield from ((pattern.type, test.field) for test in pattern.tests)
    for join in pattern.joins:
        yield pattern.type, join.field
        yield types[join.alias], join.other
