"""The ties along which a case reads the register: up to owners, down to subsidiaries, from people to superiors."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from institutions.access.view import view_as_of
from institutions.models.sql_lists import quote_name
from institutions.parties.ownership import walking
from institutions.parties.ownership.shares import WHOLE_BP
from institutions.parties.ownership.walking import WalkingArm, kind_table, same_party
from rules.facts.gathering.anchors import MOST_FOLLOWED


def upward_arms() -> tuple[WalkingArm, ...]:
    """Return the arms from a company to everyone who holds a part of it, controls it or is the parent of its group; and
    to companies whose business it took over.
    """
    return (
        WalkingArm(kind_table("shareholding"), "company_id", "holder_id"),
        WalkingArm(kind_table("control"), "company_id", "controller_id"),
        WalkingArm(kind_table("group"), "company_id", "parent_id"),
        WalkingArm(kind_table("succession"), "company_id", "predecessor_id"),
        *same_party(),
    )


def downward_arms() -> tuple[WalkingArm, ...]:
    """Return the arms from a company to those that it holds half of or more, controls or has in its group.

    Smaller holdings are not followed down: a fund holds parts of thousands of companies, and none of them becomes part
    of a case through that.
    """
    half = f"COALESCE(e.{quote_name('voting_bp')}, e.{quote_name('share_bp')}) >= {WHOLE_BP // 2}"
    return (
        WalkingArm(kind_table("shareholding"), "holder_id", "company_id", half),
        WalkingArm(kind_table("control"), "controller_id", "company_id"),
        WalkingArm(kind_table("group"), "parent_id", "company_id"),
        *same_party(),
    )


def superior_arms() -> tuple[WalkingArm, ...]:
    """Return the arms from a person to those whom they report to."""
    return (WalkingArm(kind_table("appointment"), "person_id", "reports_to_id"), *same_party())


def reached_ids(roots: Collection[UUID], arms: tuple[WalkingArm, ...], known_at: datetime) -> tuple[set[UUID], bool]:
    """Return the roots and everything that they lead to, as known at a moment; True beside them: it was cut."""
    return walking.reached_parties(roots, arms, view_as_of(known_at), most=MOST_FOLLOWED)
