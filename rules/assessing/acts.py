"""Finding the partnerships whose cases read the acts of a sponsor that changed, or would read them."""

import json
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.models import Partnership
from rules.gathering.closure import day_of_text, listed_texts
from rules.gathering.touch import ChangedActs
from rules.models import Asking

COLUMNS: Final = ("sort", "body", "domain", "procured", "first_on", "last_on")  # no text where nothing is said


def readers_of(acts: Iterable[ChangedActs], only: UUID | None = None) -> set[UUID]:
    """Whose cases read one of the acts; `only` asks about one partnership. One query, however many acts there are."""
    given = [
        [text or None for text in (each.sort, each.body, each.domain, each.object, each.first, each.last)]
        for each in acts
    ]
    if not given:
        return set()
    first, last = day_of_text("given.first_on"), day_of_text("given.last_on")
    prepared = Partnership._meta.pk.get_db_prep_value  # noqa: SLF001 - Django documents _meta for this
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT asking.partnership_id FROM ({listed_texts(*COLUMNS)}) given"  # noqa: S608 - no input
            f" JOIN {Asking._meta.db_table} asking ON asking.sponsor = given.body"  # noqa: SLF001 - documented
            " WHERE CASE given.sort"
            " WHEN 'history_known' THEN given.domain IS NULL OR given.domain = asking.domain"
            f" WHEN 'call' THEN given.procured = asking.object AND asking.before > {first}"
            f" AND (asking.calls_since IS NULL OR asking.calls_since <= {last})"
            " ELSE (given.domain = asking.domain OR (given.domain IS NULL AND given.procured = asking.object))"
            f" AND (given.first_on IS NULL OR (asking.awards_until >= {first} AND asking.awards_since <= {last})) END"
            + (" AND asking.partnership_id = %s" if only else ""),
            [json.dumps(given), *([prepared(only, connection)] if only else [])],
        )
        return {each if isinstance(each, UUID) else UUID(each) for (each,) in cursor.fetchall()}
