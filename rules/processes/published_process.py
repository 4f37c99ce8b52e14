"""One contracting process as it is published, read without any conversion.

A value of another type than OCDS gives it reads as missing, as in Cardinal: a number is no text, and `true` no number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.formats.ocds.reading.conversion import ReleaseOrigin
from institutions.formats.ocds.reading.unknown_stages import unknown_stages

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet

ACTIVE: Final = "active"
VALID: Final = "valid"
DISQUALIFIED: Final = "disqualified"
NOT_SUBMITTED: Final = frozenset({"invited", "withdrawn"})
NO_ORIGIN: Final = ReleaseOrigin()


def object_in(given: object, name: str) -> Json:
    """Return an object below an object; an empty one if there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    return found if isinstance(found, dict) else {}


def list_in(given: object, name: str) -> list[object] | None:
    """Return a list below an object; None if there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    return found if isinstance(found, list) else None


def text_in(given: object, name: str) -> str | None:
    """Return a text below an object; None if there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    return found if isinstance(found, str) else None


def number_in(given: object, name: str) -> float | None:
    """Return a finite number below an object as a double, as Cardinal computes with it; None if there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    if not isinstance(found, int | float) or isinstance(found, bool):
        return None
    number = float(found)
    return number if number - number == 0 else None


@dataclass(frozen=True, slots=True)
class PublishedAward:
    """An award with its place in the release. `suppliers`: None if the list is missing."""

    path: str
    content: object
    status: str | None
    suppliers: list[object] | None

    def supplier_ids(self) -> Iterator[tuple[str, str]]:
        """Yield the ids of the suppliers with their paths."""
        return party_ids(self.suppliers, f"{self.path}/suppliers")


@dataclass(frozen=True, slots=True)
class PublishedBid:
    """A bid with its place in the release. `tenderers`: None if the list is missing."""

    path: str
    status: str | None
    tenderers: list[object] | None
    amount: float | None
    currency: str | None
    date: str | None

    @property
    def submitted(self) -> bool:
        """True if the bid is pending, valid or disqualified, not merely invited or withdrawn."""
        return self.status is not None and self.status not in NOT_SUBMITTED

    @property
    def sole_tenderer(self) -> str | None:
        """The id of the tenderer; None if there are several, none, or no id."""
        return text_in(self.tenderers[0], "id") if self.tenderers and len(self.tenderers) == 1 else None

    def tenderer_ids(self) -> Iterator[tuple[str, str]]:
        """Yield the ids of the tenderers with their paths."""
        return party_ids(self.tenderers, f"{self.path}/tenderers")


def party_ids(parties: list[object] | None, path: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of references to parties with their paths; references without an id are left out."""
    for place, each in enumerate(parties or ()):
        if (name := text_in(each, "id")) is not None:
            yield name, f"{path}/{place}/id"


@dataclass(slots=True)
class PublishedProcess:
    """A process with its awards and bids. A list that is missing is None.

    `releases`: those that its release was merged from, none where it is the only one. `unknown`: the places of the
    stages whose earlier releases are not known.
    """

    ocid: str
    release: Json
    origin: ReleaseOrigin = NO_ORIGIN
    releases: tuple[Json, ...] = ()
    unknown: tuple[str, ...] = field(init=False)
    tender: Json = field(init=False)
    awards: tuple[PublishedAward, ...] | None = field(init=False)
    bids: tuple[PublishedBid, ...] | None = field(init=False)
    submitted: tuple[PublishedBid, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.unknown = unknown_stages(self.releases or (self.release,))
        self.tender = object_in(self.release, "tender")
        awards = list_in(self.release, "awards")
        bids = list_in(object_in(self.release, "bids"), "details")
        self.awards = None if awards is None else tuple(award_at(place, each) for place, each in enumerate(awards))
        self.bids = None if bids is None else tuple(bid_at(place, each) for place, each in enumerate(bids))
        self.submitted = tuple(each for each in self.bids or () if each.submitted)

    @property
    def method_details(self) -> str | None:
        """The procurement method as the publisher calls it."""
        return text_in(self.tender, "procurementMethodDetails")

    @property
    def active_awards(self) -> tuple[PublishedAward, ...]:
        """The awards that are in force."""
        return tuple(each for each in self.awards or () if each.status == ACTIVE)


def award_at(place: int, given: object) -> PublishedAward:
    """Return the award at a place of the list."""
    return PublishedAward(f"/awards/{place}", given, text_in(given, "status"), list_in(given, "suppliers"))


def bid_at(place: int, given: object) -> PublishedBid:
    """Return the bid at a place of the list."""
    value = object_in(given, "value")
    return PublishedBid(
        f"/bids/details/{place}",
        text_in(given, "status"),
        list_in(given, "tenderers"),
        number_in(value, "amount"),
        text_in(value, "currency"),
        text_in(given, "date"),
    )
