"""The search for partnerships whose cases read, or would read, a sponsor's act that changed."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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


class TooManyTouchedError(Exception):
    """A search that found more than it was to read."""


@dataclass(frozen=True, slots=True)
class SearchedCases:
    """The cases in which a search looks, by their stored questions: all, or some.

    `only` some partnerships; those of a `body`; questions numbered above `after` up to `until`. More than `most` rows
    raise TooManyTouchedError, and no more are read: a case has one for each of its questions that is answered.
    """

    only: Collection[UUID] | None = None
    body: UUID | None = None
    after: int | None = None
    until: int | None = None
    most: int | None = None

    def conditions(self, number: str) -> tuple[str, list[UUID | str | int]]:
        """Return conditions on `partnership` and on the number of the questions, a column; and their values."""
        said, keys = "", list[UUID | str | int]()
        if self.only is not None:
            said, keys = f" AND {id_among('partnership.id')}", [as_listed(self.only)]
        if self.body:
            said += " AND partnership.submitted_by_id = %s"
            keys.append(PARTNERSHIPS.pk.get_db_prep_value(self.body, connection))
        if self.after is not None:
            said += f" AND {number} > %s"
            keys.append(self.after)
        if self.until is not None:
            said += f" AND {number} <= %s"
            keys.append(self.until)
        if self.most is not None:
            said += " LIMIT %s"
            keys.append(self.most + 1)
        return said, keys

    def found(self, sql: str, parameters: Sequence[UUID | str | int]) -> set[UUID]:
        """Return the partnerships that a query finds."""
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        if self.most is not None and len(rows) > self.most:
            raise TooManyTouchedError
        return {each if isinstance(each, UUID) else UUID(each) for (each,) in rows}

    @property
    def chosen(self) -> str:
        """The columns that a query of it selects: each partnership once, unless the number of rows is limited."""
        return "DISTINCT partnership.id" if self.most is None else "partnership.id"


EVERY_CASE: Final = SearchedCases()


def readers_of(acts: Iterable[ChangedActs], cases: SearchedCases) -> set[UUID]:
    """Return the partnerships whose cases read one of the acts. One query."""
    given = [
        [text or None for text in (each.sort, each.body, each.domain, each.object, each.first, each.last)]
        for each in acts
    ]
    if not given:
        return set()
    first, last = day_of_text("given.first_on"), day_of_text("given.last_on")
    conditions, keys = cases.conditions("asking.id")
    sql = (
        f"SELECT {cases.chosen} FROM ({listed_texts(*COLUMNS)}) given"  # noqa: S608 - no input in it
        f" JOIN {ASKINGS.db_table} asking ON asking.sponsor = given.body"
        f" JOIN {PARTNERSHIPS.db_table} partnership ON partnership.id = asking.partnership_id"
        " WHERE CASE given.sort"
        " WHEN 'history_known' THEN given.domain IS NULL OR given.domain = asking.domain"
        f" WHEN 'call' THEN given.procured = asking.object AND asking.before > {first}"
        f" AND (asking.calls_since IS NULL OR asking.calls_since <= {last})"
        " ELSE (given.domain = asking.domain OR (given.domain IS NULL AND given.procured = asking.object))"
        f" AND (given.last_on IS NULL OR asking.awards_since <= {last}) END{conditions}"
    )
    return cases.found(sql, [json.dumps(given), *keys])
