"""The stages of a process of which only later releases are known: what was published of them before is missing.

https://standard.open-contracting.org/1.1/en/schema/codelists/#release-tag
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from institutions.formats.ocds.reading.merging import is_compiled

# The place of each stage in a release, by the tag that begins it, and the tags of releases that change it.
BEGUN: Final[Mapping[str, str]] = {
    "planning": "/planning",
    "tender": "/tender",
    "award": "/awards",
    "contract": "/contracts",
}
CHANGED: Final[Mapping[str, str]] = {
    "planningUpdate": "/planning",
    "tenderAmendment": "/tender",
    "tenderUpdate": "/tender",
    "tenderCancellation": "/tender",
    "awardUpdate": "/awards",
    "awardCancellation": "/awards",
    "contractUpdate": "/contracts",
    "contractAmendment": "/contracts",
    "contractTermination": "/contracts",
}
AFTER_TENDER: Final = frozenset({"/awards", "/contracts"})
TENDER: Final = "tender"

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


def unknown_stages(releases: Sequence[Json]) -> tuple[str, ...]:
    """Return the places of the stages whose first release is not among those of a process; empty for a compiled one.

    A release that changes a stage follows the one that began it. An award or contract follows a tender, where none of
    the releases says anything of one.
    """
    if any(map(is_compiled, releases)):
        return ()
    tags = set(tags_of(releases))
    begun = {BEGUN[each] for each in tags & BEGUN.keys()}
    changed = {CHANGED[each] for each in tags & CHANGED.keys()}
    if (begun | changed) & AFTER_TENDER and not any(each.get(TENDER) for each in releases):
        changed |= {f"/{TENDER}"}
        begun -= {f"/{TENDER}"}
    return tuple(sorted(changed - begun))


def tags_of(releases: Iterable[Json]) -> Iterable[str]:
    """Yield the tags of releases; one that is no text is none."""
    for each in releases:
        given = each.get("tag")
        yield from (tag for tag in (given if isinstance(given, list) else [given]) if isinstance(tag, str))
