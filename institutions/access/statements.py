"""Statements that a caller may read, by their scope and by the body that stated them.

The scope of a statement is its own case, the cases of the body that stated it (it names a person), or the register.
Statements of a restricted partnership have the scope of its own case, whatever their subject.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.access import partnerships
from institutions.access.callers import AssessedCases, Caller, Reader, System
from institutions.access.column_tests import ColumnEquals, column_among
from institutions.access.columns import NOT_JOINED, Joined, joins_to
from institutions.access.rule import EVERYTHING, NOTHING, AccessRule, Reading, meets_any, read_by_attributes
from institutions.kinds import Kind, Reach, scope_of_statement
from institutions.models import Statement, table_of
from institutions.models.bitemporal import BitemporalQuerySet
from institutions.models.conditions import SqlCondition
from institutions.models.tables import TABLES

OWN_ONLY: Final = frozenset({"contact_details"})  # read only by the bodies that stated them, whatever their scope
SCOPE_OF_LAW: Final = Reach.REGISTER  # of what a law or an order states
SHARED: Final = ColumnEquals("reach", Reach.REGISTER)
OF_BODY: Final = ColumnEquals("reach", Reach.SUBMITTER)
OF_ONE_CASE: Final = ColumnEquals("reach", Reach.CASE)
MODEL: Final = next(iter(TABLES.values()))  # all tables of statements have the columns that rules ask for


def submitted_statements_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for statements in partnerships of these bodies."""
    return partnerships.submitted_rule(bodies).under("partnership")


def imported_statements_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for statements imported by these bodies."""
    return column_among("imported__job__body", bodies)


def stated_by_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for statements submitted or imported by these bodies."""
    given = frozenset(bodies)
    return submitted_statements_rule(given) | imported_statements_rule(given)


def own_statements_rule(case: AssessedCases) -> AccessRule:
    """Return the rule for the statements of the cases' own partnerships."""
    return column_among("partnership", case.partnerships)


def given_to_bodies_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for other cases' statements that a case of these bodies reads: the register's and its body's."""
    return SHARED | (OF_BODY & stated_by_rule(bodies))


def ties_rule(caller: Caller) -> AccessRule:
    """Return the rule for ties of any kind that a caller may read. Readers read none that serves one case alone."""
    match caller:
        case System():
            return EVERYTHING
        case AssessedCases():
            return own_statements_rule(caller) | given_to_bodies_rule(caller.bodies)
        case Reader():
            return ~OF_ONE_CASE if caller.bodies is None else given_to_bodies_rule(caller.bodies)


def stated_by_own_bodies_rule(reader: Reader) -> AccessRule:
    """Return the rule for statements of a reader's own bodies, of any scope except a single case."""
    return ~OF_ONE_CASE & (EVERYTHING if reader.bodies is None else stated_by_rule(reader.bodies))


def statements_rule(kind: str, reader: Reader) -> AccessRule:
    """Return the rule for the statements of a kind that a reader may read, without those of one case alone.

    Readers without the right to data on kin read statements of register scope only, which name no person.
    """
    if not reader.kin:
        return SHARED & (stated_by_rule(reader.bodies or ()) if kind in OWN_ONLY else EVERYTHING)
    return stated_by_own_bodies_rule(reader) if kind in OWN_ONLY else ties_rule(reader)


def statements_in_cases_rule(kind: str, reader: Reader) -> tuple[AccessRule, ...]:
    """Return rules for statements of a kind that a reader may read, with those of one case; a row meets one of them.

    Each rule begins at an index or fails at the first test, so that a table without own rows costs one look-up. Rows
    that were superseded when their partnership was restricted have kept their scope: it alone does not open them.
    """
    not_closed = partnerships.not_closed_rule("partnership", reader)
    if not reader.kin:
        return (statements_rule(kind, reader) & not_closed,)
    is_open = partnerships.open_partnership_rule("partnership", reader)
    if reader.bodies is None:
        return (is_open,)
    shared = () if kind in OWN_ONLY else (SHARED & not_closed,)
    return (*shared, submitted_statements_rule(reader.bodies) & is_open, imported_statements_rule(reader.bodies))


def readable_in_cases(kind: str, reader: Reader) -> AccessRule:
    """Return the rule for the statements of a kind that a reader may read, including those of one case alone."""
    return meets_any(statements_in_cases_rule(kind, reader))


def statements_of_cases_rule(reader: Reader) -> AccessRule:
    """Return the rule for statements of one case alone, in partnerships that a reader may read.

    No row meets it where the reader may not read about people.
    """
    return OF_ONE_CASE & partnerships.partnerships_rule(reader).under("partnership") if reader.kin else NOTHING


def published_statements(kind: str) -> "BitemporalQuerySet[Statement]":
    """Return the current statements of a kind that anybody may look up, the oldest first; none of one case alone.

    Those of the register, and those about people whose source is a document at a public address.
    """
    about_people = OF_BODY.q() & Q(source__url__gt="")
    return table_of(kind).objects.current().filter(SHARED.q() | about_people).order_by("pk")


def is_published(scope: Reach, url: str) -> bool:
    """Return whether a statement of a scope, with the address of its source, is a published one."""
    return SHARED.holds(scope) or (OF_BODY.holds(scope) and bool(url))


def serving_everybody(row: Statement) -> Statement:
    """Return an unsaved statement with the scope of the register: what a law or an order states."""
    row.reach = SCOPE_OF_LAW
    return row


def statement_history(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the statements of a kind that a reader may read, current or superseded, the oldest first."""
    rows: Any = table_of(kind).objects.filter(statements_rule(kind, reader).q())  # Any: tables are made at run time
    return rows.order_by("pk")  # type: ignore[no-any-return]


def held_statements_for(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the current statements of a kind that a reader may read, the oldest first; none of one case alone."""
    return statement_history(kind, reader).filter(superseded_at__isnull=True)


def held_statements_of_cases(kind: str, reader: Reader) -> "QuerySet[Statement]":
    """Return the current statements of one case alone, of a kind and of partnerships that a reader may read."""
    rows: Any = (
        table_of(kind).objects.current().filter(statements_of_cases_rule(reader).q())
    )  # Any: tables are made at run time
    return rows.order_by("pk")  # type: ignore[no-any-return]


def rule_condition(rule: AccessRule, joined: Joined = NOT_JOINED) -> SqlCondition:
    """Return a rule as SQL on a row `e` of any table of statements."""
    return rule.condition(MODEL, "e", joined)


def tested_columns() -> str:
    """Return the SQL columns of a row `e` of any table of statements that rules test, for rows of several tables."""
    return "e.reach, e.partnership_id, e.imported_id"


def joined_condition(rule: AccessRule) -> tuple[str, SqlCondition]:
    """Return a rule as SQL with the joins that it needs, so that a query can start from the joined tables."""
    joins, joined = "", {}
    for relation in sorted(rule.relations()):
        sql, joined[relation] = joins_to(MODEL, relation)
        joins += sql
    return joins, rule_condition(rule, joined)


def one_case_rule() -> AccessRule:
    """Return the rule for statements that belong to one partnership alone."""
    return OF_ONE_CASE


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
    kind: Kind, values: Mapping[str, object], people: frozenset[str] = frozenset(), *, restricted: bool = False
) -> Reach:
    """Return the scope of a new statement: its own case in a restricted partnership, else as its kind says.

    `people` of a whole document may be thousands: they are made once by whoever asks, and copied for no statement.
    """
    return narrowed_scope(scope_of_statement(kind, values, people), restricted=restricted)


def scope_of_own_award(*, restricted: bool) -> Reach:
    """Return the scope of an award derived from a partnership: other cases of its body read it."""
    return narrowed_scope(Reach.SUBMITTER, restricted=restricted)


def narrowed_scope(scope: Reach, *, restricted: bool) -> Reach:
    """Return the given scope, or that of its own case where the partnership is restricted."""
    return Reach.CASE if restricted else scope


def attribute_reading(*, scope: str, partnership: str, body: str) -> Reading:
    """Return a reading of substitutes for statements: the attributes with scope, partnership and body."""
    paths = {"reach": scope, "partnership": partnership}
    paths |= dict.fromkeys(("partnership__submitted_by", "imported__job__body"), body)
    return read_by_attributes(paths)
