"""Mandates and posts: what bodies are there for, and who fills their posts."""

import uuid
from collections.abc import Iterable

from institutions.seeding.history import Values, identity_of
from institutions.seeding.rows import MandateRow, PostRow
from institutions.seeding.tables.bodies import BodyIds
from institutions.seeding.tables.sources import SourceIds, origin_columns


def body_mandates(rows: Iterable[MandateRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the functions of each body, for `Mandate`."""
    return {
        identity_of("mandate", row.body, row.function, row.domain, row.basis.en): {
            "body_id": bodies[row.body],
            "function": row.function,
            "domain": row.domain,
            "lead": row.lead,
            "target_id": bodies[row.target] if row.target else None,
            "duty_to_answer": row.duty_to_answer,
            "in_law": row.in_law,
            "basis_until_on": row.basis_until_on,
            "basis_en": row.basis.en,
            "basis_ja": row.basis.ja,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "review_on": row.origin.review_on,
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }


def body_posts(rows: Iterable[PostRow], bodies: BodyIds, sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the posts of each body, for `Post`."""
    return {
        identity_of("post", row.body, row.name.en, str(row.from_on)): {
            "body_id": bodies[row.body],
            "name_en": row.name.en,
            "name_ja": row.name.ja,
            "grade": row.grade,
            "number": row.number,
            "term_years": row.term_years,
            "appointed_by_id": bodies[row.appointed_by] if row.appointed_by else None,
            "dismissed_by_id": bodies[row.dismissed_by] if row.dismissed_by else None,
            "consent": row.consent,
            "tenure": row.tenure,
            "basis_en": row.basis.en,
            "basis_ja": row.basis.ja,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "review_on": row.origin.review_on,
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }
