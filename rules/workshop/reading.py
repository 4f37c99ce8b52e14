"""Reading trials: the counts and the drawn cases as far as the reader may read the partnerships behind them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from institutions.access.callers import Reader
from institutions.access.partnerships import partnerships_rule
from rules.models import RulebookTrial, TrialCase, TrialPart
from rules.workshop.effect_counts import PartCounts, counts_from_json

SHOWN: Final = 10  # drawn cases
FLAGGED: Final = "flagged"


@dataclass(slots=True)
class EffectRow:
    """The effect on one rule, body, domain or severity: findings, and for a rule its flags in a hundred cases."""

    name: str
    before: int = 0
    after: int = 0
    new: int = 0
    gone: int = 0
    changed: int = 0
    per_hundred_before: float | None = None
    per_hundred_after: float | None = None


@dataclass(frozen=True, slots=True)
class LackingRow:
    """Cases that a rule can no longer assess, and the data that they lack; empty where that was not looked at."""

    rule: str
    cases: int
    missing: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CurveRow:
    """The findings at one value of a number, by rule, and together."""

    value: int
    findings: int
    by_rule: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TrialEffect:
    """The findings of a trial, for one reader."""

    cases: int
    rules: tuple[EffectRow, ...]
    bodies: tuple[EffectRow, ...]
    domains: tuple[EffectRow, ...]
    severities: tuple[EffectRow, ...]
    lacking: tuple[LackingRow, ...]
    curve: tuple[CurveRow, ...]


def parts_of_trial(trial: RulebookTrial, reader: Reader) -> list[TrialPart]:
    """Return the parts that a reader may read."""
    return list(trial.parts.filter(partnerships_rule(reader).q()).select_related("submitted_by"))


def drawn_for(trial: RulebookTrial, reader: Reader) -> list[TrialCase]:
    """Return the drawn cases that a reader may read now: the ten with the lowest hashes."""
    rule = partnerships_rule(reader).under("partnership")
    return list(trial.drawn.filter(rule.q()).select_related("partnership").order_by("place")[:SHOWN])


def effect_for(trial: RulebookTrial, reader: Reader) -> TrialEffect:
    """Return what a trial found over the partnerships that a reader may read: no other case counts."""
    parts = parts_of_trial(trial, reader)
    together, by_body = PartCounts(), defaultdict[str, list[PartCounts]](list)
    for part in parts:
        counts = counts_from_json(part.cases, part.counts, [])
        together.add(counts)
        by_body[str(part.submitted_by.code)].append(counts)
    return effect_of(together, by_body, trial.asked.get("values", ()))


def effect_of(together: PartCounts, by_body: dict[str, list[PartCounts]], values: Iterable[int] = ()) -> TrialEffect:
    """Return counts as rows; `values` are those of a curve, of which some may have no finding."""
    bodies = [
        summed(name, [row for each in counts for row in each.findings.items()]) for name, counts in by_body.items()
    ]
    found = list(together.findings.items())
    return TrialEffect(
        cases=together.cases,
        rules=tuple(with_flags(each, together) for each in grouped(found, 0)),
        bodies=tuple(sorted(bodies, key=lambda row: row.name)),
        domains=tuple(grouped(found, 1)),
        severities=tuple(severity_rows(together)),
        lacking=tuple(lacking_rows(together)),
        curve=tuple(curve_rows(together, values)),
    )


FindingCount = tuple[tuple[str, str, str, str, bool], int]


def grouped(rows: Iterable[FindingCount], place: int) -> list[EffectRow]:
    """Return the sums by one part of the key, by name."""
    groups = defaultdict[str, list[FindingCount]](list)
    for key, number in rows:
        groups[str(key[place])].append((key, number))
    return [summed(name, each) for name, each in sorted(groups.items())]


def summed(name: str, rows: Iterable[FindingCount]) -> EffectRow:
    """Return the sums of some counts."""
    row = EffectRow(name)
    for (_code, _domain, before, after, otherwise), number in rows:
        row.before += number if before else 0
        row.after += number if after else 0
        if not before:
            row.new += number
        elif not after:
            row.gone += number
        elif before != after or otherwise:
            row.changed += number
    return row


def with_flags(row: EffectRow, counts: PartCounts) -> EffectRow:
    """Return the row of a rule with its flags in a hundred cases, before and after."""
    if counts.cases:
        before, after = 0, 0
        for (code, old, new), number in counts.outcomes.items():
            if code == row.name:
                before += number if old == FLAGGED else 0
                after += number if new == FLAGGED else 0
        row.per_hundred_before = round(100 * before / counts.cases, 1)
        row.per_hundred_after = round(100 * after / counts.cases, 1)
    return row


def severity_rows(counts: PartCounts) -> list[EffectRow]:
    """Return the findings of each severity: one whose severity changes has gone from one and is new in another."""
    rows: dict[str, EffectRow] = {}
    for (_code, _domain, before, after, _otherwise), number in counts.findings.items():
        for severity in filter(None, (before, after)):
            rows.setdefault(severity, EffectRow(severity))
        if before:
            rows[before].before += number
            rows[before].gone += number if after != before else 0
        if after:
            rows[after].after += number
            rows[after].new += number if after != before else 0
    return [rows[name] for name in ("critical", "high", "medium", "low", "info") if name in rows]


def lacking_rows(counts: PartCounts) -> list[LackingRow]:
    """Return, by rule, the cases that can no longer be assessed, and what they lack, most often lacking first."""
    cases = defaultdict[str, int](int)
    for (code, before, after), number in counts.outcomes.items():
        if after == "not_assessable" and before != after:
            cases[code] += number
    data = defaultdict[str, list[tuple[str, int]]](list)
    for (code, what), number in counts.lacking.items():
        data[code].append((what, number))
    return [
        LackingRow(code, number, tuple(sorted(data[code], key=lambda each: (-each[1], each[0]))))
        for code, number in sorted(cases.items())
    ]


def curve_rows(counts: PartCounts, values: Iterable[int]) -> list[CurveRow]:
    """Return the findings at each value."""
    by_value = {value: defaultdict[str, int](int) for value in values}
    for (value, code, _severity), number in counts.curve.items():
        by_value.setdefault(value, defaultdict(int))[code] += number
    return [
        CurveRow(value, sum(rules.values()), tuple(sorted(rules.items()))) for value, rules in sorted(by_value.items())
    ]
