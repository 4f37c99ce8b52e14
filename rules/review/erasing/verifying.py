"""The verification of the index of named people: an erasure that misses a result would leave a name in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models.packed_field import UnreadableError
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.assessing.changed_since import partnerships_since
from rules.assessing.named_people import people_by_partnership, stored_snapshots
from rules.models import Assessment, NamedPerson

PORTION: Final = 100  # partnerships whose snapshots are in memory
TABLE: Final = NamedPerson._meta.db_table  # noqa: SLF001 - Django documents _meta
Pair = tuple[UUID, UUID]  # person, partnership


def named_people_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each person whom a snapshot names without a row, and each row without one; `since`: as of summaries."""
    yield from some_of(troubles_of(partnerships_since(since) if since else partnerships_with_either()), TABLE)


def partnerships_with_either() -> list[UUID]:
    """Return the partnerships that have a result, or a row of the index."""
    with_result = Assessment.objects.filter(snapshot__isnull=False).order_by().values_list("partnership")
    return sorted({pk for (pk,) in with_result.union(NamedPerson.objects.order_by().values_list("partnership"))})


def troubles_of(partnerships: Sequence[UUID]) -> Iterator[str]:
    """Yield the troubles of these partnerships, in order."""
    for portion in split_portions(partnerships, PORTION):
        yield from portion_troubles(portion)


def portion_troubles(partnerships: Sequence[UUID]) -> Iterator[str]:
    """Yield the troubles of some partnerships; of one whose snapshot cannot be read, that."""
    try:
        wanted = named_in_snapshots(partnerships)
    except UnreadableError as other:
        if len(partnerships) == 1:
            yield f"{TABLE}: the people whom partnership {partnerships[0]} names cannot be read. {other}"
            return
        for each in partnerships:
            yield from portion_troubles([each])
        return
    rows = NamedPerson.objects.filter(among("partnership", partnerships))
    held: set[Pair] = set(rows.values_list("person", "partnership"))
    for person, partnership in sorted(wanted ^ held):
        trouble = "is missing" if (person, partnership) in wanted else "follows from no snapshot"
        yield f"{TABLE} person {person} in partnership {partnership}: {trouble}"


def named_in_snapshots(partnerships: Sequence[UUID]) -> set[Pair]:
    """Return the people whom the snapshots of these partnerships name."""
    contents = ((partnership, content) for partnership, _sha, content in stored_snapshots(partnerships))
    named = people_by_partnership(contents)
    return {(person, partnership) for partnership, people in named.items() for person in people}


compare_derived(NamedPerson, by=named_people_troubles)
