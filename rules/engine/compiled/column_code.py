"""Python source for the columns of a fact type: three-valued, None if unknown, OFF where not in force.

`r` is the record of the fact, `c` the record of the case, `h` the values that depend on the case alone, computed once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Overlap,
    ParameterRef,
    Term,
    Test,
)
from rules.engine.language.types import CASE_TYPE, ORDERS, RuleNamespace
from rules.engine.language.walk import CASE, FROM, UNTIL, names_in_term, term_text
from rules.facts.kinds.base import FieldType

NOWHERE = FilePlace("", 0)


@dataclass(slots=True)
class CodeWriter:
    """A writer of the body of one function, line by line. It keeps computed values by their text and reuses them."""

    known: RuleNamespace
    kind: str
    hoisted: "CodeWriter | None" = None  # writes values of the case alone; None in that writer itself
    lines: list[str] = field(default_factory=list)
    computed: dict[str, str] = field(default_factory=dict)

    def column(self, key: str, source: ColumnSource) -> None:
        """Write the lines that put a column into the record."""
        if source.item is not None:
            value = self.item(source.item)
            if source.sort == "closed":
                self.lines.append(f"r[{key!r}] = {value} is True")
            else:
                self.lines += [f"if {value} is not None:", f"    r[{key!r}] = {value}"]
        elif source.term is not None and source.sort == "in_force":
            value = self.term(source.term)
            self.lines += [f"if {value} is not None:", f"    r[{key!r}] = {value} is not OFF"]
        elif source.term is not None:
            value = self.term(source.term)
            shown = f"{self._rank(source.term)}[{value}]" if source.sort == "rank" else value
            self.lines += [f"if {value} is not None and {value} is not OFF:", f"    r[{key!r}] = {shown}"]

    def _keep(self, text: str) -> str:
        if text not in self.computed:
            self.computed[text] = f"v{len(self.computed)}" if self.hoisted else f"h{len(self.computed)}"
            self.lines.append(f"{self.computed[text]} = {text}")
        return self.computed[text]

    def term(self, term: Term) -> str:
        """Return the variable that holds a term."""
        if isinstance(term, LiteralTerm):
            return repr(term.value)
        if self.hoisted and not names_in_term(term):
            return self.hoisted.term(term)
        if isinstance(term, FieldRef):
            return self._keep(f"{'c' if term.name == CASE else 'r'}.get({term.field!r})")
        if isinstance(term, ParameterRef):
            at = self.term(FieldRef(CASE, "proposed_on") if term.at is None else term.at)
            index = "" if term.index is None else f", {self.term(term.index)}"
            return self._keep(f"value_at({term.name!r}, {at}{index})")
        day, by = self.term(term.date), self.term(term.by)
        unit = self.known.parameters.by_name[term.by.name].unit
        sign = "-" if term.sign < 0 else ""
        never = f"OFF if {by} is OFF else None if {by} is None or {day} is None else "
        return self._keep(f"{never}moved({day}, {sign}{by}, {unit!r})")

    def item(self, item: Test | AnyTest) -> str:
        """Return the variable that holds True, False or None for a test."""
        if isinstance(item, AnyTest):
            return self._joined([self._joined([self.item(i) for i in b], "False") for b in item.branches], "True")
        if isinstance(item, Comparison):
            return self._comparison(item.left, item.op, item.right)
        if isinstance(item, Membership):
            value = self.term(item.term)
            words = "{" + ", ".join(repr(word) for word in sorted(item.words)) + "}"
            return self._known([item.term], f"{value} {'not ' if item.negated else ''}in {words}")
        if isinstance(item, InPeriod):
            first = self._comparison(item.date, ">=", FieldRef(item.name, FROM))
            return self._joined([first, self._comparison(item.date, "<=", FieldRef(item.name, UNTIL))], "False")
        return self._overlap(item)

    def _overlap(self, item: Overlap) -> str:
        first = self._comparison(FieldRef(item.left, FROM), "<=", FieldRef(item.right, UNTIL))
        other = self._comparison(FieldRef(item.left, UNTIL), ">=", FieldRef(item.right, FROM))
        return self._joined([first, other], "False")

    def _joined(self, values: list[str], deciding: str) -> str:
        """Join three-valued variables by and (`deciding` False) or by or (True)."""
        if len(values) == 1:
            return values[0]
        decided = " or ".join(f"{value} is {deciding}" for value in values)
        unknown = " or ".join(f"{value} is None" for value in values)
        rest = "True" if deciding == "False" else "False"
        return self._keep(f"{deciding} if {decided} else None if {unknown} else {rest}")

    def _comparison(self, left: Term, op: str, right: Term) -> str:
        one, other = self.term(left), self.term(right)
        shown = [one, other]
        words = self._ranked(left) or self._ranked(right)
        if op in ORDERS and words:
            shown = [f"{words}[{value}]" for value in shown]
        sides: list[Term] = [term for term in (left, right) if not isinstance(term, LiteralTerm)]
        return self._known(sides, f"{shown[0]} {op} {shown[1]}")

    def _known(self, terms: list[Term], test: str) -> str:
        """Write a test that is false where a parameter is not in force, and unknown where a term is."""
        off = " or ".join(f"{self.term(term)} is OFF" for term in terms if not isinstance(term, FieldRef))
        unknown = " or ".join(f"{self.term(term)} is None" for term in terms)
        return self._keep((f"False if {off} else " if off else "") + f"None if {unknown} else {test}")

    def _ranked(self, term: Term) -> str:
        return self._rank(term) if isinstance(term, FieldRef) and self._type(term).ranked else ""

    def _rank(self, term: Term) -> str:
        """Return the ranks of a word's list, as a constant of the code."""
        if not isinstance(term, FieldRef):
            raise TypeError(term_text(term))
        return repr({word: rank for rank, word in enumerate(self._type(term).words)})

    def _type(self, term: FieldRef) -> FieldType:
        return self.known.fact_type(CASE_TYPE if term.name == CASE else self.kind, NOWHERE).fields[term.field]


def column_module_source(known: RuleNamespace, sources: Mapping[tuple[str, str], ColumnSource]) -> str:
    """Write the module: `of_case(c)` gives values of the case alone, `columns_of_<type>(r, c, h)` fills a record."""
    case = CodeWriter(known, CASE_TYPE)
    functions: list[str] = []
    for kind in sorted({kind for kind, _ in sources}):
        writer = CodeWriter(known, kind, hoisted=case)
        for (of, key), source in sorted(sources.items(), key=lambda pair: pair[0]):
            if of == kind:
                writer.column(key, source)
        functions.append(_function(f"columns_of_{kind}(r, c, h)", ["UNPACK", *writer.lines]))
    names = "".join(f"{name}, " for name in case.computed.values())
    unpack = f"({names}) = h" if names else "pass"
    before = _function("of_case(c)", [*case.lines, f"return ({names})"])
    return "\n".join([before, *functions]).replace("    UNPACK", f"    {unpack}")


def _function(head: str, lines: list[str]) -> str:
    return "\n".join([f"def {head}:", *(f"    {line}" for line in lines), ""])
