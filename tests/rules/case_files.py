"""The reading of case files: facts for one rule, and its expected answer (format: tests/rules/cases/README.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from rules.engine.language.yaml_nodes import YamlNode, read_yaml
from rules.facts.kinds.base import Fact
from rules.facts.kinds.vocabulary import VOCABULARY

CASES = Path(__file__).parent / "cases"
PARTNERSHIP = {
    "type": "partnership",
    "sponsor": "METI",
    "domain": "magnets",
    "value_yen": 1_200_000_000,
    "proposed_on": "2026-06-15",
    "as_of": "2026-06-20",
    "from_on": "2026-06-15",
    "until_on": "2031-03-31",
    "secrecy": "none",
}
Entry = dict[str, Any]  # a fact as written: its type and fields; None removes a field


@dataclass(frozen=True)
class RuleCase:
    """One sentence about a rule, with the facts of its situation and the expected answer."""

    code: str
    it: str
    facts: tuple[Fact, ...]
    outcome: str
    severity: str
    missing: tuple[str, ...]
    findings: int
    says: tuple[tuple[str, str], ...] = ()  # by language, the statement of the finding

    def __str__(self) -> str:
        return f"{self.code} {self.it}"


def rule_cases() -> Iterator[RuleCase]:
    """Yield every case of every file, in order."""
    for path in sorted(CASES.glob("*.yaml")):
        yield from cases_of(path)


def cases_of(path: Path) -> Iterator[RuleCase]:
    """Yield the cases of one rule."""
    data = plain(read_yaml(path))
    given = {"partnership": PARTNERSHIP, **data["given"]}
    for case in data["cases"]:
        outcome, _, severity = case["then"].partition(", ")
        for word, but in each_word(case.get("but", {})):
            entries = changed(given, but, f"{path.stem}: {case['it']}")
            yield RuleCase(
                path.stem,
                f"{case['it']} ({word})" if word else case["it"],
                tuple(fact_of(name, entry) for name, entry in entries.items()),
                outcome,
                severity,
                tuple(case.get("missing", ())),
                case.get("findings", 1 if outcome == "flagged" else 0),
                tuple(sorted(case.get("says", {}).items())),
            )


def each_word(but: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the changes of a case for each word of a list in turn; unchanged where no field has a list."""
    for name, change in but.items():
        for key, words in change.items() if isinstance(change, dict) else ():
            if isinstance(words, list):
                for word in words:
                    for more, found in each_word({**but, name: {**change, key: word}}):
                        yield f"{word}, {more}" if more else str(word), found
                return
    yield "", but


def changed(given: dict[str, Entry], but: dict[str, Any], where: str) -> dict[str, Entry]:
    """Return the facts with the changes of a case: `absent` removes a fact, a mapping adds or changes one."""
    entries = dict(given)
    for name, change in but.items():
        if change == "absent":
            del entries[name]
            continue
        if name not in entries and "type" not in change:
            message = f"{where}: {name} is not given, so it needs a type"
            raise ValueError(message)
        entries[name] = {**entries.get(name, {}), **change}
    return entries


def fact_of(name: str, entry: Entry) -> Fact:
    """Return a fact; `unknown` leaves a field out. TypeError names a field that is missing or of another type."""
    cls = VOCABULARY[entry["type"]].cls
    known = {key: value for key, value in entry.items() if key not in ("type", "id") and value != "unknown"}
    assert known.keys() <= {field.name for field in fields(cls)}, f"{name}: {known.keys()}"
    return cls(id=entry.get("id", name), **known)


def plain(node: YamlNode) -> Any:
    """Return a file as plain data; dates stay text."""
    if isinstance(node.content, dict):
        return {key: plain(value) for key, (value, _) in node.content.items()}
    if isinstance(node.content, list):
        return [plain(item) for item in node.content]
    return node.scalar("a value")
