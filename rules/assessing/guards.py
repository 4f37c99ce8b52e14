"""The conditions that would clear a finding: guards that only lack data first, then the rule's other guards."""

from collections.abc import Callable, Iterable

from institutions.codes.base import Coded
from institutions.kinds.base import Label
from rules.assessing.bound import Bound
from rules.assessing.remedies import NotStated, OnRecord, SilentWhen
from rules.assessing.wording import COMMA, Wording
from rules.engine.evaluating.missing_data import MissingDatum, MissingField
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.language.statements import Names
from rules.engine.language.syntax import Pattern, Rule


def clears_if(rule: Rule, bound: Bound, unknown: Iterable[UnknownGuard], names: Names) -> tuple[Coded, ...]:
    """Return one entry a guard, and last the author's text on when the rule is silent."""
    lacking: dict[str, UnknownGuard] = {}
    for guard in unknown:
        lacking.setdefault(guard.alias, guard)
    patterns = sorted(rule.unless, key=lambda pattern: pattern.name not in lacking)
    found: dict[tuple[str, ...], Coded] = {}
    for pattern in patterns:
        said = remedy(pattern, lacking.get(pattern.name), bound, names)
        missing = said.missing.en if isinstance(said, NotStated) else ""
        found[said.code, missing, said.guard.en] = said  # two guards that read the same are one for a reader
    return (*found.values(), SilentWhen(text=Label(rule.silent_when.en, rule.silent_when.ja)))


def remedy(pattern: Pattern, lacking: UnknownGuard | None, bound: Bound, names: Names) -> NotStated | OnRecord:
    """Return the remedy of one guard: the missing data, if only that keeps the guard from applying."""
    in_english, in_japanese = Wording(bound, names, "en", pattern), Wording(bound, names, "ja", pattern)

    def both(write: Callable[[Wording], str]) -> Label:
        return Label(write(in_english), write(in_japanese))

    guard = both(Wording.whole)
    if lacking is None:
        return OnRecord(name=pattern.name, guard=guard)
    missing = both(lambda wording: missing_of(lacking, wording))
    data = tuple(each for each in lacking.missing if isinstance(each, MissingDatum))
    return NotStated(name=pattern.name, fact=lacking.fact, lacking=data, missing=missing, guard=guard)


def missing_of(guard: UnknownGuard, wording: Wording) -> str:
    """Name the unknown data by label; data missing in a computed test is named in the guard already."""
    own = (each for each in guard.missing if isinstance(each, MissingField) and each.label == guard.fact)
    labels = [wording.field_label(each.field) for each in own if each.field.isidentifier()]
    return wording.of_kind(COMMA[wording.language].join(labels))
