"""The stored questions that results asked of the register, and the partnerships whose questions a change answers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from institutions.audit.event_window import CLOCKS
from institutions.models import Partnership
from institutions.models.sql_lists import among, as_listed, listed_texts, number_among
from institutions.values.hashing import hash_text
from institutions.values.written_day import day_or_none
from rules.assessing.sponsor_acts import EVERY_CASE, SearchedCases, TooManyTouchedError, readers_of
from rules.facts.gathering.questions import Questions
from rules.facts.gathering.touch import ChangeAnswers, Places
from rules.models import AskedPlaces, AskedValue, Asking

VALUES: Final = AskedValue._meta.db_table  # noqa: SLF001 - Django documents _meta for this
ASKINGS: Final = Asking._meta.db_table  # noqa: SLF001 - Django documents _meta for this
PARTNERSHIPS: Final = Partnership._meta.db_table  # noqa: SLF001 - Django documents _meta for this

ROWS_A_CASE: Final = 4  # of questions that one change answers, on average


@dataclass(frozen=True, slots=True)
class AskedCase:
    """The questions of a partnership's case, and the moment of whose knowledge they were asked."""

    partnership: UUID
    questions: Questions
    known_at: datetime


def store_questions(asked: Iterable[AskedCase]) -> None:
    """Store the questions of results in place of those of earlier results; not where a later one is stored already.

    The partnerships are different, and locked. The number of statements does not depend on them or their cases, and
    unchanged questions are not written again.
    """
    given = {each.partnership: each for each in asked}
    of_these = Asking.objects.filter(among("partnership", given))
    stored = dict(of_these.values_list("partnership_id", "known_at"))
    latest = timezone.now() + CLOCKS  # no result is of a later moment: somebody else wrote that
    wanted = {
        pk: each for pk, each in given.items() if pk not in stored or stored[pk] <= each.known_at or stored[pk] > latest
    }
    if not wanted:
        return
    Asking.objects.bulk_create(
        [Asking(partnership_id=pk, **asking_columns(each)) for pk, each in sorted(wanted.items())],
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=["known_at", "sponsor", "domain", "object", "before", "calls_since", "awards_since"],
    )
    ids = dict(of_these.values_list("partnership_id", "pk"))
    store_values({ids[pk]: each.questions for pk, each in wanted.items()})


def asking_columns(asked: AskedCase) -> dict[str, Any]:  # Any: what the columns hold
    """Return the columns of the questions of a case, besides its partnership."""
    history = asked.questions.history
    days = {name: day_or_none(getattr(history, name)) for name in ("before", "calls_since", "awards_since")}
    read = {"sponsor": history.sponsor, "domain": history.domain, "object": history.object, **days}
    return {"known_at": asked.known_at, **read}


def store_values(asked: Mapping[int, Questions]) -> None:
    """Make the stored values equal to those asked for, by the row of their questions."""
    ids = ids_of_places({places for each in asked.values() for places in each.places.values()})
    rows = json.dumps(
        [
            [str(asking), value, str(ids[places])]
            for asking, each in asked.items()
            for value, places in each.places.items()
        ]
    )
    listed = listed_texts("asking", "value", "places")
    given = (
        f"SELECT CAST(asking AS bigint) AS asking_id, value, CAST(places AS bigint) AS places_id FROM ({listed}) listed"  # noqa: S608 - no input in it
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {VALUES} WHERE {number_among('asking_id')}"  # noqa: S608 - no input
            f" AND (asking_id, value, places_id) NOT IN ({given})",
            [as_listed(asked), rows],
        )
        cursor.execute(
            f"INSERT INTO {VALUES} (asking_id, value, places_id)"  # noqa: S608 - no input in it
            f" SELECT asking_id, value, places_id FROM ({given}) given WHERE TRUE ON CONFLICT DO NOTHING",
            [rows],
        )


def ids_of_places(sets: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return the row id of each set of places, creating missing rows, and correcting one that somebody changed."""
    wanted = {hash_of_places(places): places for places in sets}
    AskedPlaces.objects.bulk_create(
        [AskedPlaces(sha256=sha, places=list(places)) for sha, places in sorted(wanted.items())], ignore_conflicts=True
    )
    found = list(AskedPlaces.objects.filter(sha256__in=wanted).values_list("sha256", "pk", "places"))
    for sha, pk, places in found:
        if places != list(wanted[sha]):
            AskedPlaces.objects.filter(pk=pk).update(places=list(wanted[sha]))
    return {wanted[sha]: pk for sha, pk, _places in found}


def hash_of_places(places: Sequence[str]) -> str:
    """Return the hash by which a set of places is found."""
    return hash_text(json.dumps(places))


def partnerships_touched_by(touch: ChangeAnswers, cases: SearchedCases = EVERY_CASE) -> set[UUID]:
    """Return partnerships whose newest stored result asked for what a change answers, among some cases.

    The number of queries is fixed, whatever changed and whomever it concerns.
    """
    sets = dict(AskedPlaces.objects.values_list("pk", "places")) if touch.of_all or touch.of_body else {}
    found = partnerships_asking(touch.of_all, sets, cases)
    found |= readers_of(touch.acts, cases)
    if touch.body:
        of_body = replace(cases, body=UUID(touch.body))
        found |= partnerships_asking(touch.of_body, sets, of_body)
        found |= readers_of(touch.acts_of_body, of_body)
    return found - {UUID(touch.partnership)} if touch.partnership else found


def touched_if_few(touch: ChangeAnswers, most: int) -> set[UUID] | None:
    """Return the partnerships that a change touches; None if they are, or may be, more than `most`.

    It never reads more than a few rows for each of so many cases, however many are touched.
    """
    try:
        found = partnerships_touched_by(touch, SearchedCases(most=most * ROWS_A_CASE))
    except TooManyTouchedError:
        return None
    return found if len(found) <= most else None


def partnerships_asking(places: Places, sets: Mapping[int, list[str]], cases: SearchedCases = EVERY_CASE) -> set[UUID]:
    """Return the partnerships whose cases asked for a value in one of its places."""
    pairs = [
        [value, str(pk)]
        for pk, together in sets.items()
        for value in sorted({value for each in together for value in places.get(each, ())})
    ]
    if not pairs:
        return set()
    conditions, keys = cases.conditions("asked.asking_id")
    sql = (
        f"SELECT {cases.chosen} FROM ({listed_texts('value', 'places')}) given"  # noqa: S608 - no input in it
        f" JOIN {VALUES} asked ON asked.value = given.value AND asked.places_id = CAST(given.places AS bigint)"
        f" JOIN {ASKINGS} asking ON asking.id = asked.asking_id"
        f" JOIN {PARTNERSHIPS} partnership ON partnership.id = asking.partnership_id WHERE TRUE{conditions}"
    )
    return cases.found(sql, [json.dumps(pairs), *keys])
