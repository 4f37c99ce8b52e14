"""The reader of format 1: the engine's English texts with ids and field names, rendered as words.

Results of format 1 keep their texts. Pages and answers show them with the names that the assessment's snapshot holds.
This file is frozen: nothing that is concluded today passes through it, and it is changed only where what it imports
changes its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.assessing.bound_facts import BoundFacts
from rules.assessing.old_format.pattern_words import COMMA, SAID, OldPatternWording
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.assessing.wording import kind_label
from rules.engine.language.errors import RuleError
from rules.engine.language.grammar import parse_test
from rules.engine.language.statements import Language, value_text
from rules.engine.language.syntax import FilePlace, Pattern
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.kinds.labels import field_label, label_in_sentence
from rules.facts.kinds.vocabulary import VOCABULARY

NOWHERE: Final = FilePlace("", 0)
CUT: Final = "too many combinations of facts with unknown data to go through"
NEED: Final = re.compile(r"([a-z_]+)\((.*)\)\Z")
DOUBTFUL: Final = re.compile(r"finding ([A-Z]+-\d+)\Z")
VALUE: Final = re.compile(r"([a-z_]+)=([^=].*)\Z")
OWN_FIELD: Final = re.compile(r"\bthis\.([a-z_]+)")
TOO_MUCH: Final = {
    "en": "There is too much unknown data to go through every combination of it.",
    "ja": "不明な情報が多く、全ての組合せを確認できません。",
}
NUMBER: Final = {
    "en": "A number of the rulebook that is not known: {}",
    "ja": "ルール集の基準値のうち不明なもの：{}",
}
UNASSESSED: Final = {"en": "What {} could not be assessed without ({})", "ja": "{}（{}）の評価に不足している情報"}
NOTHING: Final = {"en": "Nothing of this kind is on record: {}.", "ja": "次の種類の記録はありません：{}。"}
NOTHING_FURTHER: Final = {
    "en": "Nothing further of this kind is on record: {}.",
    "ja": "次の種類の記録は他にありません：{}。",
}
CLEARS: Final = {"en": "This clears it: {}.", "ja": "次の記録により解消しています：{}。"}
DOES_NOT_MEET: Final = {"en": "{} does not meet this: {}.", "ja": "{}は、次の条件に該当しません：{}。"}
NOT_KNOWN: Final = {"en": "{}: {} is not known.", "ja": "{}：{}が不明です。"}
DIFFERS: Final = {"en": "{} does not count: {} is {}.", "ja": "{}は該当しません（{}：{}）。"}
DOES_NOT_COUNT: Final = {"en": "{} does not count.", "ja": "{}は該当しません。"}


@dataclass(frozen=True)
class EngineWords:
    """The texts of one assessment in words of one language."""

    known: SnapshotFacts
    language: Language

    def missing(self, text: str) -> str:
        """Name a datum without which a rule could not be assessed."""
        if text == CUT:
            return TOO_MUCH[self.language]
        if text.startswith("parameter "):
            known = current_rulebook().parameters.by_name.get(text.removeprefix("parameter "))
            meaning = (known.meaning.ja if self.language == "ja" else known.meaning.en) if known else text
            return NUMBER[self.language].format(meaning)
        if found := DOUBTFUL.match(text):
            rule = current_rulebook().rules.get(found[1])
            title = (rule.title.ja if self.language == "ja" else rule.title.en) if rule else ""
            return UNASSESSED[self.language].format(found[1], title)
        if (need := NEED.match(text)) and need[1] in VOCABULARY and text not in self.known.facts:
            return self.need(need[1], need[2])
        fact, _colon, name = text.partition(": ")
        said = self.fact(fact)
        labels = COMMA[self.language].join(self.fields(name, self.kind(fact)))
        return SAID[self.language].format(said, labels) if labels else said

    def need(self, kind: str, arguments: str) -> str:
        """Describe a fact that is not on record but needed: its kind, and what it must say."""
        wording = self.wording(kind)
        said = (self.argument(wording, each) for each in split_arguments(arguments))
        return wording.of_kind(COMMA[self.language].join(filter(None, said)))

    def argument(self, wording: OldPatternWording, text: str) -> str:
        """Describe one requirement on a needed fact: a value by name, or a test in words."""
        if found := VALUE.match(text):
            field, value = found.groups()
            known = VOCABULARY[wording.pattern.fact_type].fields.get(field)
            if known is None or (known.sort == "key" and known.unit in VOCABULARY) or value == "?":
                return ""
            return SAID[self.language].format(wording.field_label(field), self.value(wording, field, value))
        return self.test(wording, text)

    def value(self, wording: OldPatternWording, field: str, value: str) -> str:
        """Return a value given as text in words, read by the type of its field."""
        known = VOCABULARY[wording.pattern.fact_type].fields[field]
        if known.sort == "flag":
            return value_text(value == "true", known, field, wording.names, self.language)
        if known.sort == "number":
            return value_text(int(value.replace(",", "")), known, field, wording.names, self.language)
        return value_text(value, known, field, wording.names, self.language)

    def test(self, wording: OldPatternWording, text: str) -> str:
        """Return a computed test in words; the labels of its fields if it is no test by itself."""
        try:
            return wording.test(parse_test(text, NOWHERE))
        except RuleError:
            return COMMA[self.language].join(self.fields(text, wording.pattern.fact_type))

    def kind(self, label: str) -> str:
        """Return the type of the fact that a text names."""
        fact = self.known.facts.get(label)
        return fact.type if fact else re.split(r"[ :(]", label, maxsplit=1)[0]

    def fields(self, text: str, kind: str) -> Iterator[str]:
        """Yield the labels of the fields in a text: one field, or those of a computed value."""
        names = [text] if text.isidentifier() else OWN_FIELD.findall(text)
        for name in dict.fromkeys(names):
            yield label_in_sentence(field_label(name, kind), self.language)

    def fact(self, label: str) -> str:
        """Name a fact by its kind and its parties."""
        fact = self.known.facts.get(label)
        if fact is None:
            return kind_label(self.kind(label), self.language)
        if fact.type == CASE_TYPE:
            return kind_label(fact.type, self.language)
        wording = self.wording(fact.type)
        keys = {name: known for name, known in VOCABULARY[fact.type].fields.items() if known.sort == "key"}
        parties = [
            value_text(fact.values[name], known, name, wording.names, self.language)
            for name, known in keys.items()
            if known.unit not in VOCABULARY and name in fact.values
        ]
        return wording.of_kind(COMMA[self.language].join(dict.fromkeys(parties)))

    def wording(self, kind: str) -> OldPatternWording:
        """Return words for tests of a kind of fact, with the values of the case."""
        case = self.known.partnership
        bound = BoundFacts({CASE: case} if case else {}, current_rulebook().parameters)
        return OldPatternWording(bound, self.known.names, self.language, Pattern("this", kind, (), NOWHERE))

    def reason(self, text: str) -> str:
        """Say why a rule is silent: the nearest fact, without the engine's wording of the comparison."""
        if found := re.fullmatch(r"nothing of kind (\w+)", text):
            return NOTHING[self.language].format(kind_label(found[1], self.language))
        if found := re.fullmatch(r"no further fact of kind (\w+)", text):
            return NOTHING_FURTHER[self.language].format(kind_label(found[1], self.language))
        if found := re.fullmatch(r"(.+) satisfies \w+", text):
            return CLEARS[self.language].format(self.fact(found[1]))
        fact, _colon, trouble = text.partition(": ")
        return self.trouble(fact, trouble)

    def trouble(self, label: str, trouble: str) -> str:
        """Say what keeps the nearest fact from counting."""
        said, facts, kind = self.fact(label), self.known.facts, self.kind(label)
        if found := re.fullmatch(r"(.+) does not hold", trouble):
            if kind in VOCABULARY and (asked := self.test(self.wording(kind), found[1])):
                return DOES_NOT_MEET[self.language].format(said, asked)
        elif (found := re.fullmatch(r"(?:\w+\.)?(\w+) is unknown", trouble)) and label in facts:
            field = COMMA[self.language].join(self.fields(found[1], kind))
            return NOT_KNOWN[self.language].format(said, field)
        elif (found := re.match(r"(\w+) is .*, not ", trouble)) and (fact := facts.get(label)):
            field, value = found[1], fact.values.get(found[1])
            known = VOCABULARY[fact.type].fields.get(field)
            if known and value is not None and not (known.sort == "key" and known.unit in VOCABULARY):
                shown = value_text(value, known, field, self.known.names, self.language)
                return DIFFERS[self.language].format(
                    said, label_in_sentence(field_label(field, kind), self.language), shown
                )
        return DOES_NOT_COUNT[self.language].format(said) if said else ""


def split_arguments(arguments: str) -> Iterator[str]:
    """Yield the arguments of a need, separated by commas outside brackets."""
    depth, start = 0, 0
    for place, character in enumerate(arguments):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield arguments[start:place].strip()
            start = place + 1
    if rest := arguments[start:].strip():
        yield rest
