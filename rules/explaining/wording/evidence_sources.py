"""The sources of the register that evidence names: an assessment keeps their words, by which they are found again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from institutions.models import Source
from institutions.models.source import fingerprint_of

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
KnownSources = Mapping[str, Source]  # by fingerprint
NONE_KNOWN: Final[KnownSources] = {}
NOTHING: Final = (
    ""  # no source's fingerprint: the query is asked where evidence names none too, so that all pages cost the same
)


def known_sources(entries: Iterable[Json]) -> KnownSources:
    """The sources of the register that facts name, and those that these were derived from. One query."""
    prints = {fingerprint(each) for each in named(entries)} | {NOTHING}
    return {each.fingerprint: each for each in Source.objects.filter(fingerprint__in=prints)}


def named(entries: Iterable[Json]) -> Iterator[Json]:
    """Every source that facts, or those below them, name."""
    for entry in entries:
        yield from sources_in(entry)
        yield from named(entry.get("from", ()))


def sources_in(entry: Json) -> list[Json]:
    """The sources that one fact names."""
    return entry.get("sources") or [entry[name] for name in ("source",) if name in entry]


def fingerprint(source: Json) -> str:
    """What the register knows a source by."""
    day = source.get("retrieved_on")
    return fingerprint_of(
        source["title"], source.get("publisher", ""), source.get("url", ""), date.fromisoformat(day) if day else None
    )
