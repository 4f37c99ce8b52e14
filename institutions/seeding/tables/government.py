"""Seats in councils, officials from elsewhere and budget lines, as statements that serve the whole register."""

import uuid
from collections.abc import Iterable
from typing import Final

from institutions.kinds import Reach
from institutions.seeding.history import Values, identity_of
from institutions.seeding.rows import BudgetRow, PostingRow, SeatRow, SeedOrigin, budget_key, posting_key, seat_key
from institutions.seeding.tables.bodies import BodyIds
from institutions.seeding.tables.sources import SourceIds

READ: Final = ("seen", "seen_2013")


def body_seats(rows: Iterable[SeatRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return seats in councils, for `seat`."""
    return {
        identity_of("seat", *seat_key(row)): {
            "body_id": bodies[row.council],
            "holder_id": bodies[row.holder],
            "votes": row.votes,
            "from_on": row.from_on,
            "until_on": row.until_on,
            **statement_columns(row.origin, sources),
        }
        for row in rows
    }


def body_postings(rows: Iterable[PostingRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return officials from elsewhere, for `posting`."""
    return {
        identity_of("posting", *posting_key(row)): {
            "body_id": bodies[row.body],
            "origin_id": bodies[row.origin_body] if row.origin_body else None,
            "domain": row.domain or None,
            "from_sector": row.from_sector or None,
            "posts": row.posts or None,
            "people": row.people,
            "keeps_post": row.keeps_post,
            "approved_exchange": row.approved_exchange,
            "from_on": row.from_on,
            "until_on": row.until_on,
            **statement_columns(row.origin, sources),
        }
        for row in rows
    }


def body_budget_lines(rows: Iterable[BudgetRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return budget lines, for `budget_line`."""
    return {
        identity_of("budget_line", *budget_key(row)): {
            "body_id": bodies[row.body],
            "shared_with_id": bodies[row.shared_with] if row.shared_with else None,
            "programme": row.programme,
            "domain": row.domain or None,
            "budget": row.budget or None,
            "amount_yen": row.amount_yen,
            "from_on": row.from_on,
            "until_on": row.until_on,
            **statement_columns(row.origin, sources),
        }
        for row in rows
    }


def statement_columns(origin: SeedOrigin, sources: SourceIds) -> dict[str, object]:
    """Return the columns of every statement: what nobody read is a claim."""
    confidence = "fact" if origin.confidence in READ else "claim"
    return {"source_id": sources[origin.source], "confidence": confidence, "reach": Reach.REGISTER}
