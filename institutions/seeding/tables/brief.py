"""Statements of the policy brief of 2021."""

import uuid
from collections.abc import Iterable

from institutions.seeding.history import Values, identity_of
from institutions.seeding.rows import BriefRow, SubjectRow
from institutions.seeding.tables.sources import SourceIds, origin_columns


def brief_statements(rows: Iterable[BriefRow], sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the rows for `BriefStatement`."""
    return {
        identity_of("brief", row.code): {
            "code": row.code,
            "what": row.what,
            "standing": row.standing,
            "text_en": row.text.en,
            "text_ja": row.text.ja,
            "subjects": [subject_of(subject) for subject in row.subjects],
            "domain": row.domain,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "time_en": row.time.en,
            "time_ja": row.time.ja,
            "note": row.note,
            "confirmed_by": [row.confirmed_by] if row.confirmed_by else [],
            "review_on": row.origin.review_on,
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }


def subject_of(subject: SubjectRow) -> dict[str, object]:
    """Return a subject as JSON: type and name, with country and code of the body where they are known."""
    known = {"country": subject.country, "code": subject.body}
    return {
        "type": subject.type,
        "name": {"en": subject.name.en, "ja": subject.name.ja},
        **{name: value for name, value in known.items() if value},
    }
