"""Everything that one can reach along ties of the register, in one query whatever the length of the chains."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.models import Party, table_of
from institutions.ownership.shares import WHOLE_BP
from institutions.sql_lists import as_json, quoted, selected
from rules.gathering.anchors import MOST_FOLLOWED

# Known at a moment, which is given twice (see institutions.models.bitemporal).
KNOWN: Final = "e.recorded_at <= %s AND (e.superseded_at IS NULL OR e.superseded_at > %s)"


@dataclass(frozen=True, slots=True)
class Arm:
    """One sort of tie: from the party in one column to the party in another, for rows that meet the condition."""

    table: str
    start: str
    end: str
    condition: str = "TRUE"
    dated: bool = True


def table(kind: str) -> str:
    """The table of a kind of statement."""
    return table_of(kind)._meta.db_table  # noqa: SLF001 - Django documents _meta for this


def same_party() -> tuple[Arm, ...]:
    """A party that was found to be another one is that other, in both directions."""
    party = Party._meta.db_table  # noqa: SLF001 - Django documents _meta for this
    return (Arm(party, "id", "same_as_id", dated=False), Arm(party, "same_as_id", "id", dated=False))


def upwards() -> tuple[Arm, ...]:
    """From a company to everyone who holds a part of it, controls it or is the parent of its group; and to companies
    whose business it took over.
    """
    return (
        Arm(table("shareholding"), "company_id", "holder_id"),
        Arm(table("control"), "company_id", "controller_id"),
        Arm(table("group"), "company_id", "parent_id"),
        Arm(table("succession"), "company_id", "predecessor_id"),
        *same_party(),
    )


def downwards() -> tuple[Arm, ...]:
    """From a company to those that it holds half of or more, controls or has in its group.

    Smaller holdings are not followed down: a fund holds parts of thousands of companies, and none of them becomes part
    of a case through that.
    """
    half = f"COALESCE(e.{quoted('voting_bp')}, e.{quoted('share_bp')}) >= {WHOLE_BP // 2}"
    return (
        Arm(table("shareholding"), "holder_id", "company_id", half),
        Arm(table("control"), "controller_id", "company_id"),
        Arm(table("group"), "parent_id", "company_id"),
        *same_party(),
    )


def superiors() -> tuple[Arm, ...]:
    """From a person to those whom they report to."""
    return (Arm(table("appointment"), "person_id", "reports_to_id"), *same_party())


def reached(roots: Collection[UUID], arms: tuple[Arm, ...], known_at: datetime) -> tuple[set[UUID], bool]:
    """The roots and everything that they lead to along the arms, as known at a moment, the nearest first.

    True beside them: they lead to more than is followed, and the rest is left out.
    """
    most = len(roots) + MOST_FOLLOWED
    steps, parameters = recursive_steps(arms, known_at)
    sql = f"WITH RECURSIVE found(id) AS ({selected()} UNION {steps}) SELECT id FROM found"  # noqa: S608 - no input in it
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {most + 1}", (as_json(roots), *parameters))
        found = {each if isinstance(each, UUID) else UUID(each) for (each,) in cursor.fetchall()}
    return found, len(found) > most


def recursive_steps(arms: tuple[Arm, ...], known_at: datetime) -> tuple[str, list[str]]:
    """The recursive part: for SQLite a step an arm, so that each reads an index; PostgreSQL takes one step only."""
    moment = str(connection.ops.adapt_datetimefield_value(known_at))
    parameters = [moment for arm in arms if arm.dated for _ in range(2)]
    if connection.vendor == "sqlite":
        steps = (
            f"SELECT e.{quoted(arm.end)} FROM found JOIN {quoted(arm.table)} e"  # noqa: S608 - no input in it
            f" ON e.{quoted(arm.start)} = found.id WHERE {where(arm)}"
            for arm in arms
        )
        return " UNION ".join(steps), parameters
    edges = " UNION ALL ".join(
        f"SELECT e.{quoted(arm.start)} AS a, e.{quoted(arm.end)} AS b FROM {quoted(arm.table)} e WHERE {where(arm)}"  # noqa: S608
        for arm in arms
    )
    return f"SELECT tie.b FROM found JOIN ({edges}) tie ON tie.a = found.id", parameters  # noqa: S608 - no input in it


def where(arm: Arm) -> str:
    """The rows of an arm that count: they lead somewhere, meet the condition and were known at the moment."""
    return f"e.{quoted(arm.end)} IS NOT NULL AND ({arm.condition})" + (f" AND {KNOWN}" if arm.dated else "")
