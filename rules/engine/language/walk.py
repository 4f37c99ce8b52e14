"""Walks over a syntax tree: the names that a test reads, a test with other names, a test as text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rules.engine.language.syntax import (
    AnyPattern,
    AnyTest,
    Comparison,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    ParameterRef,
    Pattern,
    ShiftedTerm,
    Term,
    Test,
)

CASE = "case"
FROM, UNTIL = "from_on", "until_on"
Rename = Callable[[str], str]


def terms_of(test: Test | AnyTest) -> Iterator[Term]:
    """Yield every term that a test compares; a period gives its first and last day."""
    if isinstance(test, AnyTest):
        for branch in test.branches:
            for inner in branch:
                yield from terms_of(inner)
    elif isinstance(test, Comparison):
        yield test.left
        yield test.right
    elif isinstance(test, Membership):
        yield test.term
    elif isinstance(test, InPeriod):
        yield test.date
        yield from (FieldRef(test.name, FROM), FieldRef(test.name, UNTIL))
    else:
        for name in (test.left, test.right):
            yield from (FieldRef(name, FROM), FieldRef(name, UNTIL))


def fields_in_term(term: Term) -> Iterator[FieldRef]:
    """Yield every field that a term reads."""
    if isinstance(term, FieldRef):
        yield term
    elif isinstance(term, ParameterRef):
        for inner in (term.index, term.at):
            if isinstance(inner, FieldRef):
                yield inner
        if term.at is None:
            yield FieldRef(CASE, "proposed_on")
    elif isinstance(term, ShiftedTerm):
        yield from fields_in_term(term.date)
        yield from fields_in_term(term.by)


def parameters_in_term(term: Term) -> Iterator[ParameterRef]:
    """Yield every parameter that a term reads."""
    if isinstance(term, ParameterRef):
        yield term
    elif isinstance(term, ShiftedTerm):
        yield term.by


def names_in_term(term: Term) -> frozenset[str]:
    """Return the names whose facts a term reads; the case is none of them."""
    return frozenset(field.name for field in fields_in_term(term)) - {CASE}


def names_in_test(test: Test | AnyTest) -> frozenset[str]:
    """Return the names whose facts a test reads; the case is none of them."""
    return frozenset(name for term in terms_of(test) for name in names_in_term(term))


def patterns_in(items: tuple[Pattern | AnyPattern, ...]) -> Iterator[Pattern]:
    """Yield every pattern, also those inside `any`, in the order of the file."""
    for item in items:
        if isinstance(item, Pattern):
            yield item
        else:
            for branch in item.branches:
                yield from patterns_in(branch)


def tests_in(where: tuple[Test | AnyTest, ...]) -> Iterator[Test]:
    """Yield every single test, also those inside `any`."""
    for item in where:
        if isinstance(item, AnyTest):
            for branch in item.branches:
                yield from tests_in(branch)
        else:
            yield item


def rename_term(term: Term, rename: Rename) -> Term:
    """Return the term with other names; `case` keeps its own."""
    if isinstance(term, FieldRef):
        return _rename_field(term, rename)
    if isinstance(term, ParameterRef):
        return _rename_parameter(term, rename)
    if isinstance(term, ShiftedTerm):
        moved = term.date if isinstance(term.date, LiteralTerm) else _rename_field(term.date, rename)
        return ShiftedTerm(moved, term.sign, _rename_parameter(term.by, rename))
    return term


def _rename_field(field: FieldRef, rename: Rename) -> FieldRef:
    return FieldRef(_rename_name(field.name, rename), field.field)


def _rename_parameter(term: ParameterRef, rename: Rename) -> ParameterRef:
    index = None if term.index is None else _rename_field(term.index, rename)
    at = _rename_field(term.at, rename) if isinstance(term.at, FieldRef) else term.at
    return ParameterRef(term.name, index, at)


def rename_test(test: Test, rename: Rename) -> Test:
    """Return the test with other names; `case` keeps its own."""
    if isinstance(test, Comparison):
        return replace(test, left=rename_term(test.left, rename), right=rename_term(test.right, rename))
    if isinstance(test, Membership):
        return replace(test, term=rename_term(test.term, rename))
    if isinstance(test, InPeriod):
        return replace(test, date=rename_term(test.date, rename), name=_rename_name(test.name, rename))
    return replace(test, left=_rename_name(test.left, rename), right=_rename_name(test.right, rename))


def rename_item(item: Test | AnyTest, rename: Rename) -> Test | AnyTest:
    """Rename as `rename_test` does, also inside `any`."""
    if isinstance(item, AnyTest):
        branches = tuple(tuple(rename_item(inner, rename) for inner in branch) for branch in item.branches)
        return AnyTest(branches, item.place)
    return rename_test(item, rename)


def _rename_name(name: str, rename: Rename) -> str:
    return name if name == CASE else rename(name)


def term_text(term: Term) -> str:
    """Write the term as a rule writes it."""
    if isinstance(term, FieldRef):
        return f"{term.name}.{term.field}"
    if isinstance(term, ParameterRef):
        index = "" if term.index is None else f"[{term_text(term.index)}]"
        return f"parameter.{term.name}{index}" + ("" if term.at is None else f" at {term_text(term.at)}")
    if isinstance(term, ShiftedTerm):
        return f"{term_text(term.date)} {'+' if term.sign > 0 else '-'} {term_text(term.by)}"
    if term.written == "key":
        return f'"{term.value}"'
    return str(term.value).lower() if isinstance(term.value, bool) else str(term.value)


def item_text(test: Test | AnyTest) -> str:
    """Write the test as a rule writes it; `any` as (one) or (other and another)."""
    if isinstance(test, AnyTest):
        return " or ".join(f"({' and '.join(item_text(inner) for inner in branch)})" for branch in test.branches)
    if isinstance(test, Comparison):
        return f"{term_text(test.left)} {test.op} {term_text(test.right)}"
    if isinstance(test, Membership):
        return f"{term_text(test.term)} {'not ' if test.negated else ''}in ({', '.join(test.words)})"
    if isinstance(test, InPeriod):
        return f"{term_text(test.date)} in {test.name}.period"
    return f"{test.left}.period overlaps {test.right}.period"
