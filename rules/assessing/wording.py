"""The condition of a rule's pattern in plain words: labels of fields, names of parties, no signs and no ids."""

from dataclasses import dataclass
from typing import Final

from rules.assessing.bound_facts import BoundFacts, Value
from rules.engine.language.parameters import MissingValue
from rules.engine.language.statements import OPEN, Language, Names, parameter_text, value_text
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    Op,
    Overlap,
    ParameterRef,
    Pattern,
    Term,
    Test,
)
from rules.engine.language.walk import FROM, UNTIL
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.labels import field_label, label_in_sentence
from rules.facts.kinds.vocabulary import types_in_use

MIRRORED: Final[dict[Op, Op]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
NUMBERS: Final = {
    "en": {"==": "{}", "!=": "not {}", "<": "less than {}", "<=": "at most {}", ">": "over {}", ">=": "at least {}"},
    "ja": {"==": "{}", "!=": "{}以外", "<": "{}未満", "<=": "{}以下", ">": "{}超", ">=": "{}以上"},
}
DATES: Final = {
    "en": {"==": "{}", "!=": "not {}", "<": "earlier than {}", "<=": "by {}", ">": "after {}", ">=": "{} or later"},
    "ja": {"==": "{}", "!=": "{}以外", "<": "{}より前", "<=": "{}以前", ">": "{}より後", ">=": "{}以後"},
}
MOVED: Final = {
    "en": {1: "{by} after {date}", -1: "{by} before {date}"},
    "ja": {1: "{date}の{by}後", -1: "{date}の{by}前"},
}
SAID: Final = {"en": "{}: {}", "ja": "{}：{}"}
OF_KIND: Final = {"en": "{} ({})", "ja": "{}（{}）"}
COMMA: Final = {"en": ", ", "ja": "、"}
AND: Final = {"en": "; ", "ja": "、かつ"}
OR: Final = {"en": ", or ", "ja": "、又は"}
WORDS_OR: Final = {"en": " or ", "ja": "又は"}
NONE_OF: Final = {"en": "none of {}", "ja": "{}のいずれでもない"}
BETWEEN: Final = {"en": "from {} to {}", "ja": "{}から{}まで"}
SINCE: Final = {"en": "since {}", "ja": "{}以後"}
UNTIL_DAY: Final = {"en": "until {}", "ja": "{}まで"}
ANY_TIME: Final = {"en": "at any time", "ja": "時期を問わない"}
OVERLAP: Final = {"en": "{} (overlapping {})", "ja": "{}（{}と重なる期間）"}
WHILE: Final = {"en": "at a time {}", "ja": "{}の期間内"}
LASTED: Final = {"en": "in force on {}", "ja": "{}において有効"}
RESULT: Final = {"en": ("does not apply", "applies"), "ja": ("適用されない", "適用される")}


@dataclass(frozen=True, slots=True)
class PatternWording:
    """The words of one pattern in one language; values of bound facts take the place of the rule's names."""

    bound: BoundFacts
    names: Names
    language: Language
    pattern: Pattern

    def kind_label(self) -> str:
        """Return the label of the kind of fact."""
        return kind_label(self.pattern.fact_type, self.language)

    def field_label(self, field: str) -> str:
        """Return the label of a field."""
        return label_in_sentence(field_label(field, self.pattern.fact_type), self.language)

    def whole(self) -> str:
        """Return the kind of fact and its conditions."""
        return self.of_kind(self.tests(self.pattern.where))

    def of_kind(self, said: str) -> str:
        """Return the kind of fact with a text about it in brackets."""
        return OF_KIND[self.language].format(self.kind_label(), said) if said else self.kind_label()

    def tests(self, where: tuple[Test | AnyTest, ...]) -> str:
        """Return the words of all tests that mean something to a reader."""
        said = (self.test(test) for test in where if not self.joins_facts(test))
        return AND[self.language].join(filter(None, said))

    def joins_facts(self, test: Test | AnyTest) -> bool:
        """Return whether a test only identifies a fact: its id means nothing to a reader."""
        sides = (test.left, test.right) if isinstance(test, Comparison) else ()
        kinds = [kind for side in sides if isinstance(side, FieldRef) and (kind := self.kind(side))]
        return any(kind.sort == "key" and kind.unit in types_in_use.get().every for kind in kinds)

    def test(self, test: Test | AnyTest) -> str:
        """Return the words of one test; branches of `any` are joined by or."""
        if isinstance(test, AnyTest):
            return OR[self.language].join(self.tests(branch) for branch in test.branches)
        if isinstance(test, Comparison):
            return self.comparison(test)
        if isinstance(test, Membership):
            return SAID[self.language].format(self.term(test.term), self.membership(test))
        if isinstance(test, InPeriod):
            return self.in_period(test)
        return self.overlap(test)

    def in_period(self, test: InPeriod) -> str:
        """Return the words of a day in a period; where the period is the pattern's own, say that it lasted that day."""
        if test.name == self.pattern.name:
            return LASTED[self.language].format(self.term(test.date))
        return SAID[self.language].format(self.term(test.date), self.period(test.name))

    def overlap(self, test: Overlap) -> str:
        """Return the words of two periods that meet; the pattern's own has no days, so the other one is named."""
        others = [name for name in (test.left, test.right) if name != self.pattern.name]
        if len(others) == 1:
            return WHILE[self.language].format(self.period(others[0]))
        return OVERLAP[self.language].format(self.period(test.left), self.period(test.right))

    def membership(self, test: Membership) -> str:
        """Return the words of a list, joined by or; for a negated test, as none of them."""
        *first, last = (self.word(test.term, word) for word in test.words)
        if test.negated:
            return NONE_OF[self.language].format(COMMA[self.language].join((*first, last)))
        return WORDS_OR[self.language].join((COMMA[self.language].join(first), last)) if first else last

    def comparison(self, test: Comparison) -> str:
        """Return the words of a comparison, with the pattern's own field first, on whichever side the rule has it."""
        left, op, right = test.left, test.op, test.right
        if isinstance(left, ParameterRef) and isinstance(right, LiteralTerm) and isinstance(right.value, bool):
            return SAID[self.language].format(self.meaning_of(left), RESULT[self.language][right.value])
        if not self.is_own(left) and self.is_own(right):
            left, op, right = right, MIRRORED[op], left
        kind = self.kind(left) if isinstance(left, FieldRef) else None
        phrases = DATES if kind and kind.sort == "date" else NUMBERS
        return SAID[self.language].format(
            self.term(left, right), phrases[self.language][op].format(self.term(right, left))
        )

    def is_own(self, term: Term) -> bool:
        """Return whether a term reads a field of the pattern's own fact."""
        return isinstance(term, FieldRef) and term.name == self.pattern.name

    def period(self, name: str) -> str:
        """Return the first and last day of a fact in words."""
        begin, end = FieldRef(name, FROM), FieldRef(name, UNTIL)
        first, last = self.term(begin), self.term(end)
        no_first, no_last = (self.bound.value(each) in OPEN for each in (begin, end))
        if no_first and no_last:
            return ANY_TIME[self.language]
        if no_first:
            return UNTIL_DAY[self.language].format(last)
        return SINCE[self.language].format(first) if no_last else BETWEEN[self.language].format(first, last)

    def term(self, term: Term, other: Term | None = None) -> str:
        """Return the label of the pattern's own field, or the value of any other term; `other` is the other side."""
        if isinstance(term, FieldRef):
            return self.field(term)
        if isinstance(term, LiteralTerm):
            kind, name = (self.kind(other), other.field) if isinstance(other, FieldRef) else (None, "")
            return self.value(term.value, kind, name)
        if isinstance(term, ParameterRef):
            return self.parameter(term)
        return MOVED[self.language][term.sign].format(date=self.term(term.date), by=self.parameter(term.by))

    def field(self, field: FieldRef) -> str:
        """Return the label of a field of the pattern; for a bound fact its value, or its label if there is no value."""
        if field.name == self.pattern.name:
            return self.field_label(field.field)
        fact, found = self.bound.facts.get(field.name), self.bound.value(field)
        if found is None:
            return label_in_sentence(field_label(field.field, fact.type if fact else ""), self.language)
        return self.value(found, self.kind(field), field.field)

    def kind(self, field: FieldRef) -> FieldType | None:
        """Return the type of a field of the pattern or of a bound fact."""
        if field.name != self.pattern.name:
            return self.bound.kind(field)
        known = types_in_use.get().every.get(self.pattern.fact_type)
        return known.fields.get(field.field) if known else None

    def parameter(self, read: ParameterRef) -> str:
        """Return the parameter's value with its unit; its meaning if it has no value."""
        entry = self.bound.entry(read)
        if entry is None or isinstance(entry[1].value, MissingValue):
            return self.meaning_of(read)
        return parameter_text(entry[1].value, entry[0].unit, self.language)

    def meaning_of(self, read: ParameterRef) -> str:
        """Return what a parameter means; its name if the rulebook has none of that name."""
        known = self.bound.parameters.by_name.get(read.name)
        return (known.meaning.ja if self.language == "ja" else known.meaning.en) if known else read.name

    def word(self, term: Term, word: str) -> str:
        """Return a word of a closed list by its label."""
        return self.value(word, self.kind(term), term.field) if isinstance(term, FieldRef) else word

    def value(self, value: Value, kind: FieldType | None, field: str) -> str:
        """Return a value as readers of the language write it."""
        return str(value) if kind is None else value_text(value, kind, field, self.names, self.language)


def kind_label(fact_type: str, language: Language) -> str:
    """Return the label of a kind of fact; its type in words if the vocabulary has none."""
    known = types_in_use.get().every.get(fact_type)
    return known.cls.label[language == "ja"] if known else fact_type.replace("_", " ")
