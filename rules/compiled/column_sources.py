"""The columns that a rulebook needs, collected while its rules are compiled, each with what it is computed from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal

from rules.compiled.form import Column
from rules.facts.base import FactType, FieldType
from rules.language.syntax import AnyTest, FieldRef, Place, Term, Test
from rules.language.types import CASE_TYPE, Known
from rules.language.walk import CASE, fields_of, item_text, parameters_of, rename_item, rename_term, term_text, terms_of

THIS: Final = "this"  # the name of the fact itself in the source of a column
Sort = Literal["test", "closed", "term", "rank"]


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """What a column is computed from, with the fact called `this`.

    `test`: true or false, absent if unknown. `closed`: true, else false, also where unknown. `term`: a value, absent if
    unknown or not in force. `rank`: the place of a ranked word in its list.
    """

    sort: Sort
    item: "Test | AnyTest | None" = None
    term: Term | None = None

    @property
    def expression(self) -> str:
        """Its canonical text."""
        if self.term is not None:
            text = term_text(self.term)
            return f"rank of {text}" if self.sort == "rank" else text
        text = item_text(self.item) if self.item is not None else ""
        return f"known: {text}" if self.sort == "closed" else text

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that it reads."""
        return (self.term,) if self.term is not None else tuple(terms_of(self.item)) if self.item is not None else ()


@dataclass(slots=True)
class ColumnCollector:
    """Gives each different test or term of a fact type one key."""

    known: Known
    found: dict[tuple[str, str], ColumnSource] = field(default_factory=dict)

    def test(self, kind: str, item: Test | AnyTest, *, closed: bool = False) -> str:
        """The key of a test over one fact of that type."""
        return self._add(kind, ColumnSource("closed" if closed else "test", item=rename_item(item, lambda _: THIS)))

    def term(self, kind: str, term: Term, *, ranked: bool = False) -> str:
        """The key of a term over one fact of that type: the field itself where nothing is to be computed."""
        if isinstance(term, FieldRef) and not ranked:
            return term.field
        return self._add(kind, ColumnSource("rank" if ranked else "term", term=rename_term(term, lambda _: THIS)))

    def _add(self, kind: str, source: ColumnSource) -> str:
        key = f"c_{sha256(f'{kind}: {source.expression}'.encode()).hexdigest()[:12]}"
        self.found[kind, key] = source
        return key

    def may_be_absent(self, kind: str, key: str, place: Place) -> bool:
        """Whether a record of that type can lack the key."""
        source = self.found.get((kind, key))
        if source is None:
            return self._type(kind, place).fields[key].optional
        if source.sort == "closed":
            return False
        if any(True for term in source.terms for _ in parameters_of(term)):
            return True
        return any(self._field(kind, ref, place).optional for term in source.terms for ref in fields_of(term))

    def _field(self, kind: str, ref: FieldRef, place: Place) -> FieldType:
        return self._type(CASE_TYPE if ref.name == CASE else kind, place).fields[ref.field]

    def _type(self, kind: str, place: Place) -> FactType:
        return self.known.fact_type(kind, place)

    def columns(self) -> Iterator[Column]:
        """All columns, in a fixed order."""
        for kind, key in sorted(self.found):
            yield Column(kind, key, self.found[kind, key].expression)
