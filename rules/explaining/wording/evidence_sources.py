"""The register's sources that evidence names: an assessment keeps their titles, by which they are found again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from institutions.models import Source
from institutions.models.source import source_fingerprint
from institutions.values.written_day import day_or_none

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
KnownSources = Mapping[str, Source]  # by fingerprint
NONE_KNOWN: Final[KnownSources] = {}
NOTHING: Final = (
    ""  # no source's fingerprint: the query is also made if evidence names none, so that all pages cost the same
)


def known_sources(entries: Iterable[Json]) -> KnownSources:
    """Return the sources of the register that facts name, or the facts they were derived from. One query."""
    prints = {source_key_in_register(each) for each in named_sources(entries)} | {NOTHING}
    return {each.fingerprint: each for each in Source.objects.filter(fingerprint__in=prints)}


def named_sources(entries: Iterable[Json]) -> Iterator[Json]:
    """Yield every source that facts, or those below them, name."""
    for entry in entries:
        yield from sources_in(entry)
        yield from named_sources(entry.get("from", ()))


def sources_in(entry: Json) -> list[Json]:
    """Return the sources that one fact names."""
    return entry.get("sources") or [entry[name] for name in ("source",) if name in entry]


def source_key_in_register(source: Json) -> str:
    """Return the fingerprint by which the register knows a source."""
    day = source.get("retrieved_on")
    return source_fingerprint(source["title"], source.get("publisher", ""), source.get("url", ""), day_or_none(day))
