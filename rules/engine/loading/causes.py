"""Groups of findings by cause: findings of different rules that rest on the same fact are shown together.

`rules/causes.yaml` lists the rules that share a kind of cause.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from institutions.values.quick_yaml import load_yaml
from rules.engine.evaluating.outcomes import LEVELS
from rules.facts.kinds.vocabulary import VOCABULARY

Json = dict[str, Any]  # Any: plain data of a finding
FILE = "causes.yaml"


@dataclass(frozen=True, slots=True)
class Cause:
    """Rules that ask about one fact of a type."""

    name: str
    title: Mapping[str, str]
    rules: frozenset[str]
    fact: str


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """Findings with one cause, by their places in the list, and the worst of their severities."""

    cause: Cause
    severity: str
    findings: tuple[int, ...]

    def to_json(self) -> Json:
        """Return the group as callers get it."""
        return {
            "cause": self.cause.name,
            "title": dict(self.cause.title),
            "severity": self.severity,
            "findings": list(self.findings),
        }


def load_causes(folder: Path, codes: Iterable[str], kinds: Container[str] = VOCABULARY) -> tuple[Cause, ...]:
    """Load the causes of a rulebook's folder; none if it has no such file. ValueError names the entry that is wrong.

    `kinds` are the kinds of facts that they may name.
    """
    file = folder / FILE
    if not file.exists():
        return ()
    known, found, taken = set(codes), [], set[str]()
    for name, entry in (load_yaml(file.read_text(encoding="utf-8")) or {}).items():
        if set(entry) != {"title", "rules", "fact"} or set(entry["title"]) != {"en", "ja"}:
            message = f"{FILE}: {name}: give `title` in en and ja, `rules` and `fact`, and nothing else."
            raise ValueError(message)
        rules = frozenset(entry["rules"])
        if strange := rules - known:
            message = f"{FILE}: {name}: there is no rule {', '.join(sorted(strange))}. Name rules of this rulebook."
            raise ValueError(message)
        if entry["fact"] not in kinds:
            message = f"{FILE}: {name}: there is no fact type {entry['fact']}. Name one of rules/facts/kinds."
            raise ValueError(message)
        if twice := rules & taken:
            message = f"{FILE}: {name}: {', '.join(sorted(twice))} has a cause already. A rule has one."
            raise ValueError(message)
        taken |= rules
        found.append(Cause(name, entry["title"], rules, entry["fact"]))
    return tuple(found)


def cause_groups(findings: Sequence[Json], causes: Iterable[Cause]) -> list[CauseGroup]:
    """Return the groups among the findings of one assessment, in the order of their first finding."""
    by_fact: dict[tuple[str, str], list[int]] = {}
    named = {cause.name: cause for cause in causes}
    for place, finding in enumerate(findings):
        for cause in named.values():
            if finding["code"] in cause.rules:
                for fact in dict.fromkeys(fact_ids_of_type(finding["evidence"], cause.fact)):
                    by_fact.setdefault((cause.name, fact), []).append(place)
    groups: dict[tuple[int, ...], CauseGroup] = {}
    for (name, _), places in by_fact.items():
        if len({findings[place]["code"] for place in places}) > 1:
            worst = max((findings[place]["severity"] for place in places), key=lambda level: LEVELS.index(level))
            groups.setdefault(tuple(places), CauseGroup(named[name], worst, tuple(places)))
    return [group for _, group in sorted(groups.items())]


def fact_ids_of_type(evidence: Iterable[Json], kind: str) -> Iterator[str]:
    """Yield the ids of the facts of a type in evidence, including facts that others were derived from."""
    for entry in evidence:
        if entry["fact"] == kind:
            yield entry["id"]
        yield from fact_ids_of_type(entry.get("from", ()), kind)
