"""The register's sources that evidence names: an assessment keeps their titles, by which they are found again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from institutions.access.partnerships import is_restricted
from institutions.models import Partnership, Source
from institutions.models.source import kept_with_papers, source_fingerprint
from institutions.values.written_day import day_or_none

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
KnownSources = Mapping[str, Source]  # by the fingerprint that `source_key_in_register` gives
NONE_KNOWN: Final[KnownSources] = {}
NOTHING: Final = (
    ""  # no source's fingerprint: the query is also made if evidence names none, so that all pages cost the same
)


def known_sources(entries: Iterable[Json], partnership: Partnership) -> KnownSources:
    """Return the sources of the register that facts of a partnership name, or the facts below them. One query.

    Its body keeps its papers about people apart, and those of its restricted partnerships, which may have been opened
    since. A document that several name is the nearest: of papers, else shared, else of restricted partnerships, whose
    own come first where the partnership is restricted.
    """
    body, named = partnership.submitted_by_id, list(named_sources(entries))
    keepers = [kept_with_papers(body), "", str(body)]
    if is_restricted(partnership):
        keepers = [keepers[-1], *keepers[:-1]]
    prints = {
        source_key_in_register(each): [source_key_in_register(each, keeper) for keeper in keepers] for each in named
    }
    wanted = {one for several in prints.values() for one in several}
    held = {each.fingerprint: each for each in Source.objects.filter(fingerprint__in={*wanted, NOTHING})}
    return {
        key: held[first] for key, several in prints.items() if (first := next((p for p in several if p in held), ""))
    }


def named_sources(entries: Iterable[Json]) -> Iterator[Json]:
    """Yield every source that facts, or those below them, name."""
    for entry in entries:
        yield from sources_in(entry)
        yield from named_sources(entry.get("from", ()))


def sources_in(entry: Json) -> list[Json]:
    """Return the sources that one fact names."""
    return entry.get("sources") or [entry[name] for name in ("source",) if name in entry]


def source_key_in_register(source: Json, kept_by: str = "") -> str:
    """Return the fingerprint by which the register knows a source; `kept_by`: one that its body keeps."""
    day = day_or_none(source.get("retrieved_on"))
    return source_fingerprint(source["title"], source.get("publisher", ""), source.get("url", ""), day, kept_by)
