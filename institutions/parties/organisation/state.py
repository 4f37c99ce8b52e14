"""The organisation of government on a day: its bodies, their mandates, posts and seats, as plain values.

Drafts change such a state in memory; the rules on the organisation look at one, whether it was read or drafted.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from institutions.models import Mandate, Post
from institutions.parties.organisation.published import (
    OrganisedSeat,
    PublishedAppointment,
    PublishedSecondment,
    appointments_on,
    key_of,
    postings_on,
    seats_on,
    secondments_on,
)
from institutions.parties.organisation.register import ChartHistory, japanese_bodies
from institutions.parties.organisation.succession import Successions, read_successions
from institutions.values.hashing import hash_text

CABINET: Final = "CABINET"
INDEPENDENT: Final = "independent_commission"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisedBody:
    """A body that exists on the day. `parent` is the key of the body directly over it; None: none is stated."""

    key: str
    kind: str
    en: str
    ja: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFunction:
    """A function that a body holds on the day. An empty domain: every domain. None: not known."""

    body: str
    function: str
    domain: str = ""
    lead: str = "sole"
    target: str | None = None
    duty_to_answer: bool | None = None
    in_law: bool | None = None
    basis_until_on: date | None = None
    basis_en: str = ""
    basis_ja: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisedPost:
    """A post in a body on the day, with those who fill it. Empty texts and None: not known."""

    body: str
    en: str
    ja: str
    grade: str = ""
    number: int | None = None  # how many hold it at once
    term_years: int | None = None
    appointed_by: str | None = None
    dismissed_by: str | None = None
    consent: str = ""
    tenure: bool | None = None


ADDED: Final = frozenset({"number", "term_years"})  # to posts, since drafts have a base


def digested(held: "HeldFunction | OrganisedPost | OrganisedSeat") -> dict[str, object]:
    """Return a mandate, post or seat as digests read it: without later columns that are empty, so that a base stays."""
    return {name: value for name, value in asdict(held).items() if value is not None or name not in ADDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The bodies of a day by key, with the mandates, posts and seats of those alone, and the people published there."""

    on: date
    bodies: Mapping[str, OrganisedBody]
    mandates: tuple[HeldFunction, ...] = ()
    posts: tuple[OrganisedPost, ...] = ()
    seats: tuple[OrganisedSeat, ...] = ()
    appointments: tuple[PublishedAppointment, ...] = ()
    secondments: tuple[PublishedSecondment, ...] = ()

    def line(self, key: str) -> tuple[str, ...]:
        """Return a body and those over it up to the one with which it counts.

        That is the ministry, the Cabinet Secretariat, the Cabinet Office or the agency under the Cabinet, never the
        Cabinet; an independent commission counts for itself, with the bodies under it. A circle ends where it closes.
        """
        found = [key]
        while (body := self.bodies.get(found[-1])) and body.kind != INDEPENDENT:
            above = body.parent
            if above is None or above == CABINET or above not in self.bodies or above in found:
                break
            found.append(above)
        return tuple(found)

    def root(self, key: str) -> str:
        """Return the body with which a body counts; itself if none is over it."""
        return self.line(key)[-1]

    def digest(self) -> str:
        """Return the SHA-256 of bodies, mandates, posts and seats: with one digest they are the same.

        People are left out: no act rests on who holds a post, and the base of a draft does not move with an
        appointment.
        """
        bodies = [asdict(body) for _, body in sorted(self.bodies.items())]
        held = ([digested(each) for each in every] for every in (self.mandates, self.posts, self.seats))
        return hash_text(json.dumps([self.on, bodies, *held], default=str, ensure_ascii=False, sort_keys=True))

    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Return the names of the bodies by key and language, as statements show them."""
        return {key: {"en": body.en, "ja": body.ja} for key, body in self.bodies.items()}


Held = TypeVar("Held", HeldFunction, OrganisedPost, OrganisedSeat, PublishedAppointment, PublishedSecondment)


@dataclass(frozen=True, slots=True)
class OrganisationHistory:
    """The bodies of the register over time: the organisation of any number of days."""

    chart: ChartHistory
    _last: dict[date, Organisation] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def read(cls) -> "OrganisationHistory":
        """Read the bodies as the register has them now: three queries."""
        return cls(ChartHistory.read(japanese_bodies()))

    def keys(self, on: date) -> frozenset[str]:
        """Return the keys of the bodies that existed on a day."""
        return frozenset(body.key for body in self.chart.chart(on).bodies.values())

    def known(self) -> frozenset[str]:
        """Return the keys of all bodies, those that have ended too."""
        return frozenset(body.key for body in self.chart.bodies)

    def bodies(self, on: date) -> dict[str, OrganisedBody]:
        """Return the bodies of a day by key, each with its parent where that exists too."""
        chart = self.chart.chart(on)
        keys = {pk: body.key for pk, body in chart.bodies.items()}
        return {
            body.key: OrganisedBody(
                key=body.key,
                kind=body.kind,
                en=body.en,
                ja=body.ja,
                parent=keys.get(body.parent) if body.parent else None,
            )
            for body in chart.bodies.values()
        }

    def organisation(self, on: date) -> Organisation:
        """Return the organisation of a day: seven queries, and two more where there are secondments.

        That of the last day that was asked for is kept: a draft is checked and made law on the same one.
        """
        if on not in self._last:
            found = self._read_organisation(on)
            self._last.clear()
            self._last[on] = found
        return self._last[on]

    def _read_organisation(self, on: date) -> Organisation:
        """Read the organisation of a day."""
        bodies = self.bodies(on)
        mandates = Mandate.objects.current().current_on(on).select_related("body__same_as", "target__same_as")
        posts = Post.objects.current().current_on(on)
        posts = posts.select_related("body__same_as", "appointed_by__same_as", "dismissed_by__same_as")
        successions, postings = read_successions(), postings_on(on)
        appointments = dict.fromkeys(gone_along(each, successions, on) for each in appointments_on(on, postings))
        secondments = [gone_along(each, successions, on) for each in secondments_on(on, postings)]
        return Organisation(
            on=on,
            bodies=bodies,
            mandates=tuple(sorted_by_key([held_function(each) for each in mandates], bodies)),
            posts=tuple(sorted_by_key([organised_post(each) for each in posts], bodies)),
            seats=tuple(sorted_by_key(seats_on(on), bodies)),
            appointments=tuple(sorted_by_key(appointments, bodies)),
            secondments=tuple(sorted_by_key(secondments, bodies)),
        )


def read_organisation(on: date) -> Organisation:
    """Read the organisation of a day as the register has it now."""
    return OrganisationHistory.read().organisation(on)


Working = TypeVar("Working", PublishedAppointment, PublishedSecondment)


def gone_along(each: Working, successions: Successions, on: date) -> Working:
    """Return what is published of a person in the body of the day: another may have taken its place, or the post."""
    body = successions.whole(each.body, on)
    if isinstance(each, PublishedAppointment) and (moves := successions.of_holder(body, each.post, on)):
        body = moves[-1][0]
    return each if body == each.body else replace(each, body=body)


def sorted_by_key(rows: Iterable[Held], bodies: Mapping[str, OrganisedBody]) -> list[Held]:
    """Return what bodies of the day hold, in one order whatever that of the database."""
    return sorted((row for row in rows if row.body in bodies), key=repr)


def held_function(row: Mandate) -> HeldFunction:
    """Return a mandate of the register as a plain value."""
    return HeldFunction(
        body=key_of(row.body),
        function=row.function,
        domain=row.domain,
        lead=row.lead,
        target=key_of(row.target) if row.target else None,
        duty_to_answer=row.duty_to_answer,
        in_law=row.in_law,
        basis_until_on=row.basis_until_on,
        basis_en=row.basis_en,
        basis_ja=row.basis_ja,
    )


def organised_post(row: Post) -> OrganisedPost:
    """Return a post of the register as a plain value."""
    return OrganisedPost(
        body=key_of(row.body),
        en=row.name_en,
        ja=row.name_ja,
        grade=row.grade,
        appointed_by=key_of(row.appointed_by) if row.appointed_by else None,
        dismissed_by=key_of(row.dismissed_by) if row.dismissed_by else None,
        number=row.number,
        term_years=row.term_years,
        consent=row.consent,
        tenure=row.tenure,
    )
