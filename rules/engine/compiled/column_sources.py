"""The columns that a rulebook needs, collected while its rules are compiled, each with its source."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from rules.engine.compiled.compiled_form import ComputedColumn
from rules.engine.language.syntax import AnyTest, FieldRef, FilePlace, Term, Test
from rules.engine.language.types import CASE_TYPE, RuleNamespace
from rules.engine.language.walk import (
    CASE,
    fields_in_term,
    item_text,
    parameters_in_term,
    rename_item,
    rename_term,
    term_text,
    terms_of,
)
from rules.facts.kinds.base import FactType, FieldType

THIS: Final = "this"  # the name of the fact itself in the source of a column
Sort = Literal["test", "closed", "term", "rank", "in_force"]


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """The source of a column, with the fact called `this`.

    `test`: true or false, absent if unknown. `closed`: true, else false, also where unknown. `term`: a value, absent if
    unknown or not in force. `rank`: the place of a ranked word in its list. `in_force`: false where a term reads a
    parameter that is not in force, true where the term has a value, absent if unknown.
    """

    sort: Sort
    item: "Test | AnyTest | None" = None
    term: Term | None = None

    @property
    def expression(self) -> str:
        """Its canonical text."""
        if self.term is not None:
            text = term_text(self.term)
            return {"rank": f"rank of {text}", "in_force": f"in force: {text}"}.get(self.sort, text)
        text = item_text(self.item) if self.item is not None else ""
        return f"known: {text}" if self.sort == "closed" else text

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that it reads."""
        return (self.term,) if self.term is not None else tuple(terms_of(self.item)) if self.item is not None else ()

    def reads(self) -> Iterator[str]:
        """Yield the values that it reads: `field`, `case.field`, `parameter.NAME`, in the order of the text."""
        for term in self.terms:
            for parameter in parameters_in_term(term):
                yield f"parameter.{parameter.name}"
            for ref in fields_in_term(term):
                yield f"case.{ref.field}" if ref.name == CASE else ref.field


@dataclass(slots=True)
class ColumnCollector:
    """A collector that gives each different test or term of a fact type one key."""

    known: RuleNamespace
    found: dict[tuple[str, str], ColumnSource] = field(default_factory=dict)

    def test(self, kind: str, item: Test | AnyTest, *, closed: bool = False) -> str:
        """Return the key of a test over one fact of that type."""
        return self._add(kind, ColumnSource("closed" if closed else "test", item=rename_item(item, lambda _: THIS)))

    def term(self, kind: str, term: Term, *, ranked: bool = False) -> str:
        """Return the key of a term over one fact of that type: the field itself where nothing is to be computed."""
        if isinstance(term, FieldRef) and not ranked:
            return term.field
        return self._add(kind, ColumnSource("rank" if ranked else "term", term=rename_term(term, lambda _: THIS)))

    def in_force(self, kind: str, key: str) -> str | None:
        """Return the key that says whether a term's parameter is in force; None for a key that reads no parameter."""
        source = self.found.get((kind, key))
        if source is None or source.term is None or not any(True for _ in parameters_in_term(source.term)):
            return None
        return self._add(kind, ColumnSource("in_force", term=source.term))

    def _add(self, kind: str, source: ColumnSource) -> str:
        key = f"c_{sha256(f'{kind}: {source.expression}'.encode()).hexdigest()[:12]}"
        self.found[kind, key] = source
        return key

    def may_be_absent(self, kind: str, key: str, place: FilePlace) -> bool:
        """Return whether a record of that type can lack the key."""
        source = self.found.get((kind, key))
        if source is None:
            return self._type(kind, place).fields[key].optional
        if source.sort == "closed":
            return False
        if any(True for term in source.terms for _ in parameters_in_term(term)):
            return True
        return any(self._field(kind, ref, place).optional for term in source.terms for ref in fields_in_term(term))

    def _field(self, kind: str, ref: FieldRef, place: FilePlace) -> FieldType:
        return self._type(CASE_TYPE if ref.name == CASE else kind, place).fields[ref.field]

    def _type(self, kind: str, place: FilePlace) -> FactType:
        return self.known.fact_type(kind, place)

    def columns(self) -> Iterator[ComputedColumn]:
        """Yield all columns, in a fixed order."""
        for kind, key in sorted(self.found):
            source = self.found[kind, key]
            yield ComputedColumn(kind, key, source.expression, tuple(dict.fromkeys(source.reads())))
