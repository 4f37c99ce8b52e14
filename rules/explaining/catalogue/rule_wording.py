"""The condition of a rule's pattern in words, without a case.

Other facts are named by their kind, numbers of the law by their value, or by their meaning if they have had several.
"""

from dataclasses import dataclass
from typing import Final

from institutions.kinds import KINDS
from institutions.kinds.base import Kind, Label, ObjectKind
from institutions.kinds.document import DOCUMENT, SELECTION
from rules.assessing.wording import MIRRORED, MOVED, RESULT, SAID, PatternWording
from rules.engine.language.parameters import NOT_IN_FORCE, MissingValue, Parameter
from rules.engine.language.statements import parameter_text
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    LiteralTerm,
    ParameterRef,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE, FROM
from rules.explaining.catalogue.fact_names import ID, QUOTED, FactNames, type_of
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.labels import field_label, label_in_sentence
from rules.facts.kinds.vocabulary import EVERY_TYPE

SAME_IN: Final = {"en": "the same as in {}", "ja": "{}と同じ"}
SAME_AS: Final = {"en": "the same as {}", "ja": "{}と同じ"}
OTHER_THAN: Final = {"en": "another one than {}", "ja": "{}とは別"}
OTHER_THAN_IN: Final = {"en": "another one than in {}", "ja": "{}とは別"}
FIELD_OF: Final = {"en": "{field} in {fact}", "ja": "{fact}の{field}"}
OF_CASE: Final = {"en": "{} of this partnership", "ja": "本件の{}"}
THIS_CASE: Final = {"en": "this partnership", "ja": "本件"}
AS_ON: Final = {"en": "{number} (as on: {date})", "ja": "{number}（{date}現在）"}
LINKED: Final = {"en": "belongs to {}", "ja": "{}に係るもの"}
LABELS: Final = {  # plainer outside of a form, where the label stands beside its input
    "from_on": Label("first day", "開始日"),
    "until_on": Label("last day", "終了日"),
    "on": Label("date", "日付"),
    ID: Label("record", "記録"),
    "as_of": Label("date of the assessment", "評価基準日"),
}
TABLES: Final[dict[str, Kind | ObjectKind]] = {**KINDS, CASE_TYPE: DOCUMENT, "selection": SELECTION}
STATED: Final = {fact_type: {field.name: field.label for field in table.fields} for fact_type, table in TABLES.items()}
DEFAULT_DAY: Final = FieldRef(CASE, "proposed_on")


@dataclass(frozen=True)
class RuleWording(PatternWording):
    """The words of one pattern of a rule; `facts` names its facts."""

    facts: FactNames

    def kind(self, field: FieldRef) -> FieldType | None:
        """Return the type of a field of any fact of the rule; None if it has no such field."""
        return type_of(self.facts.kinds[field.name], field.field)

    def joins_facts(self, test: Test | AnyTest) -> bool:
        """Return whether a test is left out: it only names the fact in the heading, or orders a pair of facts."""
        if not isinstance(test, Comparison):
            return False
        sides = [side for side in (test.left, test.right) if isinstance(side, FieldRef)]
        orders_pair = test.op in ("<", ">") and all((kind := self.kind(side)) and kind.sort == "key" for side in sides)
        same = test.op == "==" and all(side.field == ID for side in sides)
        return len(sides) == 2 and (orders_pair or same)

    def field(self, field: FieldRef) -> str:
        """Name a field of the pattern by its label, a field of another fact with that fact."""
        if field.name == self.pattern.name:
            return self.field_label(field.field)
        fact = self.facts.quoted(field.name, self.language)
        if field.field == ID:
            return fact
        label = self.label_in(field)
        if self.is_case(field.name):
            return OF_CASE[self.language].format(label)
        return FIELD_OF[self.language].format(field=label, fact=fact)

    def field_label(self, field: str) -> str:
        """Return the label of a field of the pattern."""
        return self.label_in(FieldRef(self.pattern.name, field))

    def label_in(self, field: FieldRef) -> str:
        """Return the label of a field in its fact: from the table that such facts are read from, if there is one."""
        kind = self.facts.kinds[field.name]
        stated = STATED.get(kind, {}).get(field.field)
        return label_in_sentence(LABELS.get(field.field) or stated or field_label(field.field, kind), self.language)

    def is_case(self, name: str) -> bool:
        """Return whether a name refers to the partnership itself."""
        return self.facts.kinds[name] == CASE_TYPE

    def comparison(self, test: Comparison) -> str:
        """Return the words of a comparison; joins of two facts and switches of the law have forms of their own."""
        left, right = test.left, test.right
        if isinstance(left, ParameterRef) and isinstance(right, LiteralTerm) and isinstance(right.value, bool):
            return SAID[self.language].format(self.meaning(left), RESULT[self.language][right.value])
        if isinstance(left, FieldRef) and isinstance(right, FieldRef):
            own, other = (left, right) if self.is_own(left) or not self.is_own(right) else (right, left)
            if test.op in ("==", "!=") and (said := self.joined(own, other, negated=test.op == "!=")):
                return said
        if isinstance(right, FieldRef) and not isinstance(left, FieldRef):
            return super().comparison(Comparison(right, MIRRORED[test.op], left, test.place))
        return super().comparison(test)

    def joined(self, own: FieldRef, other: FieldRef, *, negated: bool) -> str:
        """Say that two fields of different facts are equal or not; empty if it is no join of two facts."""
        kind = self.kind(own)
        if other.name in (own.name, self.pattern.name):
            return ""
        if kind and kind.sort == "key" and kind.unit in EVERY_TYPE and not negated:
            return LINKED[self.language].format(self.facts.quoted(other.name, self.language))
        if self.label_in(own) == self.label_in(other):
            form, whose = (OTHER_THAN_IN if negated else SAME_IN), self.fact(other.name)
        else:
            form, whose = (OTHER_THAN if negated else SAME_AS), self.field(other)
        return SAID[self.language].format(self.field(own), form[self.language].format(whose))

    def fact(self, name: str) -> str:
        """Name a fact inside a sentence."""
        return THIS_CASE[self.language] if self.is_case(name) else self.facts.quoted(name, self.language)

    def parameter(self, read: ParameterRef) -> str:
        """Return the number by its value if it never changed; otherwise by its meaning and the day it is read for."""
        known = self.bound.parameters.by_name[read.name]
        value = constant_value(known)
        if value is not None:
            return parameter_text(value, known.unit, self.language)
        return self.meaning(read)

    def term(self, term: Term, other: Term | None = None) -> str:
        """Return the words of a term; a shift by a period that has changed names the period by its meaning."""
        if isinstance(term, ShiftedTerm) and constant_value(self.bound.parameters.by_name[term.by.name]) is None:
            return MOVED[self.language][term.sign].format(date=self.term(term.date), by=self.quoted(term.by))
        return super().term(term, other)

    def quoted(self, read: ParameterRef) -> str:
        """Return the meaning of a number in quotation marks."""
        known = self.bound.parameters.by_name[read.name]
        return QUOTED[self.language].format(known.meaning.ja if self.language == "ja" else known.meaning.en)

    def meaning(self, read: ParameterRef) -> str:
        """Return the meaning of a number, and the day that it is read for."""
        number = self.quoted(read)
        date: Term = read.at or DEFAULT_DAY
        return AS_ON[self.language].format(number=number, date=self.term(date, FieldRef(CASE, FROM)))


def constant_value(parameter: Parameter) -> int | str | None:
    """Return the value of a number that never had another while in force; None if it changed or has an index."""
    values = {entry.value for row in parameter.rows.values() for entry in row} - {NOT_IN_FORCE}
    if len(values) != 1 or parameter.indexed:
        return None
    (only,) = values
    return None if isinstance(only, MissingValue) else only
