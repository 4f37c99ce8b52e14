"""What would clear a finding, in words: guards that only lack data first, then every guard of the rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.assessing.bound import Bound, Value
from rules.engine.outcomes import UnknownGuard
from rules.facts.base import FieldType
from rules.facts.labels import label_of, word_of
from rules.facts.vocabulary import VOCABULARY
from rules.language.parameters import Missing
from rules.language.statements import Language, Names, number_text, value_text
from rules.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    InPeriod,
    Literal_,
    Membership,
    ParameterRef,
    Pattern,
    Rule,
    Term,
    Test,
)

Text = dict[str, str]
SIGNS: Final = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
AND: Final = {"en": " and ", "ja": "、かつ"}
OR: Final = {"en": " or ", "ja": "、又は"}


def clears_if(rule: Rule, bound: Bound, unknown: Iterable[UnknownGuard], names: Names) -> tuple[Text, ...]:
    """One entry a guard, in both languages; at last what the rule's author says of when it stays silent."""
    guards = {pattern.name: pattern for pattern in rule.unless}
    found = []
    for guard in unknown:
        if pattern := guards.get(guard.alias):
            en, ja = Words(bound, names, "en", pattern), Words(bound, names, "ja", pattern)
            found.append(
                {
                    "en": f"Not stated: {en.missing(guard)}. It clears this if it shows: {en.guard()}.",
                    "ja": f"未申告: {ja.missing(guard)}。次を示せば解消される: {ja.guard()}。",
                }
            )
    for pattern in rule.unless:
        en, ja = Words(bound, names, "en", pattern), Words(bound, names, "ja", pattern)
        found.append({"en": f"On record: {en.guard()}.", "ja": f"次の記録があること: {ja.guard()}。"})
    found.append({"en": rule.silent_when.en, "ja": rule.silent_when.ja})
    return tuple({text["en"]: text for text in found}.values())


@dataclass(frozen=True, slots=True)
class Words:
    """Writes one guard for one match in one language; the match's values stand in place of the rule's names."""

    bound: Bound
    names: Names
    language: Language
    pattern: Pattern

    def label(self) -> str:
        """What the kind of fact is called."""
        known = VOCABULARY.get(self.pattern.fact_type)
        return known.cls.label[self.language == "ja"] if known else self.pattern.fact_type

    def missing(self, guard: UnknownGuard) -> str:
        """The unknown data by label; data of another fact or a parameter as the engine names it."""
        own = f"{guard.fact}: "
        names = [self.field_label(each.removeprefix(own)) if each.startswith(own) else each for each in guard.missing]
        return f"{self.label()}: {', '.join(names)}" if self.language == "en" else f"{self.label()}：{'、'.join(names)}"

    def field_label(self, field: str) -> str:
        """What a field is called."""
        label = label_of(field)
        return label.ja if self.language == "ja" else label.en

    def guard(self) -> str:
        """The kind of fact and what must hold of it."""
        label = self.label()
        tests = AND[self.language].join(self.test(test) for test in self.pattern.where if not self.joins_facts(test))
        if not tests:
            return label
        return f"{label} ({tests})" if self.language == "en" else f"{label}（{tests}）"

    def joins_facts(self, test: Test | AnyTest) -> bool:
        """Whether a test only says which fact is meant: its id tells a reader nothing."""
        sides = (test.left, test.right) if isinstance(test, Comparison) else ()
        kinds = [kind for side in sides if isinstance(side, FieldRef) and (kind := self.kind(side))]
        return any(kind.sort == "key" and kind.unit in VOCABULARY for kind in kinds)

    def test(self, test: Test | AnyTest) -> str:
        """One test; branches of `any` with or between them."""
        if isinstance(test, AnyTest):
            branches = (AND[self.language].join(self.test(each) for each in branch) for branch in test.branches)
            return OR[self.language].join(branches)
        if isinstance(test, Comparison):
            left, right = self.term(test.left, test.right), self.term(test.right, test.left)
            return f"{left} {SIGNS[test.op]} {right}"
        if isinstance(test, Membership):
            words = ", ".join(self.word(test.term, word) for word in test.words)
            return f"{self.term(test.term)} {'∉' if test.negated else '∈'} {{{words}}}"
        if isinstance(test, InPeriod):
            return f"{self.term(test.date)} ∈ [{self.period(test.name)}]"
        return f"[{self.period(test.left)}] ∩ [{self.period(test.right)}] ≠ ∅"

    def period(self, name: str) -> str:
        """The first and last day of a fact."""
        return f"{self.term(FieldRef(name, 'from_on'))}, {self.term(FieldRef(name, 'until_on'))}"

    def term(self, term: Term, other: Term | None = None) -> str:
        """The label of a field of the guard, and the value of everything else. `other` is what it is compared with."""
        if isinstance(term, FieldRef):
            return self.field(term)
        if isinstance(term, Literal_):
            kind, name = (self.kind(other), other.field) if isinstance(other, FieldRef) else (None, "")
            return self.value(term.value, kind, name)
        if isinstance(term, ParameterRef):
            return self.parameter(term)
        return f"{self.term(term.date)} {'+' if term.sign > 0 else '−'} {self.parameter(term.by)}"

    def field(self, field: FieldRef) -> str:
        """A field of the guard by its label; a field of a bound fact by its value, or its label where it has none."""
        found = None if field.name == self.pattern.name else self.bound.value(field)
        if found is None:
            return self.field_label(field.field)
        return self.value(found, self.kind(field), field.field)

    def kind(self, field: FieldRef) -> FieldType | None:
        """The type of a field of the guard or of a bound fact."""
        if field.name != self.pattern.name:
            return self.bound.kind(field)
        known = VOCABULARY.get(self.pattern.fact_type)
        return known.fields.get(field.field) if known else None

    def parameter(self, read: ParameterRef) -> str:
        """The parameter's value with its unit; its name where it has no value."""
        entry = self.bound.entry(read)
        if entry is None or isinstance(entry[1].value, Missing):
            return read.name
        value = entry[1].value
        if isinstance(value, int) and not isinstance(value, bool):
            return number_text(value, entry[0].unit, self.language)
        return self.value(value, entry[0].type, read.name)

    def word(self, term: Term, word: str) -> str:
        """A word of a closed list by its label."""
        if not isinstance(term, FieldRef):
            return word
        return self.value(word, self.kind(term), term.field)

    def value(self, value: Value, kind: FieldType | None, field: str) -> str:
        """A value as readers of the language write it."""
        if kind is None:
            return str(value)
        if kind.sort == "word" and isinstance(value, str):
            label = word_of(field, value)
            return label.ja if self.language == "ja" else label.en
        return value_text(value, kind, field, self.names, self.language)
