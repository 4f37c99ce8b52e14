"""The register's sources that evidence names: an assessment keeps their titles, by which they are found again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from institutions.access.partnerships import is_restricted
from institutions.models import Partnership, Source
from institutions.models.source import source_fingerprint
from institutions.values.written_day import day_or_none

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
KnownSources = Mapping[str, Source]  # by the fingerprint that `source_key_in_register` gives
NONE_KNOWN: Final[KnownSources] = {}
NOTHING: Final = (
    ""  # no source's fingerprint: the query is also made if evidence names none, so that all pages cost the same
)


def known_sources(entries: Iterable[Json], partnership: Partnership) -> KnownSources:
    """Return the sources of the register that facts of a partnership name, or the facts below them. One query.

    A restricted partnership has sources of its own, and may have got them before it was opened.
    """
    kept_by = str(partnership.submitted_by_id)
    named = list(named_sources(entries))
    own = {source_key_in_register(each): source_key_in_register(each, kept_by) for each in named}
    rows = Source.objects.filter(fingerprint__in={*own, *own.values(), NOTHING})
    held, own_first = {each.fingerprint: each for each in rows}, is_restricted(partnership)
    found = {shared: (held.get(shared), held.get(kept)) for shared, kept in own.items()}
    chosen = {shared: (kept or plain if own_first else plain or kept) for shared, (plain, kept) in found.items()}
    return {shared: source for shared, source in chosen.items() if source}


def named_sources(entries: Iterable[Json]) -> Iterator[Json]:
    """Yield every source that facts, or those below them, name."""
    for entry in entries:
        yield from sources_in(entry)
        yield from named_sources(entry.get("from", ()))


def sources_in(entry: Json) -> list[Json]:
    """Return the sources that one fact names."""
    return entry.get("sources") or [entry[name] for name in ("source",) if name in entry]


def source_key_in_register(source: Json, kept_by: str = "") -> str:
    """Return the fingerprint by which the register knows a source; `kept_by`: one of restricted partnerships."""
    day = day_or_none(source.get("retrieved_on"))
    return source_fingerprint(source["title"], source.get("publisher", ""), source.get("url", ""), day, kept_by)
