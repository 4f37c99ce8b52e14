"""The sources of documents, each stored once in the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from institutions.drafts.draft import StatementDraft, Values
from institutions.drafts.parties import ResolvedParties
from institutions.drafts.rows import serves_whole_register
from institutions.models import Source
from institutions.models.noted_rows import note_written
from institutions.models.source import kept_with_papers, source_fingerprint
from institutions.values.written_day import day_or_none


@dataclass(frozen=True, slots=True)
class DocumentSources:
    """The sources of one document by key, and whose they are: nobody's, or kept by a body (`source_fingerprint`)."""

    rows: Mapping[str, Values]
    keepers: Mapping[str, str] = field(default_factory=dict)


def keepers_of(
    sources: Mapping[str, Values],
    statements: Iterable[StatementDraft],
    resolved: ResolvedParties,
    body: UUID,
    *,
    restricted: bool,
) -> dict[str, str]:
    """Return who keeps each source of a document: its body, unless a statement for the whole register rests on it.

    Restricted partnerships of a body keep theirs apart from its other papers.
    """
    if restricted:
        return dict.fromkeys(sources, str(body))
    shared = {each.source for each in statements if serves_whole_register(each, resolved)}
    return dict.fromkeys(sources.keys() - shared, kept_with_papers(body))


def store_sources(documents: Iterable[DocumentSources]) -> list[dict[str, int]]:
    """Store sources and return their register ids by key, document by document.

    The same document, read on the same day and kept by the same, is one source.
    """
    made = [
        {key: unsaved_source(row, each.keepers.get(key, "")) for key, row in each.rows.items()} for each in documents
    ]
    distinct = {each.fingerprint: each for sources in made for each in sources.values()}
    if not distinct:
        return [{} for _ in made]
    there = set(Source.objects.filter(fingerprint__in=distinct).values_list("fingerprint", flat=True))
    # In one order everywhere, so that two transactions with the same new sources never deadlock.
    Source.objects.bulk_create(
        [each for fingerprint, each in sorted(distinct.items()) if fingerprint not in there], ignore_conflicts=True
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
