"""Changes of one test, and of the tests of a pattern."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Op,
    Overlap,
    Term,
    Test,
)
from rules.engine.language.walk import FROM, UNTIL, item_text
from rules.workshop.mutants.change import Change, Context, Item, becomes, dropped
from rules.workshop.mutants.terms import changed_literals, changed_terms

NEIGHBOUR: Final[dict[Op, Op]] = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
NOWHERE: Final = FilePlace("", 0)
Where = tuple[Item, ...]


def changed_where(where: Where, context: Context) -> Iterator[tuple[Change, Where]]:
    """Yield each change of each test, with all tests after it."""
    for place, item in enumerate(where):
        for change in changes_of(item, context):
            yield change, (*where[:place], *change.items, *where[place + 1 :])


def changes_of(item: Item, context: Context) -> Iterator[Change]:
    """Yield each change of a test, its removal first."""
    yield dropped(item)
    if isinstance(item, AnyTest):
        yield from _of_any(item, context)
    elif isinstance(item, Comparison):
        yield from _of_comparison(item, context)
    elif isinstance(item, Membership):
        yield from _of_membership(item, context)
    elif isinstance(item, InPeriod):
        first, last = FieldRef(item.name, FROM), FieldRef(item.name, UNTIL)
        yield from _of_ends(item, _compared(item, item.date, ">=", first), _compared(item, item.date, "<=", last))
        for date in changed_terms(item.date, item, context):
            yield becomes(item, replace(item, date=date))
        for name in _other_periods(item.name, context):
            yield becomes(item, replace(item, name=name))
    else:
        begins = _compared(item, FieldRef(item.left, FROM), "<=", FieldRef(item.right, UNTIL))
        ends = _compared(item, FieldRef(item.left, UNTIL), ">=", FieldRef(item.right, FROM))
        yield from _of_ends(item, begins, ends)
        for name in _other_periods(item.left, context):
            if name != item.right:
                yield becomes(item, replace(item, left=name))
        for name in _other_periods(item.right, context):
            if name != item.left:
                yield becomes(item, replace(item, right=name))


def _other_periods(name: str, context: Context) -> Iterator[str]:
    """Yield the other bound names whose facts have a period."""
    for other, kind in context.bound.items():
        if other != name and {FROM, UNTIL} <= context.known.fact_type(kind, NOWHERE).fields.keys():
            yield other


def _of_any(item: AnyTest, context: Context) -> Iterator[Change]:
    """Yield an `any` without one of its branches, or with a change in one that keeps at least one test."""
    for place, branch in enumerate(item.branches):
        before, after = item.branches[:place], item.branches[place + 1 :]
        text = " and ".join(map(item_text, branch))
        yield Change(branch[0].place, f"drops the branch '{text}'", (replace(item, branches=(*before, *after)),))
        inside = replace(context, equal=(*context.equal, *equalities(branch, context)))
        for change, changed in changed_where(branch, inside):
            if changed:
                yield replace(change, items=(replace(item, branches=(*before, changed, *after)),))


def _of_comparison(test: Comparison, context: Context) -> Iterator[Change]:
    yield becomes(test, replace(test, op=NEIGHBOUR[test.op]))
    swapped = [
        *(replace(test, left=left) for left in _sides(test.left, test.right, test, context)),
        *(replace(test, right=right) for right in _sides(test.right, test.left, test, context)),
    ]
    yield from (becomes(test, other) for other in swapped if not _holds_anyway(other, test, context))


def _holds_anyway(test: Comparison, original: Comparison, context: Context) -> bool:
    """Return whether a changed test compares fields equal by other tests: then it amounts to dropping the test."""
    left, right = test.left, test.right
    if isinstance(left, FieldRef) and isinstance(right, FieldRef):
        return test.op == "==" and context.are_equal(left, right, original)
    return left == right


def _sides(side: Term, other: Term, test: Test, context: Context) -> Iterator[Term]:
    if not isinstance(side, LiteralTerm):
        yield from changed_terms(side, test, context)
    elif (kind := context.scope.term(other, test.place)) is not None:
        yield from changed_literals(side, kind, context)


def _of_membership(test: Membership, context: Context) -> Iterator[Change]:
    yield becomes(test, replace(test, negated=not test.negated))
    if len(test.words) > 1:
        for word in test.words:
            yield becomes(test, replace(test, words=tuple(other for other in test.words if other != word)))
    kind = context.scope.term(test.term, test.place)
    for word in kind.words if kind is not None else ():
        if word not in test.words:
            yield becomes(test, replace(test, words=(*test.words, word)))
    for term in changed_terms(test.term, test, context):
        yield becomes(test, replace(test, term=term))


def _of_ends(test: InPeriod | Overlap, first: Comparison, last: Comparison) -> Iterator[Change]:
    """Yield the changes of a period: without either end, and with a day less on either side."""
    yield becomes(test, first)
    yield becomes(test, last)
    yield becomes(test, replace(first, op=NEIGHBOUR[first.op]), last)
    yield becomes(test, first, replace(last, op=NEIGHBOUR[last.op]))


def _compared(test: InPeriod | Overlap, left: Term, op: str, right: FieldRef) -> Comparison:
    return Comparison(left, cast("Op", op), right, test.place)


def equalities(where: Where, context: Context) -> Iterator[tuple[FieldRef, FieldRef, Test]]:
    """Yield the pairs of fields that these tests make equal, where both are always known: they are interchangeable."""
    for test in where:
        if (
            isinstance(test, Comparison)
            and test.op == "=="
            and isinstance(test.left, FieldRef)
            and isinstance(test.right, FieldRef)
            and not any(context.scope.field(side, test.place).optional for side in (test.left, test.right))
        ):
            yield test.left, test.right, test
