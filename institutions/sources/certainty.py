"""Confidence of the register's own rows that rest on a source, and the day on which to check them again.

The seed states it for every row: `seen`, `seen_2013`, `derived` or `memory`. Statements say `fact` or `claim`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import connection

from institutions.models.conditions import HELD
from institutions.models.seeded import SEEDED
from institutions.models.sql_lists import as_listed, number_among, quote_name
from institutions.models.statement import Statement

# Statements, which anybody may send, say `fact` or `claim` instead, and are read by rights of their own.
OF_ITS_OWN: Final = tuple(each for each in SEEDED if not issubclass(each, Statement))
# The least sure first: a reader of the source has to know it.
LEAST_SURE: Final = ("memory", "derived", "seen_2013", "seen")


@dataclass(frozen=True, slots=True)
class SourceCertainty:
    """The certainty of the rows on one source: rows by table, the least sure word, and the first review day (ISO)."""

    rows: dict[str, int]
    confidence: str
    review_on: str | None


def certainty_by_source(sources: Collection[int]) -> dict[int, SourceCertainty]:
    """Return the certainty by source; a source without a row of the seed is left out. One query."""
    parts = []
    for each in OF_ITS_OWN:
        review = "e.review_on" if hasattr(each, "review_on") else "CAST(NULL AS text)"
        parts.append(
            f"SELECT e.source_id, '{each.__name__}', e.confidence, CAST(MIN({review}) AS text), COUNT(*)"  # noqa: S608 - no input in it
            f" FROM {quote_name(each._meta.db_table)} e WHERE {HELD} AND {number_among('e.source_id')}"  # noqa: SLF001 - documented
            " GROUP BY e.source_id, e.confidence"
        )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [as_listed(sources)] * len(parts))
        rows = cursor.fetchall()
    return {
        source: combine_certainty([row[1:] for row in rows if row[0] == source]) for source in {row[0] for row in rows}
    }


def combine_certainty(rows: list[tuple[str, str, str | None, int]]) -> SourceCertainty:
    """Combine the rows of several tables on one source."""
    by_table: dict[str, int] = {}
    for name, _, _, number in rows:
        by_table[name] = by_table.get(name, 0) + number
    stated = {confidence for _, confidence, _, _ in rows}
    reviews = [review for _, _, review, _ in rows if review]
    return SourceCertainty(
        by_table, next((each for each in LEAST_SURE if each in stated), ""), min(reviews, default=None)
    )
