"""Kinds of facts that no published process brings: a rule that reads one is not clear for want of it.

A registered partnership is assessed with the lists, measures and shares of markets of the register; a process of a
file is not.
"""

from collections.abc import Collection, Iterable
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.compiled.compiled_form import CompiledRule, Variant
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.engine.evaluating.silent_codes import NothingOfKind
from rules.facts.kinds.vocabulary import VOCABULARY

NOT_PUBLISHED: Final = frozenset(
    {"competes", "conduct", "exclusion", "joint_market", "measure", "past_order", "subcontract", "transaction"}
)


@coded("process.kind_not_published", gettext_noop("Published processes do not show this: %(kind)s."))
class KindNotPublished(Coded):
    """A kind of fact that a rule reads and that stands in no release. `field`: its name in the vocabulary."""

    unworded = frozenset({"field"})
    kind: Label
    field: str


def kinds_in(variants: Iterable[Variant]) -> set[str]:
    """Return the kinds of the facts that every one of the variants binds in some pattern."""
    return {pattern.type for variant in variants for pattern in variant.patterns}


def kinds_of(rule: CompiledRule) -> set[str]:
    """Return the kinds of the facts that a rule reads."""
    return kinds_in(rule.applies) | kinds_in(rule.variants)


def unread_kinds(rule: CompiledRule, present: Collection[str]) -> list[str]:
    """Return the kinds that a rule reads, that no release brings, and of which the case has no fact; sorted."""
    return sorted((kinds_of(rule) & NOT_PUBLISHED) - set(present))


def says_nothing(found: EvaluatedRule, unread: Collection[str]) -> bool:
    """Return whether a rule is silent only because a release cannot show facts of some kinds.

    A rule is not applicable for a reason of its own, as its method, or because facts of such a kind are not there.
    """
    if found.outcome == "not_applicable":
        return isinstance(found.reason, NothingOfKind) and found.reason.kind in unread
    return found.outcome == "clear" and bool(unread)


def reasons_of(unread: Iterable[str]) -> tuple[Coded, ...]:
    """Return the reasons why a rule is not assessable."""
    return tuple(KindNotPublished(kind=Label(*VOCABULARY[kind].cls.label), field=kind) for kind in unread)
