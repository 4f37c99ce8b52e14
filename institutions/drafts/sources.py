"""The sources of documents, each stored once in the register."""

from collections.abc import Iterable, Mapping

from institutions.drafts.draft import Values
from institutions.models import Source
from institutions.models.noted_rows import note_written
from institutions.models.source import source_fingerprint
from institutions.values.written_day import day_or_none


def store_sources(documents: Iterable[Mapping[str, Values]], *, kept_by: str = "") -> list[dict[str, int]]:
    """Store sources and return their register ids by key, document by document.

    The same document, read on the same day, is one source. `kept_by`: the id of the body, if its documents here are
    of restricted partnerships, which share sources with each other alone.
    """
    made = [{key: unsaved_source(row, kept_by) for key, row in rows.items()} for rows in documents]
    distinct = {each.fingerprint: each for sources in made for each in sources.values()}
    if not distinct:
        return [{} for _ in made]
    there = set(Source.objects.filter(fingerprint__in=distinct).values_list("fingerprint", flat=True))
    Source.objects.bulk_create(
        [each for each in distinct.values() if each.fingerprint not in there], ignore_conflicts=True
    )
    stored = list(Source.objects.filter(fingerprint__in=distinct).only("pk", "fingerprint"))
    note_written(each for each in stored if each.fingerprint not in there)
    ids = {each.fingerprint: each.pk for each in stored}
    return [{key: ids[each.fingerprint] for key, each in sources.items()} for sources in made]


def unsaved_source(row: Values, kept_by: str = "") -> Source:
    """Return an unsaved source for a row of a document."""
    publisher, url, retrieved_on = (
        row.get("publisher") or "",
        row.get("url") or "",
        day_or_none(row.get("retrieved_on")),
    )
    return Source(
        title=row["title"],
        title_ja=row.get("title_ja") or "",
        publisher=publisher,
        url=url,
        retrieved_on=retrieved_on,
        fingerprint=source_fingerprint(row["title"], publisher, url, retrieved_on, kept_by),
    )
