"""Statements that a caller may read, by their scope and by the body that stated them.

The scope of a statement is its own case, the cases of the body that stated it (it names a person), or the register.
Statements of a restricted partnership have the scope of its own case, whatever their subject.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.access import partnerships
from institutions.access.callers import Assessed, Caller, Reader, System
from institutions.access.column_tests import Is, among
from institutions.access.columns import NOT_JOINED, Joined, joins_to
from institutions.access.rule import EVERYTHING, NOTHING, Reading, Rule, either, read_by
from institutions.kinds import Kind, Reach, reach_of
from institutions.models import Statement, table_of
from institutions.models.conditions import Condition
from institutions.models.tables import TABLES

OWN_ONLY: Final = frozenset({"contact_details"})  # read only by the bodies that stated them, whatever their scope
SHARED: Final = Is("reach", Reach.REGISTER)
OF_BODY: Final = Is("reach", Reach.SUBMITTER)
OF_ONE_CASE: Final = Is("reach", Reach.CASE)
MODEL: Final = next(iter(TABLES.values()))  # all tables of statements have the columns that rules ask for


def submitted_by(bodies: Iterable[UUID]) -> Rule:
    """Return the rule for statements in partnerships of these bodies."""
    return partnerships.submitted_by(bodies).under("partnership")


def imported_by(bodies: Iterable[UUID]) -> Rule:
    """Return the rule for statements imported by these bodies."""
    return among("imported__job__body", bodies)


def stated_by(bodies: Iterable[UUID]) -> Rule:
    """Return the rule for statements submitted or imported by these bodies."""
    given = frozenset(bodies)
    return submitted_by(given) | imported_by(given)


def own(case: Assessed) -> Rule:
    """Return the rule for the statements of the cases' own partnerships."""
    return among("partnership", case.partnerships)


def given_to(bodies: Iterable[UUID]) -> Rule:
    """Return the rule for other cases' statements that a case of these bodies reads: the register's and its body's."""
    return SHARED | (OF_BODY & stated_by(bodies))


def ties(caller: Caller) -> Rule:
    """Return the rule for ties of any kind that a caller may read. Readers read none that serves one case alone."""
    match caller:
        case System():
            return EVERYTHING
        case Assessed():
            return own(caller) | given_to(caller.bodies)
        case Reader():
            return ~OF_ONE_CASE if caller.bodies is None else given_to(caller.bodies)


def stated_by_their_own(reader: Reader) -> Rule:
    """Return the rule for statements of a reader's own bodies, of any scope except a single case."""
    return ~OF_ONE_CASE & (EVERYTHING if reader.bodies is None else stated_by(reader.bodies))


def readable(kind: str, reader: Reader) -> Rule:
    """Return the rule for the statements of a kind that a reader may read, without those of one case alone.

    Readers without the right to data on kin read statements of register scope only, which name no person.
    """
    if not reader.kin:
        return SHARED & (stated_by(reader.bodies or ()) if kind in OWN_ONLY else EVERYTHING)
    return stated_by_their_own(reader) if kind in OWN_ONLY else ties(reader)


def in_cases(kind: str, reader: Reader) -> tuple[Rule, ...]:
    """Return rules for statements of a kind that a reader may read, with those of one case; a row meets one of them.

    Each rule begins at an index or fails at the first test, so that a table without own rows costs one look-up.
    """
    if not reader.kin:
        return (readable(kind, reader),)
    is_open = partnerships.of_partnership("partnership", reader)
    if reader.bodies is None:
        return (is_open,)
    shared = () if kind in OWN_ONLY else (SHARED,)
    return (*shared, submitted_by(reader.bodies) & is_open, imported_by(reader.bodies))


def readable_in_cases(kind: str, reader: Reader) -> Rule:
    """Return the rule for the statements of a kind that a reader may read, including those of one case alone."""
    return either(in_cases(kind, reader))


def of_cases(reader: Reader) -> Rule:
    """Return the rule for statements of one case alone, in partnerships that a reader may read.

    No row meets it where the reader may not read about people.
    """
    return OF_ONE_CASE & partnerships.readable(reader).under("partnership") if reader.kin else NOTHING


def history(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the statements of a kind that a reader may read, current or superseded, the oldest first."""
    rows: Any = table_of(kind).objects.filter(readable(kind, reader).q())  # Any: tables are made at run time
    return rows.order_by("pk")  # type: ignore[no-any-return]


def held(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the current statements of a kind that a reader may read, the oldest first; none of one case alone."""
    return history(kind, reader).filter(superseded_at__isnull=True)


def held_of_cases(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the current statements of one case alone, of a kind and of partnerships that a reader may read."""
    rows: Any = table_of(kind).objects.current().filter(of_cases(reader).q())  # Any: tables are made at run time
    return rows.order_by("pk")  # type: ignore[no-any-return]


def condition(rule: Rule, joined: Joined = NOT_JOINED) -> Condition:
    """Return a rule as SQL on a row `e` of any table of statements."""
    return rule.condition(MODEL, "e", joined)


def joined_condition(rule: Rule) -> tuple[str, Condition]:
    """Return a rule as SQL with the joins that it needs, so that a query can start from the joined tables."""
    joins, joined = "", {}
    for relation in sorted(rule.relations()):
        sql, joined[relation] = joins_to(MODEL, relation)
        joins += sql
    return joins, condition(rule, joined)


def serves_one_case(row: Statement) -> bool:
    """Return whether a statement belongs to one partnership alone."""
    return OF_ONE_CASE.test()(row)


def serves_others(scope: Reach) -> bool:
    """Return whether statements of a scope are read by other cases too."""
    return not OF_ONE_CASE.holds(scope)


def serves_everybody(scope: Reach) -> bool:
    """Return whether statements of a scope are read by the cases of all bodies."""
    return SHARED.holds(scope)


def scope_of(row: Statement) -> Reach:
    """Return the scope of a stored statement."""
    return Reach(row.reach)


def scope_stated(
    kind: Kind, values: Mapping[str, object], people: Iterable[object] = (), *, restricted: bool = False
) -> Reach:
    """Return the scope of a new statement: its own case in a restricted partnership, else as its kind says."""
    return narrowed(reach_of(kind, values, frozenset(people)), restricted=restricted)


def scope_of_own_award(*, restricted: bool) -> Reach:
    """Return the scope of an award derived from a partnership: other cases of its body read it."""
    return narrowed(Reach.SUBMITTER, restricted=restricted)


def narrowed(scope: Reach, *, restricted: bool) -> Reach:
    """Return the given scope, or that of its own case where the partnership is restricted."""
    return Reach.CASE if restricted else scope


def reading_of(*, scope: str, partnership: str, body: str) -> Reading:
    """Return a reading of substitutes for statements: the attributes with scope, partnership and body."""
    paths = {"reach": scope, "partnership": partnership}
    paths |= dict.fromkeys(("partnership__submitted_by", "imported__job__body"), body)
    return read_by(paths)
