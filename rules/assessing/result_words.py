"""Words for the engine's codes, with the names of a case's snapshot and labels of kinds and fields.

Codes hold ids of facts, kinds and names of fields. A reader gets the kind and the parties of a fact, and labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.codes.wording import code_words
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.assessing.wording import COMMA, PatternWording, kind_label
from rules.engine.evaluating.engine_code import EngineCode, FactCode
from rules.engine.evaluating.missing_data import (
    MissingField,
    MissingFinding,
    MissingNeed,
    MissingParameter,
    NeedTest,
    NeedValue,
)
from rules.engine.evaluating.silent_codes import FieldDiffers, FieldUnknown, NothingFurther, NothingOfKind, NotMet
from rules.engine.language.errors import RuleError
from rules.engine.language.grammar import parse_test
from rules.engine.language.statements import Language, value_text
from rules.engine.language.syntax import Comparison, FieldRef, FilePlace, LiteralTerm, Op, Pattern
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.labels import field_label, label_in_sentence
from rules.facts.kinds.vocabulary import VOCABULARY

NOWHERE: Final = FilePlace("", 0)
THIS: Final = "this"  # the fact itself, in the canonical text of a computed test
Shown = Mapping[str, str]  # by placeholder


@coded("silent.does_not_count", gettext_noop("%(fact)s does not count."))
@dataclass(frozen=True, slots=True, kw_only=True)
class DoesNotCount(Coded):
    """A fact that does not count, for a reason that has no words. It is not stored: its words never change."""

    fact: str


@dataclass(frozen=True)
class ResultWords:
    """Words for the codes of one assessment in one language."""

    known: SnapshotFacts
    language: Language

    def of(self, said: EngineCode) -> str:
        """Return the words of a code."""
        shown = self.shown(said)
        if shown is None and isinstance(said, FactCode):
            return code_words(DoesNotCount(fact=self.fact(said)), self.language)
        return code_words(said, self.language, shown=shown or {})

    def shown(self, said: EngineCode) -> Shown | None:
        """Return the words for the ids and names in a code; None if one of them has no words."""
        match said:
            case MissingParameter():
                known = current_rulebook().parameters.by_name.get(said.parameter)
                meaning = (known.meaning.ja if self.language == "ja" else known.meaning.en) if known else said.text
                return {"parameter": meaning}
            case MissingFinding():
                rule = current_rulebook().rules.get(said.rule)
                return {"title": (rule.title.ja if self.language == "ja" else rule.title.en) if rule else ""}
            case MissingNeed():
                return {"kind": self.need(said)}
            case NothingOfKind() | NothingFurther():
                return {"kind": kind_label(said.kind, self.language)}
            case MissingField():
                return {"fact": self.fact(said), "field": self.label(said.field, said.kind)}
            case NotMet():
                asked = self.test(said.kind, said.test, said.fields) if said.kind in VOCABULARY else ""
                return {"fact": self.fact(said), "test": asked} if asked else None
            case FieldUnknown():
                known_fact = said.fact in self.known.facts
                return {"fact": self.fact(said), "field": self.label(said.field, said.kind)} if known_fact else None
            case FieldDiffers():
                return self.difference(said)
            case FactCode():
                return {"fact": self.fact(said)}
        return {}

    def difference(self, said: FieldDiffers) -> Shown | None:
        """Return the field and its value; None if the value is not stated, or an id that means nothing to a reader."""
        fact = self.known.facts.get(said.fact)
        kind = VOCABULARY[fact.type].fields.get(said.field) if fact else None
        if kind is None or is_fact_id(kind):
            return None
        value = value_text(said.value, kind, said.field, self.known.names, self.language)
        return {"fact": self.fact(said), "field": self.label(said.field, said.kind), "value": value}

    def need(self, said: MissingNeed) -> str:
        """Describe a fact that is not on record but needed: its kind, and what it must say."""
        if said.kind not in VOCABULARY:
            return kind_label(said.kind, self.language)
        wanted = (self.wanted(said.kind, each) for each in said.wanted)
        return self.wording(said.kind).of_kind(COMMA[self.language].join(filter(None, wanted)))

    def wanted(self, kind: str, said: NeedValue | NeedTest) -> str:
        """Describe one requirement on a needed fact: a value by name, or a test in words; empty for an id."""
        if isinstance(said, NeedTest):
            return code_words(said, self.language, shown={"test": self.test(kind, said.test, said.fields)})
        known = VOCABULARY[kind].fields.get(said.field)
        if known is None or said.value is None or is_fact_id(known):
            return ""
        wording = self.wording(kind)
        if said.op != "==":
            written = {"flag": "flag", "number": "number", "date": "date"}.get(known.sort, "word")
            right = LiteralTerm(said.value, written)  # type: ignore[arg-type]  # one of its four
            return wording.comparison(Comparison(FieldRef(THIS, said.field), cast("Op", said.op), right, NOWHERE))
        value = value_text(said.value, known, said.field, wording.names, self.language)
        return code_words(said, self.language, shown={"field": wording.field_label(said.field), "value": value})

    def test(self, kind: str, test: str, fields: Iterable[str]) -> str:
        """Return a computed test in words; the labels of the fields that it reads if it is no test by itself."""
        try:
            return self.wording(kind).test(parse_test(test, NOWHERE))
        except RuleError:
            return COMMA[self.language].join(dict.fromkeys(self.label(name, kind) for name in fields))

    def label(self, field: str, kind: str) -> str:
        """Return the label of a field of a kind of fact."""
        return label_in_sentence(field_label(field, kind), self.language)

    def fact(self, said: FactCode) -> str:
        """Name a fact by its kind and its parties."""
        fact = self.known.facts.get(said.fact)
        if fact is None or fact.type == CASE_TYPE:
            return kind_label(said.kind, self.language)
        wording = self.wording(fact.type)
        parties = [
            value_text(fact.values[name], known, name, wording.names, self.language)
            for name, known in VOCABULARY[fact.type].fields.items()
            if known.sort == "key" and known.unit not in VOCABULARY and name in fact.values
        ]
        return wording.of_kind(COMMA[self.language].join(dict.fromkeys(parties)))

    def wording(self, kind: str) -> PatternWording:
        """Return words for tests of a kind of fact, with the values of the case."""
        case = self.known.partnership
        bound = BoundFacts({CASE: case} if case else {}, current_rulebook().parameters)
        return PatternWording(bound, self.known.names, self.language, Pattern(THIS, kind, (), NOWHERE))


def is_fact_id(kind: FieldType) -> bool:
    """Return whether a field holds the id of another fact."""
    return kind.sort == "key" and kind.unit in VOCABULARY
