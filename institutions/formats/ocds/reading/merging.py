"""The merge of the releases of one contracting process, in the order of their dates, as OCDS 1.1 prescribes.

A later value replaces an earlier one, `null` removes it, objects are merged field by field, lists of objects by the
`id` of their items; every other list is replaced whole.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.formats.ocds.reading.compared_json import comparable_json
from institutions.formats.ocds.reading.node import moment_in
from institutions.formats.ocds.reading.troubles import ReleaseWithoutDate

# The lists that OCDS 1.1 marks as replaced whole although their items may have an id.
REPLACED_WHOLE: Final = frozenset({"additionalIdentifiers", "additionalClassifications", "changes"})
COMPILED: Final = "compiled"

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet
Places = dict[str | int, int]  # by id of an item, its place in a list


def compile_releases(releases: Sequence[Json]) -> Json:
    """Return the compiled release of one process's releases. DraftInvalid if they cannot be ordered by date.

    A release that is given twice counts once: items without an id would be there twice.
    """
    each_once = without_repeated(releases)
    if len(each_once) == 1:
        return each_once[0]
    compiled, merge = dict[str, Any](), Merge()
    for release in releases_in_order(each_once):
        if is_compiled(release):
            compiled = {}  # it includes all earlier releases
        merge.object(compiled, release)
    return compiled


def releases_in_order(releases: Sequence[Json]) -> list[Json]:
    """Return the releases from the oldest to the newest; those of one moment in the order of the package.

    A compiled release has the date of the last one that it includes, so it comes after the others of its moment.
    """
    moments = [(release_moment(place, release), is_compiled(release)) for place, release in enumerate(releases)]
    return [releases[place] for place in sorted(range(len(releases)), key=moments.__getitem__)]


def without_repeated(releases: Sequence[Json]) -> list[Json]:
    """Return the releases, each once."""
    return list({comparable_json(each): each for each in releases}.values())


def release_moment(place: int, release: Json) -> datetime:
    """Return the date of a release; DraftInvalid if it has none. Without a time zone it is taken as UTC."""
    moment = moment_in(release.get("date"))
    if moment is None:
        dateless = ReleaseWithoutDate(number=PlainNumber(place + 1), value=outside_value(release.get("date")))
        raise DraftInvalid([FieldError("/date", dateless)])
    return moment


def is_compiled(release: Json) -> bool:
    """Return whether a release is itself the result of a merge."""
    tag = release.get("tag")
    return tag == COMPILED or (isinstance(tag, list) and COMPILED in tag)


class Merge:
    """The merge of several states of an object, one after the other.

    It remembers at which place of each list that it made an item is: a process with thousands of releases, each with
    one more item, would otherwise go through all its items for each of them.
    """

    def __init__(self) -> None:
        self._places: dict[int, tuple[list[Any], Places]] = {}  # by id of the list, which is kept so that none has it

    def object(self, into: Json, new: Json) -> None:
        """Merge a later state of an object into it."""
        for name, value in new.items():
            if value is None:
                into.pop(name, None)
            elif isinstance(value, dict):
                held = into.get(name)
                into[name] = held = held if isinstance(held, dict) else {}
                self.object(held, value)
            elif isinstance(value, list) and name not in REPLACED_WHOLE and has_ids(value):
                held = into.get(name)
                into[name] = self.by_id(held if isinstance(held, list) else [], value)
            elif value or name not in into or not isinstance(value, list):
                into[name] = value  # an empty list does not remove earlier items

    def by_id(self, held: list[Any], new: list[Any]) -> list[Any]:
        """Return the earlier items updated by new ones with the same id, followed by the other new items.

        A list that came in with a release is copied, one that this made is changed itself.
        """
        items, places = self._places.get(id(held)) or self._own(held)
        for each in new:
            key = item_id(each)
            place = places.get(key) if key is not None else None
            if place is None:
                if key is not None:
                    places[key] = len(items)
                items.append({})
                place = -1
            self.object(items[place], each)
        return items

    def _own(self, held: list[Any]) -> tuple[list[Any], Places]:
        items = deepcopy(held)
        made = items, {key: place for place, each in enumerate(items) if (key := item_id(each)) is not None}
        self._places[id(items)] = made
        return made


def has_ids(items: list[Any]) -> bool:
    """Return whether a list holds objects, at least one with an id."""
    return all(isinstance(each, dict) for each in items) and any(item_id(each) is not None for each in items)


def item_id(item: object) -> str | int | None:
    """Return the id of an item; None if it has none. The text "1" and the number 1 are two ids."""
    given = item.get("id") if isinstance(item, dict) else None
    return given if isinstance(given, str | int) and not isinstance(given, bool) else None
