"""The stored questions that results asked of the register, and the partnerships whose questions a change answers."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.models import Partnership
from institutions.models.sql_lists import listed_texts
from institutions.values.hashing import hash_text
from institutions.values.written_day import day_or_none
from rules.assessing.sponsor_acts import case_conditions, readers_of
from rules.facts.gathering.questions import Questions
from rules.facts.gathering.touch import ChangeAnswers, Places
from rules.models import AskedPlaces, AskedValue, Asking

VALUES: Final = AskedValue._meta.db_table  # noqa: SLF001 - Django documents _meta for this
ASKINGS: Final = Asking._meta.db_table  # noqa: SLF001 - Django documents _meta for this
PARTNERSHIPS: Final = Partnership._meta.db_table  # noqa: SLF001 - Django documents _meta for this


def store_questions(partnership: UUID, questions: Questions, known_at: datetime) -> None:
    """Store a result's questions in place of an earlier result's; nothing if a later one is stored already.

    The number of statements does not depend on the case, and unchanged questions are not written again.
    """
    history = questions.history
    days = {name: day_or_none(getattr(history, name)) for name in ("before", "calls_since", "awards_since")}
    read = {"sponsor": history.sponsor, "domain": history.domain, "object": history.object, **days}
    Asking.objects.bulk_create([Asking(partnership_id=partnership, known_at=known_at, **read)], ignore_conflicts=True)
    older = Asking.objects.filter(partnership=partnership, known_at__lte=known_at)
    if older.update(known_at=known_at, **read):
        store_values(Asking.objects.values_list("pk", flat=True).get(partnership=partnership), questions)


def store_values(asking: int, questions: Questions) -> None:
    """Make the stored values equal to those asked for."""
    ids = ids_of_places({*questions.places.values()})
    pairs = json.dumps([[value, str(ids[places])] for value, places in questions.places.items()])
    listed = listed_texts("value", "places")
    given = f"SELECT value, CAST(places AS bigint) AS places FROM ({listed}) pairs"  # noqa: S608 - no input in it
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {VALUES} WHERE asking_id = %s AND (value, places_id) NOT IN ({given})",  # noqa: S608 - no input
            [asking, pairs],
        )
        cursor.execute(
            f"INSERT INTO {VALUES} (value, places_id, asking_id)"  # noqa: S608 - no input in it
            f" SELECT value, places, CAST(%s AS bigint) FROM ({given}) given WHERE TRUE ON CONFLICT DO NOTHING",
            [asking, pairs],
        )


def ids_of_places(sets: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return the row id of each set of places, creating missing rows."""
    wanted = {hash_text(json.dumps(places)): places for places in sets}
    AskedPlaces.objects.bulk_create(
        [AskedPlaces(sha256=sha, places=list(places)) for sha, places in sorted(wanted.items())], ignore_conflicts=True
    )
    found = AskedPlaces.objects.filter(sha256__in=wanted).values_list("sha256", "pk")
    return {wanted[sha]: pk for sha, pk in found}


def partnerships_touched_by(touch: ChangeAnswers, only: UUID | None = None) -> set[UUID]:
    """Return partnerships whose newest stored result asked for what a change answers; `only` limits this to one.

    The number of queries is fixed, whatever changed and whomever it concerns.
    """
    sets = dict(AskedPlaces.objects.values_list("pk", "places")) if touch.of_all or touch.of_body else {}
    found = partnerships_asking(touch.of_all, sets, only=only)
    if touch.body:
        found |= partnerships_asking(touch.of_body, sets, only=only, body=UUID(touch.body))
    found |= readers_of(touch.acts, only=only)
    if touch.body:
        found |= readers_of(touch.acts_of_body, only=only, body=UUID(touch.body))
    return found - {UUID(touch.partnership)} if touch.partnership else found


def partnerships_asking(
    places: Places, sets: Mapping[int, list[str]], *, only: UUID | None, body: UUID | None = None
) -> set[UUID]:
    """Return the partnerships whose cases asked for a value in one of its places: all, or `only` one, or a body's."""
    pairs = [
        [value, str(pk)]
        for pk, together in sets.items()
        for value in sorted({value for each in together for value in places.get(each, ())})
    ]
    if not pairs:
        return set()
    conditions, keys = case_conditions(only, body)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT partnership.id FROM ({listed_texts('value', 'places')}) given"  # noqa: S608 - no input
            f" JOIN {VALUES} asked ON asked.value = given.value AND asked.places_id = CAST(given.places AS bigint)"
            f" JOIN {ASKINGS} asking ON asking.id = asked.asking_id"
            f" JOIN {PARTNERSHIPS} partnership ON partnership.id = asking.partnership_id WHERE TRUE{conditions}",
            [json.dumps(pairs), *keys],
        )
        return {each if isinstance(each, UUID) else UUID(each) for (each,) in cursor.fetchall()}
