"""Texts of people in the cases that name a person: reasons, notes, screenings, declarations, hearings and answers."""

from collections.abc import Iterator
from uuid import UUID

from rules.models import ReviewerDeclaration, ReviewerScreening
from rules.review.casework.records import CASEWORK, rows_of_partnerships
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.rewrites import Rewrite, rewrite_texts


def rewrites_of_casework(
    who: ErasedPerson, partnerships: frozenset[UUID], retained: frozenset[UUID]
) -> Iterator[Rewrite]:
    """Yield every free text of these cases without the names, and the person's own screenings and signatures.

    Those of the cases in `retained` stay.
    """
    for table, kept in CASEWORK.items():
        yield from rewrite_texts(rows_of_partnerships(table, *partnerships), kept.texts, who)
    for own in (ReviewerScreening, ReviewerDeclaration):
        rows = own.objects.filter(account__person__in=who.ids)
        rows = rows.exclude(**{f"{CASEWORK[own].partnership}__in": retained})
        yield from rewrite_texts(rows, CASEWORK[own].texts, who)
