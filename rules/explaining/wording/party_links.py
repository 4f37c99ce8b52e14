"""The addresses of the pages of parties and sources."""

from django.urls import reverse

from institutions.kinds.countries import COUNTRIES
from institutions.models import Party, Source
from institutions.parties.ownership.parties import COUNTRY, DescribedParty
from institutions.values.written_id import id_in_usual_form


def party_url(party: Party | DescribedParty) -> str:
    """Return the address of the page of a body, company or person; empty if it has none, as a country."""
    key = party.key if isinstance(party, DescribedParty) else str(party.pk)
    return page_of_party(party.kind, party.code or key)


def page_of_party(kind: str, key: str) -> str:
    """Return the address of a party's page by kind and key, for a body its code. `party`: of any kind."""
    if kind == "party" and not id_in_usual_form(key):
        kind = COUNTRY if key in COUNTRIES else "body"
    if kind == "body":
        return reverse("body", args=[key])
    return reverse(kind, args=[key]) if kind in ("company", "person", "party") and id_in_usual_form(key) else ""


def source_url(source: Source) -> str:
    """Return the address of the page of a source, which leads to the document."""
    return reverse("source", args=[source.pk])
