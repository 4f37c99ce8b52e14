"""Questions of a case to the register, answered or not: a later statement that answers one changes the case.

A case asks for a value in a place: for a company in `shareholding.company`, for a domain in `measure.domain:against`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# Places that are no field of a kind: the register's description of a party, the treaties of a country, the mandates
# for a domain or for every one.
PARTY: Final = "party"
COUNTRY: Final = "country"
MANDATE: Final = "mandate"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAsked:
    """The acts of its sponsor that a case reads; all values are ISO dates or words.

    Calls for its object that closed before a day: only the last few; where any were left out, none before
    `calls_since`.
    Awards in its domain, or for its object without a domain, from `awards_since` on.
    """

    sponsor: str = ""
    domain: str = ""
    object: str = ""
    before: str = ""
    calls_since: str | None = None
    awards_since: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one case: the places by value, sorted; and the acts of its sponsor, asked for by dates."""

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: HistoryAsked = field(default_factory=HistoryAsked)


def places_by_value(asked: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Turn values by place into places by value."""
    places: dict[str, list[str]] = defaultdict(list)
    for name in sorted(asked):
        for value in asked[name]:
            places[value].append(name)
    return {value: tuple(places[value]) for value in sorted(places)}


def questions_from_json(data: dict[str, Any]) -> Questions:  # Any: plain data, as `dataclasses.asdict` wrote it
    """Rebuild the questions, also where tuples have become lists."""
    places = {value: tuple(places) for value, places in data["places"].items()}
    return Questions(places, HistoryAsked(**data["history"]))
