"""Numbers that are stated later for a party than the party itself: added to it, and kept as a correction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.drafts.draft import PartyDraft
from institutions.models import Party, PartyDetails

NUMBERS: Final = ("corporate_number", "lei")


def adopt_numbers(kept: Mapping[str, Party], rows: Iterable[PartyDraft]) -> dict[str, Party]:
    """A number that the register has nowhere becomes that of the party for which it is now stated.

    Gives the parties that changed, by key: what was said of them is superseded by `correct_details`.
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
        Party.objects.bulk_update(changed.values(), NUMBERS)
    return changed


def correct_details(
    changed: Mapping[UUID, Party], stated: Mapping[UUID, Mapping[str, object]], moment: datetime
) -> None:
    """Supersede what was said of these parties by the same with their numbers; `stated` says by whom, by party."""
    if not changed:
        return
    held = PartyDetails.objects.current().filter(party__in=changed)
    rows = [
        PartyDetails(
            lineage=row.lineage,
            party_id=row.party_id,
            details={**row.details, **numbers_of(changed[row.party_id])},
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


def numbers_of(party: Party) -> dict[str, str]:
    """The numbers of a party by the names of their columns."""
    return {name: number for name in NUMBERS if (number := getattr(party, name))}
