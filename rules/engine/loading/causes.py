"""Groups of findings by cause: findings of different rules that rest on the same fact are shown together.

`rules/causes.yaml` lists the rules that share a kind of cause.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules.engine.evaluating.outcomes import LEVELS
from rules.engine.language.errors import RuleError, did_you_mean
from rules.engine.language.parameter_file import read_bilingual
from rules.engine.language.troubles.causes import CauseOfNoRule, CauseTwice
from rules.engine.language.troubles.files import NotOneOf, PartMissing, RulebookFileEmpty
from rules.engine.language.troubles.parts import CAUSES_FILE, FACT_TYPE, cause_label
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.yaml_nodes import YamlNode, parse_yaml
from rules.facts.kinds.vocabulary import VOCABULARY

Json = dict[str, Any]  # Any: plain data of a finding
FILE = "causes.yaml"
KEYS: Final = ("title", "rules", "fact")


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


def load_causes(folder: Path, codes: Iterable[str], kinds: Collection[str] = VOCABULARY) -> tuple[Cause, ...]:
    """Load the causes of a rulebook's folder; none if it has no such file. RuleError as in `causes_of_text`."""
    file = folder / FILE
    return causes_of_text(file.read_text(encoding="utf-8"), codes, kinds) if file.exists() else ()


def causes_of_text(text: str, codes: Iterable[str], kinds: Collection[str] = VOCABULARY) -> tuple[Cause, ...]:
    """Return the causes of the text of a file; none of an empty one. RuleError names the line that is wrong.

    `codes` are those of the rulebook's rules, `kinds` the kinds of facts that a cause may name.
    """
    known, found, taken = set(codes), [], set[str]()
    for name, node in cause_entries(text).items():
        parts = node.mapping(cause_label(name), KEYS)
        for key in KEYS:
            if key not in parts:
                raise node.trouble(PartMissing(what=cause_label(name), key=key))
        parts["title"].mapping("title", ("en", "ja"))
        title = read_bilingual(parts["title"], "title")
        rules = frozenset(each.text("rules") for each in parts["rules"].items("rules"))
        if strange := tuple(sorted(rules - known)):
            raise parts["rules"].trouble(CauseOfNoRule(rules=strange))
        fact = parts["fact"].text("fact")
        if fact not in kinds:
            raise parts["fact"].trouble(NotOneOf(given=fact, what=FACT_TYPE, hint=did_you_mean(fact, kinds)))
        if twice := tuple(sorted(rules & taken)):
            raise parts["rules"].trouble(CauseTwice(rules=twice))
        taken |= rules
        found.append(Cause(name, {"en": title.en, "ja": title.ja}, rules, fact))
    return tuple(found)


def cause_entries(text: str) -> dict[str, YamlNode]:
    """Return the entries of a file by name; none of one that is empty, or has comments alone."""
    try:
        root = parse_yaml(text, FILE)
    except RuleError as refused:
        if isinstance(refused.said, RulebookFileEmpty):
            return {}
        raise
    return {} if root.content == "null" else root.mapping(CAUSES_FILE)


def cause_groups(findings: Sequence[Json], causes: Iterable[Cause]) -> list[CauseGroup]:
    """Return the groups among the findings of one assessment, in the order of their first finding."""
    by_fact: dict[tuple[str, str], list[int]] = {}
    named = {cause.name: cause for cause in causes}
    for place, finding in enumerate(findings):
        for cause in named.values():
            if finding["code"] in cause.rules:
                for fact in shared_facts(finding, cause):
                    by_fact.setdefault((cause.name, fact), []).append(place)
    groups: dict[tuple[int, ...], CauseGroup] = {}
    for (name, _), places in by_fact.items():
        if len({findings[place]["code"] for place in places}) > 1:
            worst = max((findings[place]["severity"] for place in places), key=lambda level: LEVELS.index(level))
            groups.setdefault(tuple(places), CauseGroup(named[name], worst, tuple(places)))
    return [group for _, group in sorted(groups.items())]


def shared_facts(finding: Json, cause: Cause) -> Iterable[str]:
    """Return the ids of the facts of a finding that may make it one with others; every finding is about its case."""
    return (CASE_TYPE,) if cause.fact == CASE_TYPE else dict.fromkeys(fact_ids_of_type(finding["evidence"], cause.fact))


def fact_ids_of_type(evidence: Iterable[Json], kind: str) -> Iterator[str]:
    """Yield the ids of the facts of a type in evidence, including facts that others were derived from."""
    for entry in evidence:
        if entry["fact"] == kind:
            yield entry["id"]
        yield from fact_ids_of_type(entry.get("from", ()), kind)
