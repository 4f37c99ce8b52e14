"""The kept lists, for a reader: each with its newest edition, and the entries of a list of companies."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from institutions.lists.edition_head import EditionHead
from institutions.models import GovernmentBody, ListEdition, OfficialList, Treaty, table_of


def newest_editions() -> QuerySet[ListEdition]:
    """Return the newest edition of every list."""
    of_list = ListEdition.objects.filter(official_list=OuterRef("official_list")).order_by("-as_of", "-taken_at", "-pk")
    newest = ListEdition.objects.filter(pk=Subquery(of_list.values("pk")[:1]))
    return newest.select_related("official_list__collection__body")


def editions_of(kept: OfficialList) -> QuerySet[ListEdition]:
    """Return every accepted edition of a list, newest first."""
    return ListEdition.objects.filter(official_list=kept).order_by("-as_of", "-taken_at", "-pk")


def held_company_entries(kept: OfficialList, on: date | None = None) -> QuerySet[Any]:  # Any: the columns of a listing
    """Return the current entries of a list of companies: those of a day, or all with ended ones without a day."""
    rows: Any = table_of("listing").objects.current().filter(imported__collection=kept.collection_id)
    found: QuerySet[Any] = (rows.current_on(on) if on else rows).select_related("company", "source")
    return found


def treaties_held() -> QuerySet[Treaty]:
    """Return the current treaties, of any origin."""
    return Treaty.objects.current().select_related("source").order_by("code")


def keeper_of(head: EditionHead) -> GovernmentBody | None:
    """Return the body that keeps the list of an edition; None if no edition has been accepted yet."""
    publisher = head.publisher if head.declared.several else ""
    kept = OfficialList.objects.filter(word=head.declared.word, publisher=publisher)
    found = kept.select_related("collection__body").first()
    return found.collection.body if found else None
