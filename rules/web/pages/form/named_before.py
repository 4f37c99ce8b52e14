"""The cases that name a suggested party already, among those that the reader may see."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access.partnerships import partnerships_for
from institutions.models import Account, DocumentParty
from institutions.values.written_id import written_id

MOST: Final = 100  # documents of one party that are counted


def cases_naming(values: Iterable[str], reader: Account) -> dict[str, str]:
    """Return by id the number of cases that name a party, with the first of them. One query, none without ids.

    Every revision of a case is a document: where a party has more than MOST, the number is a lower bound.
    """
    ids = {found for value in values if (found := written_id(value))}
    if not ids:
        return {}
    placed = Window(RowNumber(), partition_by=F("party"), order_by=F("pk").asc())
    rows = (
        DocumentParty.objects.filter(party__in=ids, submission__partnership__in=partnerships_for(reader))
        .annotate(place=placed)
        .filter(place__lte=MOST)
        .order_by("pk")
        .values_list("party", "submission__partnership", "submission__partnership__reference")
    )
    named: dict[UUID, dict[UUID, str]] = {}
    documents: dict[UUID, int] = {}
    for party, partnership, reference in rows:
        named.setdefault(party, {}).setdefault(partnership, reference)
        documents[party] = documents.get(party, 0) + 1
    return {str(party): words_of_cases(cases, more=documents[party] == MOST) for party, cases in named.items()}


def words_of_cases(cases: dict[UUID, str], *, more: bool) -> str:
    """Return the number of cases in words, with the reference of the first."""
    said = ngettext("Named in %(n)s case: %(first)s", "Named in %(n)s cases, first in %(first)s", len(cases))
    if more:
        said = _("Named in %(n)s cases or more, first in %(first)s")
    return said % {"n": len(cases), "first": next(iter(cases.values()))}
