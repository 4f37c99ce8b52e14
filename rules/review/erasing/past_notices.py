"""Former officials known from published notices alone, whose look-back is over: their names are erased.

What is published stays personal data: it is kept for the purpose of rule COI-19, and no longer than its look-back
(institutions.formats.published.re_employment.LOOK_BACK_YEARS). Whoever is known in another way too, from a proposal or
another file, is kept under the rules for that.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from institutions.formats.published.re_employment import look_back_from
from institutions.models import NOTICES_FORMAT, CollectionParty, DocumentParty, Erasure, Person, table_of
from rules.review.erasing.erased_person import known_ids

REASON: Final = "Published notice of re-employment: the look-back is over."


def past_notices(today: date) -> Iterator[Person]:
    """Yield the people to be erased, in a fixed order."""
    before = look_back_from(today)
    erased = set(Erasure.objects.values_list("person_id", flat=True))
    named = CollectionParty.objects.filter(collection__format=NOTICES_FORMAT, party__kind="person")
    for person in Person.objects.filter(pk__in=named.values("party")).exclude(pk__in=erased).order_by("pk"):
        if is_known_from_notices_alone(person) and left_before(person, before):
            yield person


def is_known_from_notices_alone(person: Person) -> bool:
    """Return whether no proposal and no other file names a person, under any id."""
    ids = known_ids(person)
    if DocumentParty.objects.filter(party__in=ids).exists():
        return False
    return not CollectionParty.objects.filter(party__in=ids).exclude(collection__format=NOTICES_FORMAT).exists()


def left_before(person: Person, day: str) -> bool:
    """Return whether every post that a person held in public service ended before a day."""
    appointments: Any = table_of("appointment")  # Any: its columns are made from the declared kind
    held = appointments.objects.current().filter(person__in=known_ids(person))
    ends = [str(each) if each else "" for each in held.values_list("until_on", flat=True)]
    return bool(ends) and all(end and end < day for end in ends)
