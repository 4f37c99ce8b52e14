"""The people whom snapshots name, noted with each result, and the results that name a person."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.models import Person
from institutions.models.sql_lists import among, listed_texts
from institutions.values.ids_in_text import ids_in_text
from rules.models import Assessment, NamedPerson, Snapshot

NAMED: Final = NamedPerson._meta.db_table  # noqa: SLF001 - Django documents _meta for this
AT_ONCE: Final = 50  # snapshots in memory


def ids_in(text: str) -> frozenset[UUID]:
    """Return every id in a text: of parties, of statements and others."""
    return frozenset(map(UUID, ids_in_text(text)))  # a text repeats each id some ten times


def people_by_partnership(snapshots: Iterable[tuple[UUID, str]]) -> dict[UUID, frozenset[UUID]]:
    """Return the people named in pairs of partnership and content of a snapshot, by partnership. One query."""
    mentioned: dict[UUID, frozenset[UUID]] = {}
    for partnership, content in snapshots:
        mentioned[partnership] = mentioned.get(partnership, frozenset()) | ids_in(content)
    every = frozenset[UUID]().union(*mentioned.values())
    people = frozenset(Person.objects.filter(among("pk", every)).values_list("pk", flat=True)) if every else every
    return {partnership: ids & people for partnership, ids in mentioned.items()}


def note_named_people(snapshots: Mapping[UUID, str]) -> None:
    """Note the people whom new snapshots name, by partnership. Two statements."""
    found = people_by_partnership(snapshots.items())
    rows = [[key_text(partnership), key_text(person)] for partnership, ids in found.items() for person in ids]
    if not rows:
        return
    listed = listed_texts("partnership", "person")
    partnership, person = (f"CAST({name} AS uuid)" if is_postgresql() else name for name in ("partnership", "person"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {NAMED} (partnership_id, person_id)"  # noqa: S608 - no input in it
            f" SELECT {partnership}, {person} FROM ({listed}) listed WHERE TRUE ORDER BY 1, 2 ON CONFLICT DO NOTHING",
            [json.dumps(rows)],
        )


def key_text(key: UUID) -> str:
    """Return an id as the database writes it."""
    return str(key) if is_postgresql() else key.hex


def is_postgresql() -> bool:
    """Return whether the database is PostgreSQL, which has ids as a type."""
    return connection.vendor == "postgresql"


def partnerships_naming(people: Collection[UUID]) -> frozenset[UUID]:
    """Return the partnerships with a result that names one of these people."""
    rows = NamedPerson.objects.filter(person__in=people)
    return frozenset(rows.values_list("partnership", flat=True))


def stored_snapshots(partnerships: Collection[UUID]) -> Iterator[tuple[UUID, str, str]]:
    """Yield partnership, hash and content of each snapshot of the results of some partnerships, once."""
    resting = Assessment.objects.filter(among("partnership", partnerships), snapshot__isnull=False)
    partnership_of = dict(resting.order_by().values_list("snapshot", "partnership"))
    rows = Snapshot.objects.filter(pk__in=resting.order_by().values("snapshot")).order_by("pk")
    for sha, content in rows.values_list("pk", "content").iterator(AT_ONCE):
        yield partnership_of[sha], sha, content
