"""Sources. A document whose title, publisher, address or day changed becomes a new source beside the old one."""

from collections.abc import Iterable, Mapping

from institutions.audit.event_rows import changing
from institutions.models import Source
from institutions.models.noted_rows import note_written
from institutions.models.source import source_fingerprint
from institutions.seeding.history import SettledCounts
from institutions.seeding.rows import DocumentRow, SeedOrigin

SourceIds = Mapping[str, int]


def settle_sources(rows: Iterable[DocumentRow]) -> tuple[SourceIds, SettledCounts]:
    """Bring the sources to what the file says. Return their ids by key.

    Rows that rest on the old document keep it. It keeps a key too, since the key marks a source as one of ours.
    """
    wanted = {row.key: row for row in rows}
    prints = {
        key: source_fingerprint(row.title.en, row.publisher, row.url, row.retrieved_on) for key, row in wanted.items()
    }
    held = {source.key: source for source in Source.objects.filter(key__in=wanted)}
    replaced = [source for key, source in held.items() if key and source.fingerprint != prints[key]]
    for source in replaced:
        source.key = f"{source.key}~{source.fingerprint[:12]}"
    with changing(Source, *(each.pk for each in replaced)):
        Source.objects.bulk_update(replaced, ["key"])
    missing = {key for key in wanted if key not in held or held[key] in replaced}
    adopted = adopt_sources(prints, wanted, missing)
    retitled = [
        source for key, source in held.items() if key not in missing and key and retitle_source(source, wanted[key])
    ]
    with changing(Source, *(each.pk for each in (*adopted, *retitled))):
        Source.objects.bulk_update([*adopted, *retitled], ["key", "title_ja"])
    new = missing - {source.key for source in adopted}
    note_written(Source.objects.bulk_create([new_source(wanted[key]) for key in wanted if key in new]))
    ids = {key: pk for key, pk in Source.objects.filter(key__in=wanted).values_list("key", "pk") if key}
    return ids, SettledCounts(
        added=len(missing) - len(replaced),
        superseded=len(replaced) + len(retitled),
        unchanged=len(wanted) - len(missing) - len(retitled),
    )


def adopt_sources(prints: Mapping[str, str], wanted: Mapping[str, DocumentRow], missing: set[str]) -> list[Source]:
    """Adopt sources that a submission or an earlier seed already brought: the same document now gets our key."""
    keys = {prints[key]: key for key in missing}
    known = list(Source.objects.filter(fingerprint__in=keys))
    for source in known:
        source.key = keys[source.fingerprint]
        retitle_source(source, wanted[source.key])
    return known


def retitle_source(source: Source, row: DocumentRow) -> bool:
    """Take over the Japanese title, which is a translation and no other document. Return whether it changed."""
    changed = source.title_ja != row.title.ja
    source.title_ja = row.title.ja
    return changed


def new_source(row: DocumentRow) -> Source:
    """Make a new source."""
    return Source(
        key=row.key,
        title=row.title.en,
        title_ja=row.title.ja,
        publisher=row.publisher,
        url=row.url,
        retrieved_on=row.retrieved_on,
    )


def origin_columns(origin: SeedOrigin, sources: SourceIds) -> dict[str, object]:
    """Return the origin and confidence of a row, as columns that every table has."""
    return {"source_id": sources[origin.source], "confidence": origin.confidence}
