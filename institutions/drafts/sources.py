"""The sources of documents, each stored once in the register."""

from collections.abc import Iterable, Mapping
from datetime import date

from institutions.drafts.draft import Values
from institutions.models import Source


def store_sources(documents: Iterable[Mapping[str, Values]]) -> list[dict[str, int]]:
    """Register id of the source of each key, document by document.

    The same document, read on the same day, is one source.
    """
    made = [{key: source_of(row) for key, row in rows.items()} for rows in documents]
    distinct = {each.fingerprint: each for sources in made for each in sources.values()}
    if not distinct:
        return [{} for _ in made]
    Source.objects.bulk_create(distinct.values(), ignore_conflicts=True)
    ids = dict(Source.objects.filter(fingerprint__in=distinct).values_list("fingerprint", "pk"))
    return [{key: ids[each.fingerprint] for key, each in sources.items()} for sources in made]


def source_of(row: Values) -> Source:
    """A source of a document, unsaved."""
    retrieved = row.get("retrieved_on")
    return Source(
        title=row["title"],
        title_ja=row.get("title_ja") or "",
        publisher=row.get("publisher") or "",
        url=row.get("url") or "",
        retrieved_on=date.fromisoformat(retrieved) if retrieved else None,
    )
