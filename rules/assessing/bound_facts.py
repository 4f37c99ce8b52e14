"""The facts that one match has bound by name, and the values of a rule's terms for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.assessing.material import PlainFact
from rules.engine.language import statements
from rules.engine.language.parameters import Parameter, Parameters, ParameterValue
from rules.engine.language.syntax import FieldRef, LiteralTerm, ParameterRef
from rules.engine.language.walk import CASE
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import types_in_use

Value = int | bool | str


@dataclass(frozen=True, slots=True)
class BoundFacts:
    """One match: facts by the rule's names (the case's own fact as `case`), and the parameters of the rulebook."""

    facts: Mapping[str, PlainFact]
    parameters: Parameters

    def value(self, field: FieldRef) -> Value | None:
        """Return the value of a field; None if its fact is not bound or the value is unknown."""
        fact = self.facts.get(field.name)
        if fact is None:
            return None
        found = fact.id if field.field == "fact" else fact.values.get(field.field)
        return found if isinstance(found, int | str) else None

    def kind(self, field: FieldRef) -> FieldType | None:
        """Return the type of a bound fact's field; None if the fact is not bound or has no such field."""
        fact = self.facts.get(field.name)
        known = types_in_use.get().every.get(fact.type) if fact else None
        return known.fields.get(field.field) if known else None

    def entry(self, read: ParameterRef) -> tuple[Parameter, ParameterValue, str, str | None] | None:
        """Return the parameter, the entry that the rule read, the day it was read for, and the index word.

        None if the day or the index depends on a fact that this match has not bound, or if no entry is stated.
        """
        parameter = self.parameters.by_name.get(read.name)
        on = read.at.value if isinstance(read.at, LiteralTerm) else self.value(read.at or FieldRef(CASE, "proposed_on"))
        index = self.value(read.index) if read.index else None
        if parameter is None or not isinstance(on, str) or (read.index and not isinstance(index, str)):
            return None
        word = index if isinstance(index, str) else None
        entry = parameter.entry_at(on, word)
        return None if entry is None else (parameter, entry, on, word)

    def for_statement(self) -> statements.Bound:
        """Return the facts in the form from which statements of findings are written."""
        return {
            name: (types_in_use.get().every[fact.type], {**fact.values, "fact": fact.id})
            for name, fact in self.facts.items()
        }
