"""Texts of cases whose documents do not name a person: an erasure leaves them as they are, and lists them.

Findings of these cases are not read: they say it in the name of a party, which is listed by itself.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Model, QuerySet

from institutions.models import Partnership, Submission
from institutions.models.sql_lists import among
from rules.review.casework.records import CASEWORK
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.remaining import (
    RemainingPlace,
    noted,
    parts_of_names,
    place_of,
    texts_of,
)
from rules.review.erasing.remaining_troubles import InOtherCase

DOCUMENT: Final = ("document",)


def rows_of_other_cases(partnerships: frozenset[UUID]) -> Iterator[tuple[QuerySet[Any], tuple[str, ...]]]:
    """Yield the documents and the casework of all other partnerships, with the columns that hold text.

    Each row has its partnership as `of_case`.
    """
    others: QuerySet[Any] = QuerySet(Submission).filter(~among("partnership", partnerships))
    yield others.annotate(of_case=F("partnership__pk")), DOCUMENT
    for table, kept in CASEWORK.items():
        rows: QuerySet[Any] = QuerySet(table).filter(~among(kept.partnership, partnerships))
        yield rows.annotate(of_case=F(f"{kept.partnership}__pk")), kept.texts


def number_of_rows(partnerships: frozenset[UUID]) -> int:
    """Return the number of rows that are read."""
    return sum(rows.count() for rows, _columns in rows_of_other_cases(partnerships))


def places_in_other_cases(
    who: ErasedPerson, partnerships: frozenset[UUID], note: Callable[[], None]
) -> Iterator[RemainingPlace]:
    """Yield each row that contains the name or a part of it. `note` is called for each row that is read."""
    parts = parts_of_names(who)
    if not parts:
        return
    found = re.compile("|".join(parts), re.IGNORECASE)
    for rows, columns in rows_of_other_cases(partnerships):
        for row in noted(rows.order_by("pk").iterator(200), note):
            if holds(found, row, columns):
                yield place(row, row.of_case)


def holds(found: re.Pattern[str], row: Model, columns: tuple[str, ...]) -> bool:
    """Return whether a text in one of these columns contains a part of the name."""
    return any(found.search(text) for column in columns for text in texts_of(getattr(row, column)))


def place(row: Model, partnership: UUID) -> RemainingPlace:
    """Return a row of another case as a place, with the reference of the case."""
    case = Partnership.objects.values_list("reference", flat=True).get(pk=partnership)
    return place_of(row, InOtherCase(case=case), partnership)
