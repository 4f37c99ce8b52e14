"""The conditions that would clear a finding, in results of formats 1 and 2: every guard of a rule. Frozen."""

from collections.abc import Callable, Iterable

from institutions.codes.base import Coded
from institutions.kinds.base import Label
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.old_format.pattern_words import COMMA, OldPatternWording
from rules.assessing.remedies import GuardNotStated, GuardOnRecord, SilentWhen
from rules.engine.evaluating.missing_data import MissingDatum, MissingField
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.language.statements import Names
from rules.engine.language.syntax import Pattern, Rule


def old_clearing_guards(
    rule: Rule, bound: BoundFacts, unknown: Iterable[UnknownGuard], names: Names
) -> tuple[Coded, ...]:
    """Return one entry per guard, and last the author's text on when the rule is silent."""
    lacking: dict[str, UnknownGuard] = {}
    for guard in unknown:
        lacking.setdefault(guard.alias, guard)
    patterns = sorted(rule.unless, key=lambda pattern: pattern.name not in lacking)
    found: dict[tuple[str, ...], Coded] = {}
    for pattern in patterns:
        said = old_guard_remedy(pattern, lacking.get(pattern.name), bound, names)
        missing = said.missing.en if isinstance(said, GuardNotStated) else ""
        found[said.code, missing, said.guard.en] = said  # two guards that read the same are one for a reader
    return (*found.values(), SilentWhen(text=Label(rule.silent_when.en, rule.silent_when.ja)))


def old_guard_remedy(
    pattern: Pattern, lacking: UnknownGuard | None, bound: BoundFacts, names: Names
) -> GuardNotStated | GuardOnRecord:
    """Return the remedy of one guard: the missing data, if only that keeps the guard from applying."""
    in_english, in_japanese = (
        OldPatternWording(bound, names, "en", pattern),
        OldPatternWording(bound, names, "ja", pattern),
    )

    def both(write: Callable[[OldPatternWording], str]) -> Label:
        return Label(write(in_english), write(in_japanese))

    guard = both(OldPatternWording.whole)
    if lacking is None:
        return GuardOnRecord(name=pattern.name, guard=guard)
    missing = both(lambda wording: old_missing_by_label(lacking, wording))
    data = tuple(each for each in lacking.missing if isinstance(each, MissingDatum))
    return GuardNotStated(name=pattern.name, fact=lacking.fact, lacking=data, missing=missing, guard=guard)


def old_missing_by_label(guard: UnknownGuard, wording: OldPatternWording) -> str:
    """Name the unknown data by label; data missing in a computed test is named in the guard already."""
    own = (each for each in guard.missing if isinstance(each, MissingField) and each.label == guard.fact)
    labels = [wording.field_label(each.field) for each in own if each.field.isidentifier()]
    return wording.of_kind(COMMA[wording.language].join(labels))
