"""A versioned release, in which every field lists its values over time: as the release that results from it.

https://standard.open-contracting.org/1.1/en/schema/records_reference/#versioned-release
"""

from datetime import datetime
from typing import Any, Final

from institutions.formats.ocds.reading.node import moment_in

VALUE: Final = "value"
OF_VERSION: Final = frozenset({"releaseDate", "releaseID", "releaseTag", VALUE})
LEAST: Final = frozenset({"releaseDate", VALUE})

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


def latest_release(versioned: Json) -> Json:
    """Return the newest value of every field; one that was removed is left out."""
    latest = {name: latest_value(each) for name, each in versioned.items()}
    return {name: each for name, each in latest.items() if each is not None}


def latest_value(given: object) -> object:
    """Return the newest of the versions of a value; what is no list of versions is read part by part."""
    if isinstance(given, dict):
        return latest_release(given)
    if not isinstance(given, list):
        return given
    if given and all(is_version(each) for each in given):
        return newest(given)
    return [latest_value(each) for each in given]


def is_version(given: object) -> bool:
    """Return whether an item of a list is one version of a value."""
    return isinstance(given, dict) and LEAST <= given.keys() <= OF_VERSION


def latest_day(versioned: Json) -> str | None:
    """Return the date of the newest version of any value: that of the release that results; None without one."""
    found: dict[datetime, str] = {}
    waiting: list[object] = [versioned]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            if is_version(each) and (moment := moment_in(each["releaseDate"])):
                found[moment] = each["releaseDate"]
            else:
                waiting.extend(each.values())
    return found[max(found)] if found else None


def newest(versions: list[Json]) -> object:
    """Return the value of the latest day; of one moment, or without moments, the last in the list."""
    moments = [moment_in(each["releaseDate"]) for each in versions]
    if None in moments:
        return versions[-1][VALUE]
    place = max(range(len(versions)), key=lambda place: (moments[place], place))
    return versions[place][VALUE]
