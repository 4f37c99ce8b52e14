"""Where a party has its own page."""

from django.urls import NoReverseMatch, reverse

from institutions.models import Party, PartyKind


def party_url(party: Party) -> str:
    """The address of the page of a party; empty where its kind has none."""
    if party.kind == PartyKind.BODY:
        return reverse("body", args=[party.key])
    try:
        return reverse(str(PartyKind(party.kind).value), args=[party.pk])
    except NoReverseMatch:
        return ""
