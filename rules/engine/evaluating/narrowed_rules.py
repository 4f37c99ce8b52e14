"""The rules of a stage, narrowed to cases with facts of certain types: the same for all cases alike in their types.

Most rules need a kind of fact that a case does not have. The rules are narrowed once for each combination of fact
types, and each of them once for each combination of those that it reads: no other type makes it another rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.engine_code import EngineCode
from rules.engine.evaluating.matcher import SearchedRule, SearchedVariant
from rules.engine.evaluating.near_matches import first_lacking
from rules.engine.evaluating.silent_codes import NothingOfKind

Types = frozenset[Value]


@dataclass(frozen=True, slots=True)
class NarrowedRule:
    """A rule without the conjunctions that need a fact of a type that the case doesn't have."""

    able: SearchedRule
    applies_always: bool  # the rule has no `applies`
    no_applies: EngineCode | None  # the reason if none of its `applies` can match; None if one may
    no_variant: EngineCode | None  # the reason if none of its variants can match; None if one may


class NarrowedRules:
    """The rules of a rulebook narrowed to the types of a case; results are kept."""

    def __init__(self, rules: Iterable[SearchedRule]) -> None:
        self._rules = tuple((each, types_read(each)) for each in rules)
        self.of = lru_cache(maxsize=512)(self._narrowed)  # some hundred mixes of types in a register
        self._of_rule = lru_cache(maxsize=8_192)(self._narrowed_rule)

    def _narrowed(self, stage: int, types: Types) -> tuple[NarrowedRule, ...]:
        return tuple(
            self._of_rule(place, types & read)
            for place, (each, read) in enumerate(self._rules)
            if each.rule.stage == stage
        )

    def _narrowed_rule(self, place: int, types: Types) -> NarrowedRule:
        return narrow_rule(self._rules[place][0], types)


def types_read(searched: SearchedRule) -> frozenset[str]:
    """Return the types of all facts that the conjunctions of a rule bind."""
    conjunctions = (*searched.variants, *searched.applies, *(each for each, _ in searched.needs))
    return frozenset[str]().union(*(each.types for each in conjunctions))


def narrow_rule(searched: SearchedRule, types: Types) -> NarrowedRule:
    """Narrow one rule to the types."""
    able = replace(
        searched,
        variants=tuple(each for each in searched.variants if each.types <= types),
        applies=tuple(each for each in searched.applies if each.types <= types),
        needs=tuple((each, step) for each, step in searched.needs if each.types <= types),
    )
    return NarrowedRule(
        able, not searched.applies, _lacking(searched.applies, types), _lacking(searched.variants, types)
    )


def _lacking(conjunctions: Iterable[SearchedVariant], types: Types) -> EngineCode | None:
    """Return the missing kind of fact that prevents every conjunction: of the one that needs it latest; else None."""
    first = [first_lacking(conjunction, types) for conjunction in conjunctions]
    if not all(first):
        return None
    return NothingOfKind(kind=max(each for each in first if each)[1]) if first else None
