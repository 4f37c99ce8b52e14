"""Where the page of a party or of a source is."""

from uuid import UUID

from django.urls import reverse

from institutions.kinds.countries import COUNTRIES
from institutions.models import Party, Source
from institutions.parties.ownership.parties import COUNTRY, SeenParty


def party_url(party: Party | SeenParty) -> str:
    """The page of a body, company or person; empty where it has none, as a country."""
    key = party.key if isinstance(party, SeenParty) else str(party.pk)
    return url_of(party.kind, party.code or key)


def url_of(kind: str, key: str) -> str:
    """The page of a party by what it is and its key, for a body its code. `party`: of whichever kind it may be."""
    if kind == "party" and not is_id(key):
        kind = COUNTRY if key in COUNTRIES else "body"
    if kind == "body":
        return reverse("body", args=[key])
    return reverse(kind, args=[key]) if kind in ("company", "person", "party") and is_id(key) else ""


def source_url(source: Source) -> str:
    """The page of a source, which leads to the document."""
    return reverse("source", args=[source.pk])


def is_id(key: str) -> bool:
    """Whether a key is an id of the register."""
    try:
        UUID(key)
    except ValueError:
        return False
    return True
