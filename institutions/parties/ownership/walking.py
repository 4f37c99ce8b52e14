"""Walks along ties of the register: everything that can be reached, in one query whatever the length of the chains."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from institutions.access.view import TieView
from institutions.models import Party, table_of
from institutions.models.conditions import SqlCondition
from institutions.models.sql_lists import as_listed, listed_ids, quote_name


@dataclass(frozen=True, slots=True)
class WalkingArm:
    """One sort of tie: from the party in one column to the party in another, for rows that meet the condition."""

    table: str
    start: str
    end: str
    condition: str = ""
    dated: bool = True


def kind_table(kind: str) -> str:
    """Return the table of a kind of statement."""
    return table_of(kind)._meta.db_table  # noqa: SLF001 - Django documents _meta for this


def same_party() -> tuple[WalkingArm, ...]:
    """Return the arms between a party and the one that it was found to be, in both directions."""
    party = Party._meta.db_table  # noqa: SLF001 - Django documents _meta for this
    return (WalkingArm(party, "id", "same_as_id", dated=False), WalkingArm(party, "same_as_id", "id", dated=False))


def reached_parties(
    roots: Collection[UUID], arms: tuple[WalkingArm, ...], view: TieView, *, most: int
) -> tuple[set[UUID], bool]:
    """Return the roots and everything that they lead to along the arms, the nearest first.

    True beside them: they lead to more than `most` further parties, and the rest is left out.
    """
    limit = len(roots) + most
    steps = recursive_steps(arms, view)
    sql = f"WITH RECURSIVE found(id) AS ({listed_ids()} UNION {steps.sql}) SELECT id FROM found"  # noqa: S608 - no input
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {limit + 1}", (as_listed(roots), *steps.parameters))
        found = {each if isinstance(each, UUID) else UUID(each) for (each,) in cursor.fetchall()}
    return found, len(found) > limit


def recursive_steps(arms: tuple[WalkingArm, ...], view: TieView) -> SqlCondition:
    """Build the recursive part. Each party found looks its ties up in an index, however large the tables.

    SQLite takes a step an arm, and reads the tables of a CROSS JOIN in their order. PostgreSQL takes one step only, and
    can but look up what a LATERAL query asks for each row; left to choose, it hashes a million rows at every step.
    """
    conditions = [arm_condition(arm, view) for arm in arms]
    parameters = tuple(each for condition in conditions for each in condition.parameters)
    if connection.vendor == "sqlite":
        steps = (
            f"SELECT e.{quote_name(arm.end)} FROM found CROSS JOIN {quote_name(arm.table)} e WHERE {condition.sql}"  # noqa: S608 - no input
            for arm, condition in zip(arms, conditions, strict=True)
        )
        return SqlCondition(" UNION ".join(steps), parameters)
    edges = " UNION ALL ".join(
        f"SELECT e.{quote_name(arm.end)} AS b FROM {quote_name(arm.table)} e WHERE {condition.sql}"  # noqa: S608 - no input
        for arm, condition in zip(arms, conditions, strict=True)
    )
    return SqlCondition(f"SELECT tie.b FROM found CROSS JOIN LATERAL ({edges}) tie", parameters)  # noqa: S608 - no input


def arm_condition(arm: WalkingArm, view: TieView) -> SqlCondition:
    """Select the rows of an arm that count: they lead from a found party, meet its condition and are in view."""
    found = SqlCondition(f"e.{quote_name(arm.start)} = found.id AND e.{quote_name(arm.end)} IS NOT NULL")
    if arm.condition:
        found &= SqlCondition(arm.condition)
    return found & view.condition() if arm.dated else found
