"""The types of terms, and which of them can be compared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rules.engine.language.errors import did_you_mean, error_at
from rules.engine.language.load import LEVELS
from rules.engine.language.parameters import SHIFTING, Parameter, Parameters
from rules.engine.language.syntax import FieldRef, FilePlace, LiteralTerm, ParameterRef, Term
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
            raise error_at(place, f"{name!r} is not a fact type", did_you_mean(name, self.vocabulary))
        return self.vocabulary[name]

    def parameter(self, name: str, place: FilePlace) -> Parameter:
        """Return the parameter of that name. RuleError if there is none."""
        known = self.parameters.by_name
        if name not in known:
            raise error_at(place, f"parameter.{name} does not exist", did_you_mean(name, known) or "Add it to a file.")
        return known[name]


@dataclass(frozen=True, slots=True)
class BoundNames:
    """The names that are bound at the place of a test, with their fact types."""

    known: RuleNamespace
    bound: Mapping[str, str]

    def field(self, term: FieldRef, place: FilePlace) -> FieldType:
        """Return the type of a field. RuleError for an unknown name or field."""
        if term.name not in self.bound and term.name != CASE:
            raise error_at(place, f"the name {term.name!r} is not bound here", did_you_mean(term.name, self.bound))
        kind = self.known.fact_type(CASE_TYPE if term.name == CASE else self.bound[term.name], place)
        if term.field == "period":
            remedy = f"Write NAME.period overlaps NAME.period, date in NAME.period, or {term.name}.from_on."
            raise error_at(place, f"'{term_text(term)}' is two dates", remedy)
        if term.field not in kind.fields:
            remedy = did_you_mean(term.field, kind.fields)
            raise error_at(place, f"'{term_text(term)}' is not a field of {kind.name}", remedy)
        return kind.fields[term.field]

    def period(self, name: str, place: FilePlace) -> None:
        """Refuse a period of a fact that has none."""
        for end in (FROM, UNTIL):
            if self.field(FieldRef(name, end), place).sort != "date":
                raise error_at(place, f"'{name}.{end}' is not a date", "A period needs from_on and until_on.")

    def term(self, term: Term, place: FilePlace) -> FieldType | None:
        """Return the type of a term; None for a literal, which takes the type of the other side."""
        if isinstance(term, LiteralTerm):
            return DAY if term.written == "date" else None
        if len(names_in_term(term)) > 1:
            remedy = "Derive a fact that has both, as claim_window has."
            raise error_at(place, f"'{term_text(term)}' reads two facts in one term", remedy)
        if isinstance(term, FieldRef):
            return self.field(term, place)
        if isinstance(term, ParameterRef):
            return self._parameter(term, place)
        if not self._is_day(term.date, place):
            raise error_at(place, f"'{term_text(term.date)}' is not a date", "Only a date is moved by a parameter.")
        if self._parameter(term.by, place).unit not in SHIFTING:
            trouble = f"'{term_text(term.by)}' is in {self.known.parameters.by_name[term.by.name].unit}"
            raise error_at(place, trouble, f"A date is moved by {', '.join(SHIFTING)}.")
        return DAY

    def _is_day(self, term: Term, place: FilePlace) -> bool:
        found = self.term(term, place)
        return found is not None and found.sort == "date"

    def _parameter(self, term: ParameterRef, place: FilePlace) -> FieldType:
        parameter = self.known.parameter(term.name, place)
        if term.at is not None and not self._is_day(term.at, place):
            raise error_at(place, f"'{term_text(term.at)}' is not a date", "Write at NAME.on.")
        if term.at is None and CASE_TYPE not in self.known.vocabulary:
            raise error_at(
                place,
                f"parameter.{term.name} has no day here: only a partnership has a day on which it was proposed",
                "Write parameter.NAME at FACT.on, as in `- day: organisation_domain` and at day.on.",
            )
        if term.at is None:
            self.field(FieldRef(CASE, "proposed_on"), place)
        if term.index is None:
            if parameter.indexed:
                words = ", ".join(sorted(word for word in parameter.rows if word))
                raise error_at(place, f"parameter.{term.name} has a value for each of {words}", "Write [NAME.field].")
            return parameter.type
        index = self.field(term.index, place)
        if not parameter.indexed:
            raise error_at(place, f"parameter.{term.name} has no index", f"Take [{term_text(term.index)}] away.")
        if index.sort == "word" and (lacking := sorted(set(index.words) - parameter.rows.keys())):
            trouble = f"parameter.{term.name} has no value for {', '.join(lacking)} of {term_text(term.index)}"
            raise error_at(place, trouble, "Add one, with the value not_in_force or unknown if there is none.")
        if index.sort not in ("word", "key"):
            raise error_at(place, f"'{term_text(term.index)}' is no index", "An index is a word or a key.")
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
        raise error_at(place, f"{other} is a text", f'Write "{value}".')
    elif (kind.sort, literal.written) not in {
        ("number", "number"),
        ("date", "date"),
        ("flag", "flag"),
        ("text", "key"),
    }:
        wanted = {
            "number": "a whole number",
            "date": "a date",
            "flag": "true or false",
            "word": "a word",
            "key": "a key",
        }
        remedy = did_you_mean(str(value), kind.words) if kind.words else f"Write {wanted.get(kind.sort, 'a text')}."
        raise error_at(place, f"{term_text(literal)} is not a value of {other}", remedy)


def check_word(value: str, kind: FieldType, other: str, known: RuleNamespace, place: FilePlace) -> None:
    """Refuse a word that is not in the field's list, or that is no code of a body or of a rule."""
    if kind.sort == "word":
        if value not in kind.words:
            raise error_at(place, f"{value!r} is not a valid value of {other}", did_you_mean(value, kind.words))
    elif kind.unit == "rule":
        if value not in known.rule_codes:
            raise error_at(place, f"{value!r} is not the code of a rule", did_you_mean(value, known.rule_codes))
    elif kind.unit == "country":
        if not (len(value) == 2 and value.isalpha() and value.isupper()):  # ISO 3166-1 alpha-2
            raise error_at(place, f"{value!r} is not a country", "Write two capital letters, as in JP.")
    elif kind.unit in ("body", "party"):
        if value not in known.body_codes:
            raise error_at(place, f"{value!r} is not the code of a body", did_you_mean(value, known.body_codes))
    else:
        raise error_at(place, f"{value!r} is compared with the key {other}", f'Write NAME.field or "{value}".')
