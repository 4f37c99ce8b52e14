"""The reading of case files: facts for one rule, and its expected answer (format: tests/rules/cases/README.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from rules.engine.language.errors import did_you_mean
from rules.engine.language.load import LEVELS
from rules.engine.language.troubles.cases import (
    AbsentNotGiven,
    CaseChangeUnreadable,
    CaseFactWithoutType,
    CaseFactWrong,
    CaseNoSuchField,
    CaseTypeNeeded,
)
from rules.engine.language.troubles.files import NotOneOf, PartMissing
from rules.engine.language.troubles.parts import CASE, CASES_FILE, FACT_TYPE, OUTCOME, SEVERITY, SUBJECT, VALUE
from rules.engine.language.yaml_nodes import YamlNode, parse_yaml, read_yaml
from rules.explaining.catalogue.cases import CASES, ExampleSource, sentences_of
from rules.facts.kinds.base import Fact
from rules.facts.kinds.vocabulary import EVERY_TYPE, ORGANISATION, PARTNERSHIP

KEYS: Final = ("it", "ja", "but", "then", "missing", "findings", "says", "source")
OUTCOMES: Final = ("flagged", "clear", "not_applicable", "not_assessable", "error")
CASE_OF_A_PARTNERSHIP: Final = {
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
CLOUD: Final = {"type": "organisation_domain", "domain": "cloud", "on": "2026-06-20"}
GIVEN: Final[Mapping[str, Mapping[str, dict[str, Any]]]] = {
    PARTNERSHIP: {"partnership": CASE_OF_A_PARTNERSHIP},
    ORGANISATION: {"domain": CLOUD},
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
    subject: str = PARTNERSHIP  # what the rule looks at
    source: ExampleSource | None = None  # of a worked example of the law
    ja: str = ""  # the sentence in Japanese, which a worked example has

    def __str__(self) -> str:
        return f"{self.code} {self.it}"


def rule_cases() -> Iterator[RuleCase]:
    """Yield every case of every file, in order."""
    for path in sorted(CASES.glob("*.yaml")):
        yield from cases_of(path)


def cases_of(path: Path) -> Iterator[RuleCase]:
    """Yield the cases of one rule. RuleError names file, line and remedy."""
    yield from cases_of_node(read_yaml(path), path.stem)


def cases_of_text(text: str, code: str, file: str) -> Iterator[RuleCase]:
    """Yield the cases of the text of a file. RuleError names file, line and remedy."""
    yield from cases_of_node(parse_yaml(text, file), code)


def cases_of_node(root: YamlNode, code: str) -> Iterator[RuleCase]:
    """Yield the cases of a file that was read."""
    parts = root.mapping(CASES_FILE, ("subject", "given", "cases"))
    for key in ("given", "cases"):
        if key not in parts:
            raise root.trouble(PartMissing(what=CASES_FILE, key=key))
    subject = subject_of(parts.get("subject"))
    given = dict(GIVEN[subject])
    for name, node in parts["given"].mapping("given").items():
        given[name] = entry_of(node, name)
        checked(node, name, given[name])
    for node in parts["cases"].items("cases"):
        yield from cases_of_entry(node, code, subject, given)


def cases_of_entry(node: YamlNode, code: str, subject: str, given: Mapping[str, Entry]) -> Iterator[RuleCase]:
    """Yield the cases of one sentence: several where a field has a list of words."""
    parts = node.mapping(CASE, KEYS)
    for key in ("it", "then"):
        if key not in parts:
            raise node.trouble(PartMissing(what=CASE, key=key))
    case = {name: plain(part) for name, part in parts.items()}
    sentence = sentences_of(node, parts)
    outcome, _, severity = str(case["then"]).partition(", ")
    refuse_unknown_answer(parts["then"], outcome, severity)
    for word, but in each_word(case.get("but", {})):
        entries = changed(given, but, parts.get("but", node))
        yield RuleCase(
            code,
            f"{sentence.it} ({word})" if word else sentence.it,
            tuple(checked(parts.get("but", node), name, entry) for name, entry in entries.items()),
            outcome,
            severity,
            tuple(case.get("missing", ())),
            case.get("findings", 1 if outcome == "flagged" else 0),
            tuple(sorted(case.get("says", {}).items())),
            subject,
            sentence.source,
            f"{sentence.ja}（{word}）" if word and sentence.ja else sentence.ja,
        )


def subject_of(node: YamlNode | None) -> str:
    """Return what the rule of a file looks at: a partnership, unless the file says otherwise."""
    subject = PARTNERSHIP if node is None else str(plain(node))
    if node is not None and subject not in GIVEN:
        raise node.trouble(NotOneOf(given=subject, what=SUBJECT, hint=did_you_mean(subject, GIVEN)))
    return subject


def refuse_unknown_answer(node: YamlNode, outcome: str, severity: str) -> None:
    """Refuse an answer that no rule gives."""
    if outcome not in OUTCOMES:
        raise node.trouble(NotOneOf(given=outcome, what=OUTCOME, hint=did_you_mean(outcome, OUTCOMES)))
    for level in severity.split(" and ") if severity else ():
        if level not in LEVELS:
            raise node.trouble(NotOneOf(given=level, what=SEVERITY, hint=did_you_mean(level, LEVELS)))


def entry_of(node: YamlNode, name: str) -> Entry:
    """Return a fact as it is written."""
    entry: Entry = plain(node)
    if not isinstance(entry, dict) or "type" not in entry:
        raise node.trouble(CaseFactWithoutType(name=name))
    return entry


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


def changed(given: Mapping[str, Entry], but: dict[str, Any], node: YamlNode) -> dict[str, Entry]:
    """Return the facts with the changes of a case: `absent` removes a fact, a mapping adds or changes one."""
    entries = dict(given)
    for name, change in but.items():
        if change == "absent":
            if name not in entries:
                raise node.trouble(AbsentNotGiven(name=name, hint=did_you_mean(name, entries)))
            del entries[name]
            continue
        if not isinstance(change, dict):
            raise node.trouble(CaseChangeUnreadable(name=name))
        if name not in entries and "type" not in change:
            raise node.trouble(CaseTypeNeeded(name=name, hint=did_you_mean(name, entries)))
        entries[name] = {**entries.get(name, {}), **change}
    return entries


def checked(node: YamlNode, name: str, entry: Entry) -> Fact:
    """Return a fact; `unknown` leaves a field out. RuleError names a field that is missing, strange or mistyped."""
    given = str(entry["type"])  # a list or a mapping where a word is expected
    kind = EVERY_TYPE.get(given)
    if kind is None:
        raise node.trouble(NotOneOf(given=given, what=FACT_TYPE, hint=did_you_mean(given, EVERY_TYPE)))
    known = known_fields(entry)
    fields_known = {field.name for field in fields(kind.cls)}
    for strange in sorted(known.keys() - fields_known):
        hint = did_you_mean(strange, fields_known)
        raise node.trouble(CaseNoSuchField(name=name, field=strange, kind=given, hint=hint))
    try:
        return fact_of(name, entry)
    except (TypeError, ValueError) as wrong:
        raise node.trouble(CaseFactWrong(name=name, trouble=str(wrong))) from wrong


def fact_of(name: str, entry: Entry) -> Fact:
    """Return a fact; `unknown` leaves a field out. TypeError names a field that is missing or strange."""
    return EVERY_TYPE[entry["type"]].cls(id=entry.get("id", name), **known_fields(entry))


def known_fields(entry: Entry) -> dict[str, Any]:
    """Return the fields of a fact as it is written that are known."""
    return {key: value for key, value in entry.items() if key not in ("type", "id") and value != "unknown"}


def plain(node: YamlNode) -> Any:
    """Return a file as plain data; dates stay text."""
    if isinstance(node.content, dict):
        return {key: plain(value) for key, (value, _) in node.content.items()}
    if isinstance(node.content, list):
        return [plain(item) for item in node.content]
    return node.scalar(VALUE)
