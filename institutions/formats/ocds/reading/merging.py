"""Merging the releases of one contracting process, in the order of their dates, as OCDS 1.1 says.

A later value replaces an earlier one, `null` removes it, objects are merged field by field, lists of objects by the
`id` of their items; every other list is replaced whole.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from institutions.codes.parameters import Exact
from institutions.codes.parameters import given as as_given
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.values import FIRST_DAY, LAST_DAY
from institutions.formats.ocds.reading.troubles import ReleaseWithoutDate

# The lists that OCDS 1.1 marks as replaced whole although their items may have an id.
REPLACED_WHOLE: Final = frozenset({"additionalIdentifiers", "additionalClassifications", "changes"})
COMPILED: Final = "compiled"

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


def merged(releases: Sequence[Json]) -> Json:
    """The compiled release of some releases of one process. DraftInvalid where they cannot be brought into order."""
    if len(releases) == 1:
        return releases[0]
    compiled: Json = {}
    for release in ordered(releases):
        if is_compiled(release):
            compiled = {}  # it holds what came before
        fold(compiled, release)
    return compiled


def ordered(releases: Sequence[Json]) -> list[Json]:
    """From the oldest to the newest; those of one moment as they stand in the package."""
    moments = [moment_of(place, release) for place, release in enumerate(releases)]
    return [releases[place] for place in sorted(range(len(releases)), key=moments.__getitem__)]


def moment_of(place: int, release: Json) -> datetime:
    """When a release was made. A date without a time zone is taken as UTC."""
    moment = released_at(release)
    if moment is None:
        dateless = ReleaseWithoutDate(number=Exact(place + 1), value=as_given(release.get("date")))
        raise DraftInvalid([FieldError("/date", dateless)])
    return moment


def released_at(release: Json) -> datetime | None:
    """When a release was made, as far as it says so; without a time zone it is UTC. Merged, when the last was."""
    given = release.get("date")
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
    if moment is None or not FIRST_DAY <= moment.date() < LAST_DAY:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_compiled(release: Json) -> bool:
    """Whether it is itself the result of a merge."""
    tag = release.get("tag")
    return tag == COMPILED or (isinstance(tag, list) and COMPILED in tag)


def fold(into: Json, new: Json) -> None:
    """Bring an object up to a later state of itself."""
    for name, value in new.items():
        if value is None:
            into.pop(name, None)
        elif isinstance(value, dict):
            held = into.get(name)
            into[name] = held = held if isinstance(held, dict) else {}
            fold(held, value)
        elif isinstance(value, list) and name not in REPLACED_WHOLE and has_ids(value):
            held = into.get(name)
            into[name] = merged_by_id(held if isinstance(held, list) else [], value)
        elif value or name not in into or not isinstance(value, list):
            into[name] = value  # an empty list says nothing about items that came before


def has_ids(items: list[Any]) -> bool:
    """Whether a list holds objects that can be told apart."""
    return all(isinstance(each, dict) for each in items) and any(key_of(each) is not None for each in items)


def merged_by_id(held: list[Any], new: list[Any]) -> list[Any]:
    """Items with an id that is held are brought up to date, the others are added."""
    items = list(held)
    places = {key: place for place, each in enumerate(items) if (key := key_of(each)) is not None}
    for each in new:
        key = key_of(each)
        place = places.get(key) if key is not None else None
        if place is None:
            if key is not None:
                places[key] = len(items)
            items.append({})
            place = -1
        fold(items[place], each)
    return items


def key_of(item: object) -> str | int | None:
    """The id of an item. The text "1" and the number 1 are two ids."""
    given = item.get("id") if isinstance(item, dict) else None
    return given if isinstance(given, str | int) and not isinstance(given, bool) else None
