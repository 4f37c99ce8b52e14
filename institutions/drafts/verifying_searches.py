"""The verification of searches that wait: their parties are those that came in, so that none is left out unseen.

The row of a search is covered with the hash of its parties, and goes with an event (`names_compared`) when it is done.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.drafts.name_searches import parties_sha256
from institutions.models import NameSearch, UnsearchedParty
from institutions.values.portions import split_portions

TABLE: Final = UnsearchedParty._meta.db_table  # noqa: SLF001 - Django documents _meta
AT_ONCE: Final = 200


def search_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each search whose parties are others than came in; `since`: of those asked for from then on."""
    rows = NameSearch.objects.exclude(parties_sha256="").order_by("pk")
    yield from some_of(differing_searches(rows.filter(requested_at__gte=since) if since else rows), TABLE)


def differing_searches(rows: QuerySet[NameSearch]) -> Iterator[str]:
    """Yield the trouble of each search. Two queries for so many."""
    for portion in split_portions(rows.iterator(AT_ONCE), AT_ONCE):
        held: dict[int, dict[UUID, int]] = defaultdict(dict)
        for each in UnsearchedParty.objects.filter(search__in=portion):
            held[each.search_id][each.party_id] = each.place
        for search in portion:
            if parties_sha256(held[search.pk]) != search.parties_sha256:
                yield f"{TABLE}, rows with search_id {search.pk}: are not the parties that came in"


compare_derived(UnsearchedParty, by=search_troubles)
