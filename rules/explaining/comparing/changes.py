"""The differences between two rulebooks in words: rules and numbers added, removed or changed, and in which part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import ndiff
from typing import Any, Final

from institutions.kinds.base import Label
from rules.engine.language.parameters import Parameter
from rules.engine.language.statements import Language
from rules.engine.language.syntax import FilePlace
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.conditions import ConditionLine
from rules.explaining.catalogue.entry import CatalogueEntry
from rules.explaining.catalogue.timeline import NumberHistory, ValuePeriod, parameters_named
from rules.facts.kinds.labels import word_label

PARTS: Final[Mapping[str, Label]] = {  # in the order of a rule file
    "family": Label("family", "分類"),
    "title": Label("title", "名称"),
    "severity": Label("severity", "重要度"),
    "why": Label("why it matters", "確認を要する理由"),
    "silent_when": Label("when it raises no question", "指摘としない場合"),
    "basis": Label("law and basis", "法令その他の根拠"),
    "applies": Label("where it applies", "適用範囲"),
    "needs": Label("what it cannot be assessed without", "評価に必要な情報"),
    "when": Label("when it flags", "指摘する場合"),
    "unless": Label("what clears it", "指摘を解消する事情"),
    "one_per": Label("what identifies a finding", "指摘の単位"),
    "statement": Label("statement", "指摘の文言"),
    "statement_cases": Label("statement of a certain match", "特定の場合における指摘の文言"),
    "mitigations": Label("what can be done", "対応策"),
    "steps": Label("what clears it when it is done", "実施により指摘を解消する措置"),
}
COLON: Final = {"en": ":", "ja": "："}
COMBINATION: Final = Label("combination of records", "記録の組合せ")
SAME_WORDS: Final = Label("written otherwise, with the same words", "記述のみの変更（文言に差異なし）")
DECIDES: Final = frozenset({"severity", "applies", "needs", "when", "unless", "one_per"})  # parts that alter verdicts


@dataclass(frozen=True, slots=True)
class VersionChange:
    """One rule or number: `added`, `removed` or `changed`, and the differences in lines for a reader."""

    name: str
    how: str
    title: str
    lines: tuple[str, ...] = ()


def rule_changes(old: LoadedRulebook, new: LoadedRulebook, language: Language = "en") -> Iterator[VersionChange]:
    """Yield every rule that differs, by code, in a language."""
    for code in sorted(old.rules.keys() | new.rules.keys()):
        title = (new.rules.get(code) or old.rules[code]).title
        said = title.ja if language == "ja" else title.en
        if code not in old.rules:
            yield VersionChange(code, "added", said)
        elif code not in new.rules:
            yield VersionChange(code, "removed", said)
        elif old.rules[code] != new.rules[code]:
            entries = CatalogueEntry(old.rules[code], old), CatalogueEntry(new.rules[code], new)
            if lines := tuple(changed_rule_lines(*entries, language)):
                yield VersionChange(code, "changed", said, lines)


def changed_rule_lines(old: CatalogueEntry, new: CatalogueEntry, language: Language) -> Iterator[str]:
    """Yield the parts that differ; for the parts that decide, also the conditions before and after."""
    for part, label in PARTS.items():
        before, after = content_without_places(getattr(old.rule, part)), content_without_places(getattr(new.rule, part))
        if before == after:
            continue
        said = label.of(language)
        yield f"{said}{COLON[language]}" if part in DECIDES else said
        if part in DECIDES:
            words = part_in_words(old, part, language), part_in_words(new, part, language)
            yield from (f"  {line}" for line in differing_lines(*words, language))


def part_in_words(entry: CatalogueEntry, part: str, language: Language) -> list[str]:
    """Return a part that decides in words."""
    conditions = entry.conditions(language)
    if part == "one_per":
        return [conditions.one_per or COMBINATION.of(language)]
    if part == "severity":
        return [
            line
            for each in conditions.severity
            for line in (word_label("severity", each.level).of(language), *indented_lines(each.conditions, 1))
        ]
    return indented_lines(conditions.parts()[part], 0)


def indented_lines(lines: Iterable[ConditionLine], depth: int) -> list[str]:
    """Return lines with those below them, indented."""
    return [f"{'  ' * deep}{text}" for line in lines for deep, text in line.flat(depth)]


def differing_lines(before: list[str], after: list[str], language: Language = "en") -> list[str]:
    """Return removed (-) and added (+) lines; if the words are the same, one line that says so."""
    found = [line.rstrip() for line in ndiff(before, after) if line[0] in "+-"]
    return found or [SAME_WORDS.of(language)]


def content_without_places(part: Any) -> Any:  # Any: a part of a syntax tree
    """Return a part of a rule without its positions in the file."""
    if is_dataclass(part):
        values = ((field.name, getattr(part, field.name)) for field in fields(part))
        return (
            type(part).__name__,
            *((name, content_without_places(value)) for name, value in values if not isinstance(value, FilePlace)),
        )
    return tuple(content_without_places(each) for each in part) if isinstance(part, tuple) else part


def changed_numbers(old: LoadedRulebook, new: LoadedRulebook, *beside: LoadedRulebook) -> Iterator[VersionChange]:
    """Yield every number that differs, by name, with the rules of the new version that read it.

    `beside`: its rules on other subjects.
    """
    before, after = old.parameters.by_name, new.parameters.by_name
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            lines = (*value_lines(after[name]), readers_line(name, new, *beside))
            yield VersionChange(name, "added", after[name].meaning.en, lines)
        elif name not in after:
            yield VersionChange(name, "removed", before[name].meaning.en)
        elif before[name] != after[name] and (changed := tuple(number_lines(before[name], after[name]))):
            lines = (*changed, readers_line(name, new, *beside))
            yield VersionChange(name, "changed", after[name].meaning.en, lines)


def readers_line(name: str, *books: LoadedRulebook) -> str:
    """Return the line that names the rules which read a number."""
    rules = {code: rule for book in books for code, rule in book.rules.items()}
    readers = ", ".join(code for code, rule in sorted(rules.items()) if name in parameters_named(rule))
    return f"read by {readers or 'no rule'}"


def number_lines(old: Parameter, new: Parameter) -> Iterator[str]:
    """Yield the differences of a number: meaning, unit, values with their days, laws and certainty."""
    if content_without_places(old.meaning) != content_without_places(new.meaning):
        yield "meaning"
    if (old.unit, old.how) != (new.unit, new.how):
        yield f"unit: {', '.join(filter(None, (old.unit, old.how)))} → {', '.join(filter(None, (new.unit, new.how)))}"
    before, after = value_lines(old), value_lines(new)
    if before != after:
        yield from differing_lines(before, after)
    elif content_without_places(entries_by_word(old)) != content_without_places(entries_by_word(new)):
        yield "note or source"


def entries_by_word(parameter: Parameter) -> tuple[Any, ...]:  # Any: entries and index words
    """Return all entries by index word."""
    return tuple((index or "", row) for index, row in parameter.rows.items())


def value_lines(parameter: Parameter) -> list[str]:
    """Return each value with its days, law and certainty, in one line."""
    found: list[str] = []
    for index, row in parameter.rows.items():
        number = NumberHistory(parameter, index, tuple(ValuePeriod(parameter, entry) for entry in row))
        found += [f"{f'{index}: ' if index else ''}{period_line(period)}" for period in number.periods]
    return found


def period_line(period: ValuePeriod) -> str:
    """Return a value in one line."""
    entry = period.entry
    law = f"{entry.law or 'ours'} {entry.article or ''}".strip() if not period.state else ""
    certainty = period.certainty.words("en", None) if not period.state else ""
    return "; ".join(filter(None, (f"{period.value('en')} {period.days('en')}", law, certainty)))
