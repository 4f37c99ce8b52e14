"""The parties among some that a reader may find: the look-up that every document and file asks, with its SQL kept.

To compose and write the right to read takes Django ten times as long as to send it, and it is the same each time: of a
reader the text differs in nothing but the ids that are looked up.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from institutions.access.callers import Reader
from institutions.access.parties import parties_known_to
from institutions.models import Party
from institutions.models.sql_lists import as_listed, id_among, quote_name

KEPT: Final = 256  # readers: those of some hundred keys and accounts


def known_among(parties: Iterable[UUID], reader: Reader, *, people: bool) -> set[UUID]:
    """Return those of some parties that a reader may find; without `people` among them, no person.

    It is asked of none too, so that the number of queries tells of no hidden party.
    """
    sql, parameters = known_sql(connection.vendor, reader, people=people)
    key: Any = Party._meta.pk  # noqa: SLF001 - Django documents _meta  # Any: it turns what a database gives into ids
    with connection.cursor() as cursor:
        cursor.execute(sql, (*parameters, as_listed(parties)))
        return {key.to_python(pk) for (pk,) in cursor.fetchall()}


@lru_cache(maxsize=KEPT)
def known_sql(_vendor: str, reader: Reader, *, people: bool) -> tuple[str, tuple[Any, ...]]:  # Any: parameters
    """Return the SQL of the parties that a reader may find among ids, its last parameter, and those before it."""
    rows = parties_known_to(reader, people=people).order_by().values_list("pk", flat=True)
    sql, parameters = rows.query.sql_with_params()
    column = f"{quote_name(Party._meta.db_table)}.{quote_name('id')}"  # noqa: SLF001 - as above
    return f"{sql} AND {id_among(column)}", tuple(parameters)
