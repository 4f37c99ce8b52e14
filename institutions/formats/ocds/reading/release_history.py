"""The releases of one process that come bit by bit: on lines of their own, in several files, or one file after another.

They are put in the order of their dates, whenever they arrive, and merged as those of one package are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from institutions.formats.ocds.reading.compared_json import comparable_json
from institutions.formats.ocds.reading.merging import (
    REPLACED_WHOLE,
    has_ids,
    is_compiled,
    item_id,
    releases_in_order,
    without_repeated,
)
from institutions.formats.ocds.reading.node import PLACEHOLDER, moment_in
from institutions.values.quoting import shown_in_message

ABOUT_THE_RELEASE: Final = frozenset({"id", "date", "tag", "initiationType", "language"})  # not about the process
MOST_RELEASES: Final = 500  # of one process; real ones have some dozens. Each is compared with each
MOST_PLACES: Final = 20  # that are named where two releases differ
WITHIN: Final = "tender"  # the parts of a release are its fields, and those of its tender

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Releases of a process that say different things, and whose dates do not say which came later.

    `places`: where they differ. `moment`: the date that they share; None: one of them has no date. `too_many`: there
    are more than anybody publishes of a process, so they are not compared.
    """

    places: tuple[str, ...]
    moment: str | None = None
    too_many: bool = False


def with_new_releases(known: Sequence[Json], new: Sequence[Json]) -> tuple[Json, ...] | Disagreement:
    """Return the releases of a process in order, with new ones; nothing changes by one that is known already.

    Those of one package may share a date: their order says which came later. Between two packages it does not, so two
    of one date must not say different things. A release without a date can only repeat what is known.
    """
    fresh = not_among(known, new)
    if not known or not fresh:
        return tuple(known or in_order_if_dated(fresh))
    if len(known) + len(fresh) > MOST_RELEASES:
        return Disagreement((), too_many=True)
    if not all(map(moment_of, (*known, *fresh))):
        return without_dates(known, fresh)
    if found := disagreement(known, fresh):
        return found
    return tuple(needed(releases_in_order([*known, *fresh])))


def corrected_by(known: Sequence[Json], new: Sequence[Json]) -> tuple[Json, ...]:
    """Return the same where a later file corrects an earlier one.

    A release of the same id and date is the same release, as it now is. Where dates do not say which came later, the
    one that arrived later did; what cannot be ordered at all is replaced.
    """
    fresh = not_among(known, new)
    if not fresh:
        return tuple(known)
    if not all(map(moment_of, (*known, *fresh))):
        found = without_dates(known, fresh)
        return tuple(new) if isinstance(found, Disagreement) else found
    names = {(each.get("id"), moment_of(each)) for each in fresh if isinstance(each.get("id"), str)}
    kept = [each for each in known if (each.get("id"), moment_of(each)) not in names]
    return tuple(needed(releases_in_order([*kept, *fresh])))


def not_among(known: Sequence[Json], new: Sequence[Json]) -> list[Json]:
    """Return the new releases that are not known, each once. The work grows with the number of both."""
    held = set(map(comparable_json, known))
    return [each for each in without_repeated(new) if comparable_json(each) not in held]


def in_order_if_dated(releases: Sequence[Json]) -> Sequence[Json]:
    """Return releases in order; a single one needs no date."""
    return releases_in_order(releases) if len(releases) > 1 else releases


def without_dates(known: Sequence[Json], fresh: Sequence[Json]) -> tuple[Json, ...] | Disagreement:
    """Return which of two single releases counts that say the same, the dated one if there is one."""
    if len(known) > 1 or len(fresh) > 1:
        return Disagreement(differing(known[-1], fresh[-1]))
    if places := differing(known[0], fresh[0]):
        return Disagreement(places)
    return tuple(known if moment_of(known[0]) else fresh)


def disagreement(known: Sequence[Json], fresh: Sequence[Json]) -> Disagreement | None:
    """Return the places in which a new release contradicts a known one of the same moment; None if none does."""
    for each in fresh:
        for other in known:
            if moment_of(each) != moment_of(other) or is_compiled(each) != is_compiled(other):
                continue
            found = contradictions(about_process(other), about_process(each))
            if places := tuple(islice(map(shown_in_message, found), MOST_PLACES)):
                return Disagreement(places, str(each["date"]))
    return None


def contradictions(first: Json, second: Json, pointer: str = "") -> Iterator[str]:
    """Yield the places that would be otherwise if two objects were merged in the other order."""
    for name in sorted(first.keys() & second.keys()):
        one, other, place = first[name], second[name], f"{pointer}/{name}"
        if isinstance(one, dict) and isinstance(other, dict):
            yield from contradictions(one, other, place)
        elif isinstance(one, list) and isinstance(other, list):
            yield from contradictions_of_lists(name, one, other, place)
        elif one != other:
            yield place


def contradictions_of_lists(name: str, one: list[Any], other: list[Any], place: str) -> Iterator[str]:
    """Yield the same of two lists: items of one id are one item, and an empty list says nothing."""
    if not one or not other or one == other:
        return
    if name in REPLACED_WHOLE or not (has_ids(one) and has_ids(other)):
        yield place
        return
    held = {key: each for each in one if (key := item_id(each)) is not None}
    for each in other:
        if (key := item_id(each)) is not None and key in held:
            yield from contradictions(held[key], each, place)


def needed(releases: Sequence[Json]) -> list[Json]:
    """Return the releases, in order, that say something of the result whatever else arrives.

    A compiled release includes all before it. Of many that say the same one after another, the first and last do.
    """
    newest = max((place for place, each in enumerate(releases) if is_compiled(each)), default=0)
    left = list(releases[newest:])
    said = [about_process(each) for each in left]
    inner = range(1, len(left) - 1)
    repeated = {place for place in inner if said[place - 1] == said[place] == said[place + 1]}
    return [each for place, each in enumerate(left) if place not in repeated]


def about_process(release: Json) -> Json:
    """Return what a release says about its process."""
    return {name: value for name, value in release.items() if name not in ABOUT_THE_RELEASE}


def moment_of(release: Json) -> datetime | None:
    """Return the date of a release; None if it has none, or the placeholder of converted files."""
    written = release.get("date")
    return None if isinstance(written, str) and written.startswith(PLACEHOLDER) else moment_in(written)


def latest_moment(releases: Sequence[Json]) -> datetime | None:
    """Return the date of the latest of some releases; None if none is dated."""
    return max(filter(None, map(moment_of, releases)), default=None)


def differing(before: Json, after: Json) -> tuple[str, ...]:
    """Return the first parts in which two releases of a process differ, other than id, date and tag."""
    old, new = dict(parts(before)), dict(parts(after))
    places = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
    return tuple(map(shown_in_message, places[:MOST_PLACES]))


def parts(release: Json) -> Iterator[tuple[str, str]]:
    """Yield place and content of each part of a release."""
    for name, value in about_process(release).items():
        if name == WITHIN and isinstance(value, dict):
            yield from ((f"/{name}/{inner}", comparable_json(each)) for inner, each in value.items())
        else:
            yield f"/{name}", comparable_json(value)
