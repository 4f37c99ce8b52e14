"""Numbers that a later revision states for a party of an earlier one: added to the party, and kept as a correction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from institutions.drafts.draft import PartyDraft
from institutions.models import Party, PartyDetails, Submission

NUMBERS: Final = ("corporate_number", "lei")


def adopt_numbers(kept: Mapping[str, Party], rows: Iterable[PartyDraft]) -> list[Party]:
    """A number that the register has nowhere becomes that of the party for which a new revision states it.

    Gives the parties that changed: what was said of them is superseded by `correct_details`.
    """
    changed = []
    for row in rows:
        party = kept.get(row.key)
        given = {name: row.values[name] for name in NUMBERS if party and row.values.get(name)}
        if party and any(getattr(party, name) != number for name, number in given.items()):
            for name, number in given.items():
                setattr(party, name, number)
            changed.append(party)
    if changed:
        Party.objects.bulk_update(changed, NUMBERS)
    return changed


def correct_details(changed: Iterable[Party], submission: Submission, moment: datetime) -> None:
    """Supersede what was said of these parties by the same with their numbers, in the words of this submission."""
    parties = {party.pk: party for party in changed}
    if not parties:
        return
    held = PartyDetails.objects.current().filter(party__in=parties)
    rows = [
        PartyDetails(
            lineage=row.lineage,
            party_id=row.party_id,
            details={**row.details, **numbers_of(parties[row.party_id])},
            from_on=row.from_on,
            until_on=row.until_on,
            confidence=row.confidence,
            submission=submission,
            recorded_at=moment,
        )
        for row in held.order_by("pk")
    ]
    held.supersede(moment)
    PartyDetails.objects.bulk_create(rows)


def numbers_of(party: Party) -> dict[str, str]:
    """The numbers of a party by the names of their columns."""
    return {name: number for name in NUMBERS if (number := getattr(party, name))}
