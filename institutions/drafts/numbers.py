"""Numbers stated for a party after the party itself: added to it, and stored as a correction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError

from institutions.audit.event_rows import changing
from institutions.drafts.draft import PartyDraft
from institutions.models import Party, PartyDetails

NUMBERS: Final = ("corporate_number", "lei")


@dataclass(frozen=True, slots=True)
class AdoptedNumbers:
    """A known party with the numbers that are now stated for it, and the numbers that it had when it was read."""

    party: Party
    before: tuple[str | None, ...]  # in the order of NUMBERS


def adopt_numbers(kept: Mapping[str, Party], rows: Iterable[PartyDraft]) -> dict[str, AdoptedNumbers]:
    """Give each known party the number that is now stated for it and that no other party has; nothing is written.

    Return the parties that changed, by key: `store_adopted` stores them, and `supersede_details` supersedes their
    stored details.
    """
    changed: dict[str, AdoptedNumbers] = {}
    for row in rows:
        party = kept.get(row.key)
        given = {name: row.values[name] for name in NUMBERS if party and row.values.get(name)}
        if party and any(getattr(party, name) != number for name, number in given.items()):
            changed[row.key] = AdoptedNumbers(party, numbers_of(party))
            for name, number in given.items():
                setattr(party, name, number)
    return changed


def numbers_of(party: Party) -> tuple[str | None, ...]:
    """Return the numbers of a party in the order of NUMBERS."""
    return tuple(getattr(party, name) for name in NUMBERS)


def store_adopted(adopted: Collection[AdoptedNumbers]) -> None:
    """Store the numbers of parties that adopted one.

    IntegrityError where another transaction has changed a number of one of them since it was read: the caller reads the
    register again, as after a number that another transaction has stored.
    """
    if before := {each.party.pk: each.before for each in adopted}:
        parties = [each.party for each in adopted]
        with changing(Party, *before):
            held = {
                pk: tuple(numbers) for pk, *numbers in Party.objects.filter(pk__in=before).values_list("pk", *NUMBERS)
            }
            if held != before:
                message = "Another transaction has changed a number of one of these parties"
                raise IntegrityError(message)
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
    return {name: number for name, number in zip(NUMBERS, numbers_of(party), strict=True) if number}
