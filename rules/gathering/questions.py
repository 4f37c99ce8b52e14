"""What a case asked of the register, answered or not: a later statement that answers it changes the case.

A case asks for a value in a place: for a company in `shareholding.company`, for a domain in `measure.domain:against`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# Places that are no field of a kind: what the register says of a party itself, and the treaties of a country.
PARTY: Final = "party"
COUNTRY: Final = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSeries:
    """Which earlier calls a case reads: those of a body for an object that closed before a day.

    Of these only the last few are read: `since` is the day of the first one read, None where none was left out.
    """

    body: str = ""
    object: str = ""
    before: str = ""
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """What one case asked: the places by value, sorted; and the calls, which are asked for by their dates."""

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calls: CallSeries = field(default_factory=CallSeries)


def by_value(asked: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The places by value instead of the values by place."""
    places: dict[str, list[str]] = defaultdict(list)
    for name in sorted(asked):
        for value in asked[name]:
            places[value].append(name)
    return {value: tuple(places[value]) for value in sorted(places)}


def questions_from_json(data: dict[str, Any]) -> Questions:  # Any: plain data, as `dataclasses.asdict` wrote it
    """Rebuild it, also where tuples have become lists."""
    return Questions({value: tuple(places) for value, places in data["places"].items()}, CallSeries(**data["calls"]))
