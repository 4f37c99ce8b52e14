"""The check of one test: whether its two sides can be compared, and in that way."""

from institutions.kinds.base import Label
from rules.engine.language.errors import RuleError, error_at
from rules.engine.language.syntax import (
    Comparison,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    Overlap,
    ParameterRef,
    Term,
    Test,
)
from rules.engine.language.troubles.parts import key_label
from rules.engine.language.troubles.terms import (
    InPeriodNoDate,
    KindsMismatch,
    LimitReadOtherwise,
    NoOrder,
    NothingWithType,
    NoWordNorKey,
    TestOfManyFacts,
    TwoConstants,
    WordsWithoutRank,
    WordTwice,
)
from rules.engine.language.troubles.value_kinds import key_of_label, one_of_label, plural_label, sort_label
from rules.engine.language.types import OF_LIMIT, ORDERS, BoundNames, check_literal, check_word
from rules.engine.language.walk import names_in_test, term_text
from rules.facts.kinds.base import FieldType

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
PARTIES = ("company", "person", "body")


def check_test(test: Test, scope: BoundNames) -> None:
    """Refuse a test that compares values without a common type or unit."""
    if isinstance(test, Overlap):
        for name in (test.left, test.right):
            scope.period(name, test.place)
    elif isinstance(test, InPeriod):
        scope.period(test.name, test.place)
        kind = scope.term(test.date, test.place)
        if kind is None or kind.sort != "date":
            raise error_at(test.place, InPeriodNoDate(term=term_text(test.date)))
    elif isinstance(test, Membership):
        _check_membership(test, scope)
    else:
        _check_comparison(test, scope)
    if len(names_in_test(test)) > 2:  # the two sides of a join
        raise error_at(test.place, TestOfManyFacts())


def _check_membership(test: Membership, scope: BoundNames) -> None:
    kind = scope.term(test.term, test.place)
    text = term_text(test.term)
    if kind is None or kind.sort not in ("word", "key"):
        raise error_at(test.place, NoWordNorKey(term=text))
    if len(set(test.words)) < len(test.words):
        raise error_at(test.place, WordTwice(term=text))
    for word in test.words:
        check_word(word, kind, text, scope.known, test.place)


def _check_comparison(test: Comparison, scope: BoundNames) -> None:
    left, right = scope.term(test.left, test.place), scope.term(test.right, test.place)
    if isinstance(test.left, LiteralTerm) and isinstance(test.right, LiteralTerm):
        raise error_at(test.place, TwoConstants())
    if isinstance(test.left, LiteralTerm) and right is not None:
        check_literal(test.left, right, term_text(test.right), scope.known, test.place)
        left = right
    elif isinstance(test.right, LiteralTerm) and left is not None:
        check_literal(test.right, left, term_text(test.left), scope.known, test.place)
        right = left
    if left is None or right is None:
        raise error_at(test.place, NothingWithType())
    _check_units(test, left, right)
    if test.op in ORDERS:
        _check_order(test, left, scope)
        _check_limit(test, scope)


def _check_units(test: Comparison, left: FieldType, right: FieldType) -> None:
    if left.sort != right.sort:
        raise _mismatch(test, sort_label(left), sort_label(right))
    if left.sort == "number" and left.unit != right.unit:
        raise _mismatch(test, key_label(left.unit), key_label(right.unit))
    if left.sort == "key" and left.unit != right.unit and not _kin(left.unit, right.unit):
        raise _mismatch(test, key_of_label(left.unit), key_of_label(right.unit))
    if left.sort == "word" and not set(left.words) & set(right.words):
        raise _mismatch(test, one_of_label(left.words), one_of_label(right.words))


def _kin(one: str, other: str) -> bool:
    """Return whether the keys can be equal: a party's key may be a company's, a person's or a body's."""
    return (one == "party" and other in PARTIES) or (other == "party" and one in PARTIES)


def _mismatch(test: Comparison, left: Label, right: Label) -> RuleError:
    one, other = term_text(test.left), term_text(test.right)
    return error_at(test.place, KindsMismatch(left=one, left_kind=left, right=other, right_kind=right))


def _check_order(test: Comparison, kind: FieldType, scope: BoundNames) -> None:
    if kind.sort in ("number", "date"):
        return
    text = f"{term_text(test.left)} {test.op} {term_text(test.right)}"
    if kind.sort == "word":
        if not kind.ranked:
            raise error_at(test.place, WordsWithoutRank(test=text))
        return
    if kind.sort == "key" and _is_pair(test.left, test.right, scope):
        return
    raise error_at(test.place, NoOrder(test=text, kind=plural_label(kind.sort)))


def _is_pair(left: Term, right: Term, scope: BoundNames) -> bool:
    return (
        isinstance(left, FieldRef)
        and isinstance(right, FieldRef)
        and left.name != right.name
        and left.field == right.field
        and left.name in scope.bound
        and scope.bound[left.name] == scope.bound.get(right.name)
    )


def _check_limit(test: Comparison, scope: BoundNames) -> None:
    """Check the order of a test: `exceeds`, `at least` ... of a parameter's unit say which one a rule may test."""
    for limit, op in ((test.right, test.op), (test.left, MIRRORED[test.op])):
        if isinstance(limit, ParameterRef):
            how = scope.known.parameter(limit.name, test.place).how
            if how and op not in OF_LIMIT[how]:
                right, opposite = OF_LIMIT[how]
                said = LimitReadOtherwise(term=term_text(limit), how=how, sign=op, right=right, opposite=opposite)
                raise error_at(test.place, said)
