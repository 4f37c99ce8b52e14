"""Partnerships that are marked secret, and what of the register is known from them alone.

A partnership is as secret as its current revision says. What it states belongs to itself (reach: case) and serves no
other case; parties that nothing else names are not shown to who may not read it.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.models import CollectionParty, DocumentParty, Partnership, Party, PartyName

OPEN: Final = "none"


def is_secret(document: Mapping[str, Any]) -> bool:  # Any: values of a submission document
    """Whether a document is marked, in any of the ways that there are."""
    return (document.get("secrecy") or OPEN) != OPEN


def hidden_parties(readable: QuerySet[Partnership] | None = None) -> QuerySet[Party]:
    """The parties that somebody must not find who reads these partnerships; None: no secret ones.

    A secret partnership brought them in, and no import and no other partnership that may be read names them.
    """
    closed = Partnership.objects.filter(secret=True)
    if readable is not None:
        closed = closed.exclude(pk__in=readable.filter(secret=True).order_by().values("pk"))
    of_closed = {"submission__partnership__in": closed.values("pk")}
    named = DocumentParty.objects.filter(**of_closed).values("party")
    brought_in = PartyName.objects.filter(party=OuterRef("pk"), **of_closed)
    elsewhere = DocumentParty.objects.filter(party=OuterRef("pk")).exclude(**of_closed)
    imported = CollectionParty.objects.filter(party=OuterRef("pk"))
    return Party.objects.filter(Q(pk__in=named), Exists(brought_in), ~Exists(elsewhere), ~Exists(imported)).order_by()
