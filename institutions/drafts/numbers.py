"""Numbers stated for a party after the party itself: added to it, and stored as a correction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.audit.event_rows import changing
from institutions.drafts.draft import PartyDraft
from institutions.models import Party, PartyDetails

NUMBERS: Final = ("corporate_number", "lei")


def adopt_numbers(kept: Mapping[str, Party], rows: Iterable[PartyDraft]) -> dict[str, Party]:
    """Give each known party the number that is now stated for it and that no other party has; nothing is written.

    Return the parties that changed, by key: `store_adopted` stores them, and `supersede_details` supersedes their
    stored details.
    """
    changed: dict[str, Party] = {}
    for row in rows:
        party = kept.get(row.key)
        given = {name: row.values[name] for name in NUMBERS if party and row.values.get(name)}
        if party and any(getattr(party, name) != number for name, number in given.items()):
            for name, number in given.items():
                setattr(party, name, number)
            changed[row.key] = party
    return changed


def store_adopted(changed: Iterable[Party]) -> None:
    """Store the numbers of parties that adopted one."""
    if parties := list(changed):
        with changing(Party, *(each.pk for each in parties)):
            Party.objects.bulk_update(parties, NUMBERS)


def supersede_details(
    changed: Mapping[UUID, Party], stated: Mapping[UUID, Mapping[str, object]], moment: datetime
) -> list[PartyDetails]:
    """Supersede the details of these parties with ones that have their numbers; return those superseded.

    `stated` gives the origin, by party.
    """
    if not changed:
        return []
    held = PartyDetails.objects.current().filter(party__in=changed)
    superseded = list(held.order_by("pk"))
    rows = [
        PartyDetails(
            lineage=row.lineage,
            party_id=row.party_id,
            details={**row.details, **party_numbers(changed[row.party_id])},
            from_on=row.from_on,
            until_on=row.until_on,
            confidence=row.confidence,
            recorded_at=moment,
            **stated[row.party_id],
        )
        for row in superseded
    ]
    held.supersede(moment)
    PartyDetails.objects.bulk_create(rows)
    return superseded


def party_numbers(party: Party) -> dict[str, str]:
    """Return the numbers of a party by the names of their columns."""
    return {name: number for name in NUMBERS if (number := getattr(party, name))}
