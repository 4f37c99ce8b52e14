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
    """Give each known party the number that is now stated for it and that no other party has.

    Return the parties that changed, by key: `supersede_details` supersedes their stored details.
    """
    changed: dict[str, Party] = {}
    for row in rows:
        party = kept.get(row.key)
        given = {name: row.values[name] for name in NUMBERS if party and row.values.get(name)}
        if party and any(getattr(party, name) != number for name, number in given.items()):
            for name, number in given.items():
                setattr(party, name, number)
            changed[row.key] = party
    if changed:
        with changing(Party, *(each.pk for each in changed.values())):
            Party.objects.bulk_update(changed.values(), NUMBERS)
    return changed


def supersede_details(
    changed: Mapping[UUID, Party], stated: Mapping[UUID, Mapping[str, object]], moment: datetime
) -> None:
    """Supersede the details of these parties with ones that have their numbers; `stated` gives the origin, by party."""
    if not changed:
        return
    held = PartyDetails.objects.current().filter(party__in=changed)
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
        for row in held.order_by("pk")
    ]
    held.supersede(moment)
    PartyDetails.objects.bulk_create(rows)


def party_numbers(party: Party) -> dict[str, str]:
    """Return the numbers of a party by the names of their columns."""
    return {name: number for name in NUMBERS if (number := getattr(party, name))}
