"""The types of terms, and which of them can be compared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rules.engine.language.errors import did_you_mean, error_at
from rules.engine.language.load import LEVELS
from rules.engine.language.parameters import SHIFTING, Parameter, Parameters
from rules.engine.language.syntax import FieldRef, FilePlace, LiteralTerm, ParameterRef, Term
from rules.engine.language.troubles.files import NotOneOf
from rules.engine.language.troubles.parts import FACT_TYPE as A_FACT_TYPE
from rules.engine.language.troubles.terms import (
    AddParameter,
    AtNoDate,
    IndexMissing,
    IndexTooMuch,
    IndexWithoutValue,
    MovedByUnit,
    MovedTermNoDate,
    NameNotBound,
    NoCodeOfBody,
    NoCodeOfRule,
    NoCountryCode,
    NoIndex,
    NoSuchFieldOfFact,
    NoSuchParameter,
    NoValidWord,
    NoValueOf,
    ParameterWithoutDay,
    PeriodEndNoDate,
    PeriodIsTwoDates,
    TermOfTwoFacts,
    TextUnquoted,
    WordForKey,
    WriteValue,
)
from rules.engine.language.troubles.value_kinds import value_label
from rules.engine.language.walk import CASE, FROM, UNTIL, names_in_term, term_text
from rules.facts.kinds.base import Fact, FactType, FieldType

CASE_TYPE: Final = "partnership"  # the fact type that `case.` reads
FINDING_TYPE: Final = "finding"  # the fact type that the second stage reads
DAY: Final = FieldType("date")
RULE_CODE: Final = FieldType("key", "rule")
FINDING: Final = FactType(
    FINDING_TYPE,
    Fact,
    {
        "fact": FieldType("key", FINDING_TYPE),
        "code": RULE_CODE,
        "family": FieldType("text"),
        "severity": FieldType("word", words=LEVELS, ranked=True),
    },
    "A finding of the first stage.",
)
ORDERS: Final = ("<", "<=", ">", ">=")
OF_LIMIT: Final = {  # the tests `x op limit` that a way of reading a limit allows: the test and its opposite
    "exceeds": (">", "<="),
    "at least": (">=", "<"),
    "at most": ("<=", ">"),
    "below": ("<", ">="),
}


@dataclass(frozen=True, slots=True)
class RuleNamespace:
    """Everything that a rule may refer to."""

    vocabulary: Mapping[str, FactType]
    parameters: Parameters
    body_codes: Collection[str]
    rule_codes: Collection[str]

    def fact_type(self, name: str, place: FilePlace) -> FactType:
        """Return the entry of the vocabulary; a finding's code is always compared with the codes of rules."""
        if name == FINDING_TYPE:
            found = self.vocabulary.get(name, FINDING)
            return replace(found, fields={**found.fields, "code": RULE_CODE})
        if name not in self.vocabulary:
            raise error_at(place, NotOneOf(given=name, what=A_FACT_TYPE, hint=did_you_mean(name, self.vocabulary)))
        return self.vocabulary[name]

    def parameter(self, name: str, place: FilePlace) -> Parameter:
        """Return the parameter of that name. RuleError if there is none."""
        known = self.parameters.by_name
        if name not in known:
            raise error_at(place, NoSuchParameter(name=name, hint=did_you_mean(name, known) or AddParameter()))
        return known[name]


@dataclass(frozen=True, slots=True)
class BoundNames:
    """The names that are bound at the place of a test, with their fact types."""

    known: RuleNamespace
    bound: Mapping[str, str]

    def field(self, term: FieldRef, place: FilePlace) -> FieldType:
        """Return the type of a field. RuleError for an unknown name or field."""
        if term.name not in self.bound and term.name != CASE:
            raise error_at(place, NameNotBound(name=term.name, hint=did_you_mean(term.name, self.bound)))
        kind = self.known.fact_type(CASE_TYPE if term.name == CASE else self.bound[term.name], place)
        if term.field == "period":
            raise error_at(place, PeriodIsTwoDates(term=term_text(term), name=term.name))
        if term.field not in kind.fields:
            hint = did_you_mean(term.field, kind.fields)
            raise error_at(place, NoSuchFieldOfFact(term=term_text(term), kind=kind.name, hint=hint))
        return kind.fields[term.field]

    def period(self, name: str, place: FilePlace) -> None:
        """Refuse a period of a fact that has none."""
        for end in (FROM, UNTIL):
            if self.field(FieldRef(name, end), place).sort != "date":
                raise error_at(place, PeriodEndNoDate(term=f"{name}.{end}"))

    def term(self, term: Term, place: FilePlace) -> FieldType | None:
        """Return the type of a term; None for a literal, which takes the type of the other side."""
        if isinstance(term, LiteralTerm):
            return DAY if term.written == "date" else None
        if len(names_in_term(term)) > 1:
            raise error_at(place, TermOfTwoFacts(term=term_text(term)))
        if isinstance(term, FieldRef):
            return self.field(term, place)
        if isinstance(term, ParameterRef):
            return self._parameter(term, place)
        if not self._is_day(term.date, place):
            raise error_at(place, MovedTermNoDate(term=term_text(term.date)))
        if self._parameter(term.by, place).unit not in SHIFTING:
            unit = self.known.parameters.by_name[term.by.name].unit
            raise error_at(place, MovedByUnit(term=term_text(term.by), unit=unit, units=tuple(SHIFTING)))
        return DAY

    def _is_day(self, term: Term, place: FilePlace) -> bool:
        found = self.term(term, place)
        return found is not None and found.sort == "date"

    def _parameter(self, term: ParameterRef, place: FilePlace) -> FieldType:
        parameter = self.known.parameter(term.name, place)
        if term.at is not None and not self._is_day(term.at, place):
            raise error_at(place, AtNoDate(term=term_text(term.at)))
        if term.at is None and CASE_TYPE not in self.known.vocabulary:
            raise error_at(place, ParameterWithoutDay(name=term.name))
        if term.at is None:
            self.field(FieldRef(CASE, "proposed_on"), place)
        if term.index is None:
            if parameter.indexed:
                indexes = tuple(sorted(word for word in parameter.rows if word))
                raise error_at(place, IndexMissing(name=term.name, indexes=indexes))
            return parameter.type
        index = self.field(term.index, place)
        if not parameter.indexed:
            raise error_at(place, IndexTooMuch(name=term.name, term=term_text(term.index)))
        if index.sort == "word" and (lacking := sorted(set(index.words) - parameter.rows.keys())):
            said = IndexWithoutValue(name=term.name, lacking=tuple(lacking), term=term_text(term.index))
            raise error_at(place, said)
        if index.sort not in ("word", "key"):
            raise error_at(place, NoIndex(term=term_text(term.index)))
        return parameter.type


def check_literal(literal: LiteralTerm, kind: FieldType, other: str, known: RuleNamespace, place: FilePlace) -> None:
    """Refuse a literal that the field or parameter (as text: `other`) can never have."""
    value = literal.value
    if kind.sort == "word" and isinstance(value, str) and literal.written in ("word", "key"):
        check_word(value, kind, other, known, place)
    elif kind.sort == "key" and literal.written == "word":
        check_word(str(value), kind, other, known, place)
    elif kind.sort == "key" and literal.written == "key":
        return
    elif kind.sort == "text" and literal.written != "key":
        raise error_at(place, TextUnquoted(of=other, value=str(value)))
    elif (kind.sort, literal.written) not in {
        ("number", "number"),
        ("date", "date"),
        ("flag", "flag"),
        ("text", "key"),
    }:
        write = WriteValue(kind=value_label(kind.sort))
        hint = did_you_mean(str(value), kind.words) if kind.words else write
        raise error_at(place, NoValueOf(term=term_text(literal), of=other, hint=hint))


def check_word(value: str, kind: FieldType, other: str, known: RuleNamespace, place: FilePlace) -> None:
    """Refuse a word that is not in the field's list, or that is no code of a body or of a rule."""
    if kind.sort == "word":
        if value not in kind.words:
            raise error_at(place, NoValidWord(value=value, of=other, hint=did_you_mean(value, kind.words)))
    elif kind.unit == "rule":
        if value not in known.rule_codes:
            raise error_at(place, NoCodeOfRule(value=value, hint=did_you_mean(value, known.rule_codes)))
    elif kind.unit == "country":
        if not (len(value) == 2 and value.isalpha() and value.isupper()):  # ISO 3166-1 alpha-2
            raise error_at(place, NoCountryCode(value=value))
    elif kind.unit in ("body", "party"):
        if value not in known.body_codes:
            raise error_at(place, NoCodeOfBody(value=value, hint=did_you_mean(value, known.body_codes)))
    else:
        raise error_at(place, WordForKey(value=value, of=other))
