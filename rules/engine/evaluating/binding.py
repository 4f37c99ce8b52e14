"""The form of a match in both evaluators, for comparison: names of the rule with ids of facts."""

from collections.abc import Iterable

from rules.engine.compiled.compiled_form import Variant

Binding = tuple[tuple[str, str], ...]  # (alias, fact id), in the order of `aliases_of` of the rule


def aliases_of(variants: Iterable[Variant]) -> tuple[str, ...]:
    """Return the names that the variants bind, each once, in order of first appearance."""
    return tuple(dict.fromkeys(pattern.alias for variant in variants for pattern in variant.patterns))
