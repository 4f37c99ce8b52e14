"""Texts of cases whose documents do not name a person: an erasure leaves them as they are, and lists them.

Only the full name is looked for: a surname alone is in the cases of many others, and each new one would end an erasure
of whoever shares it. Findings of these cases are not read: they say it in the name of a party, which is listed.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Model, QuerySet

from institutions.models import Submission
from institutions.models.sql_lists import among
from rules.review.casework.records import CASEWORK
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.remaining import RemainingPlace, name_pattern, noted, place_of, texts_of
from rules.review.erasing.remaining_troubles import InOtherCase

DOCUMENT: Final = ("document",)


def rows_of_other_cases(partnerships: frozenset[UUID]) -> Iterator[tuple[QuerySet[Any], tuple[str, ...]]]:
    """Yield the documents and the casework of all other partnerships, with the columns that hold text.

    Each row has its partnership as `of_case`, and its reference as `called`.
    """
    others: QuerySet[Any] = QuerySet(Submission).filter(~among("partnership", partnerships))
    yield others.annotate(of_case=F("partnership__pk"), called=F("partnership__reference")), DOCUMENT
    for table, kept in CASEWORK.items():
        rows: QuerySet[Any] = QuerySet(table).filter(~among(kept.partnership, partnerships))
        case = {"of_case": F(f"{kept.partnership}__pk"), "called": F(f"{kept.partnership}__reference")}
        yield rows.annotate(**case), kept.texts


def number_of_rows(partnerships: frozenset[UUID]) -> int:
    """Return the number of rows that are read."""
    return sum(rows.count() for rows, _columns in rows_of_other_cases(partnerships))


def places_in_other_cases(
    who: ErasedPerson, partnerships: frozenset[UUID], note: Callable[[], None]
) -> Iterator[RemainingPlace]:
    """Yield each row that contains the name. `note` is called for each row that is read."""
    if not who.names:
        return
    found = re.compile("|".join(map(name_pattern, who.names)), re.IGNORECASE)
    for rows, columns in rows_of_other_cases(partnerships):
        for row in noted(rows.order_by("pk").iterator(200), note):
            if holds(found, row, columns):
                yield place_of(row, InOtherCase(case=row.called), row.of_case)


def holds(found: re.Pattern[str], row: Model, columns: tuple[str, ...]) -> bool:
    """Return whether a text in one of these columns contains the name."""
    return any(found.search(text) for column in columns for text in texts_of(getattr(row, column)))
