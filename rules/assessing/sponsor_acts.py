"""The search for partnerships whose cases read, or would read, a sponsor's act that changed."""

import json
from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.models import Partnership
from institutions.models.sql_lists import as_listed, day_of_text, id_among, listed_texts
from rules.facts.gathering.touch import ChangedActs
from rules.models import Asking

ASKINGS: Final = Asking._meta  # noqa: SLF001 - Django documents _meta for this
PARTNERSHIPS: Final = Partnership._meta  # noqa: SLF001 - Django documents _meta for this
COLUMNS: Final = ("sort", "body", "domain", "procured", "first_on", "last_on")  # no text where nothing is said


def case_conditions(only: Collection[UUID] | None, body: UUID | None) -> tuple[str, list[UUID | str]]:
    """Return conditions on `partnership`, and their values: all cases, some of them, or those of one body."""
    conditions, keys = "", list[UUID | str]()
    if only is not None:
        conditions, keys = f" AND {id_among('partnership.id')}", [as_listed(only)]
    if body:
        conditions += " AND partnership.submitted_by_id = %s"
        keys.append(PARTNERSHIPS.pk.get_db_prep_value(body, connection))
    return conditions, keys


def readers_of(acts: Iterable[ChangedActs], *, only: Collection[UUID] | None, body: UUID | None = None) -> set[UUID]:
    """Return the partnerships whose cases read one of the acts: all, or `only` some, or a body's. One query."""
    given = [
        [text or None for text in (each.sort, each.body, each.domain, each.object, each.first, each.last)]
        for each in acts
    ]
    if not given:
        return set()
    first, last = day_of_text("given.first_on"), day_of_text("given.last_on")
    conditions, keys = case_conditions(only, body)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT partnership.id FROM ({listed_texts(*COLUMNS)}) given"  # noqa: S608 - no input in it
            f" JOIN {ASKINGS.db_table} asking ON asking.sponsor = given.body"
            f" JOIN {PARTNERSHIPS.db_table} partnership ON partnership.id = asking.partnership_id"
            " WHERE CASE given.sort"
            " WHEN 'history_known' THEN given.domain IS NULL OR given.domain = asking.domain"
            f" WHEN 'call' THEN given.procured = asking.object AND asking.before > {first}"
            f" AND (asking.calls_since IS NULL OR asking.calls_since <= {last})"
            " ELSE (given.domain = asking.domain OR (given.domain IS NULL AND given.procured = asking.object))"
            f" AND (given.last_on IS NULL OR asking.awards_since <= {last}) END{conditions}",
            [json.dumps(given), *keys],
        )
        return {each if isinstance(each, UUID) else UUID(each) for (each,) in cursor.fetchall()}
