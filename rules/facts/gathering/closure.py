"""The ties along which a case reads the register: up to owners, down to subsidiaries, from people to superiors."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from institutions.access.view import as_of
from institutions.models.sql_lists import quoted
from institutions.parties.ownership import walking
from institutions.parties.ownership.shares import WHOLE_BP
from institutions.parties.ownership.walking import Arm, same_party, table
from rules.facts.gathering.anchors import MOST_FOLLOWED


def upwards() -> tuple[Arm, ...]:
    """Return the arms from a company to everyone who holds a part of it, controls it or is the parent of its group; and
    to companies whose business it took over.
    """
    return (
        Arm(table("shareholding"), "company_id", "holder_id"),
        Arm(table("control"), "company_id", "controller_id"),
        Arm(table("group"), "company_id", "parent_id"),
        Arm(table("succession"), "company_id", "predecessor_id"),
        *same_party(),
    )


def downwards() -> tuple[Arm, ...]:
    """Return the arms from a company to those that it holds half of or more, controls or has in its group.

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
    """Return the arms from a person to those whom they report to."""
    return (Arm(table("appointment"), "person_id", "reports_to_id"), *same_party())


def reached(roots: Collection[UUID], arms: tuple[Arm, ...], known_at: datetime) -> tuple[set[UUID], bool]:
    """Return the roots and everything that they lead to, as known at a moment; True beside them: it was cut."""
    return walking.reached(roots, arms, as_of(known_at), most=MOST_FOLLOWED)
