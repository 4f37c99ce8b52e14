"""The partnerships that a change of a list touches, and why: which of their parties, directly or through owners.

A change of the register decides which ones it touches (`rules.assessing.changes`); the reasons are found afterwards,
for a reader. The number of queries depends on neither the list nor the partnerships.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Final
from uuid import UUID

from django.utils import timezone

from institutions.access.callers import ALL_BODIES
from institutions.events.changes import RegisterChange
from institutions.kinds.countries import COUNTRIES
from institutions.lists.refreshing import RefreshedList
from institutions.models import DocumentParty, Party, PartyKind, Submission
from institutions.models.sql_lists import among
from institutions.parties.ownership.owners import Owners, owners_of
from rules.assessing.questions import partnerships_asking, partnerships_touched_by
from rules.facts.gathering.asked_rows import stored_place
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.parties import Identities, read_identities
from rules.facts.gathering.questions import COUNTRY, PARTY
from rules.facts.gathering.touch import PartyKeys, touch_of
from rules.models import AskedPlaces, AskedValue

LISTING: Final = stored_place("listing", "company")
ITSELF: Final = "itself"  # it takes part
OWNER: Final = "owner"  # it owns or controls a participant, along whatever chain
NAMED: Final = "named"  # the proposal names it in another way, such as a bidder
CONNECTED: Final = "connected"  # the case reads it in another way: a rival, or a company that a party took over
DESCRIBED: Final = "described"  # the list changes a party's name or country
TREATY: Final = "treaty"  # the case reads the treaties of the country


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchReason:
    """One reason: a company or country of the list, the way in which, and the chain from a participant up to it."""

    key: str
    name: str
    way: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedPartnership:
    """A partnership that is assessed again."""

    partnership: UUID
    reference: str
    sponsor: str
    because: tuple[TouchReason, ...]


@dataclass(slots=True)
class SoughtParties:
    """The search values for questions of cases: by key, companies of entries, described ones, countries."""

    listed: dict[str, UUID] = field(default_factory=dict)
    described: dict[str, UUID] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)

    def keys(self) -> list[str]:
        """Return every value that a case may have asked for."""
        return sorted({*self.listed, *self.described, *self.countries})


def touched_by_changes(changes: Iterable[RegisterChange], on: date) -> list[TouchedPartnership]:
    """Return the partnerships that changes of a list touch, with owners as of a day."""
    changes, identity = list(changes), read_identities(by_number=False)
    names, sought, found = PartyKeys(identity), SoughtParties(), set[UUID]()
    for change in changes:
        found |= partnerships_touched_by(touch_of(change, changed_acts(change), identity))
        sought.countries |= change.countries
        companies = {each.values.get("company") for each in change.statements if each.kind == "listing"}
        for company in companies:
            if isinstance(company, UUID):
                sought.listed |= dict.fromkeys(names.keys(company), company)
        for party in change.parties:
            sought.described |= dict.fromkeys(names.keys(party), party)
    return touch_reasons(found, sought, identity, on)


def touched_partnerships(found: RefreshedList) -> tuple[list[TouchedPartnership], list[TouchedPartnership]]:
    """Return the partnerships that an edition touches, and those it would touch if possible matches were confirmed."""
    if not found.applied:
        return [], []
    today = timezone.localdate()
    touched = touched_by_changes(found.applied.changes, today)
    candidates = {lead.party for entry in found.entries for lead in entry.leads}
    known = {each.partnership for each in touched}
    possible = touched_if_confirmed(candidates, today) if candidates else []
    return touched, [each for each in possible if each.partnership not in known]


def touched_if_confirmed(candidates: Iterable[UUID], on: date) -> list[TouchedPartnership]:
    """Return the partnerships that would be touched if these possible matches of entries were confirmed."""
    identity = read_identities(by_number=False)
    names, sought = PartyKeys(identity), SoughtParties()
    for party in candidates:
        sought.listed |= dict.fromkeys(names.keys(party), party)
    if not sought.listed:
        return []
    sets = dict(AskedPlaces.objects.values_list("pk", "places"))
    return touch_reasons(partnerships_asking({LISTING: tuple(sought.listed)}, sets), sought, identity, on)


def touch_reasons(
    partnerships: set[UUID], sought: SoughtParties, identity: Identities, on: date
) -> list[TouchedPartnership]:
    """Return the partnerships by reference, each with its reasons."""
    if not partnerships:
        return []
    asked = places_asked(partnerships, sought)
    present = Submission.objects.filter(among("partnership", partnerships), superseded_at__isnull=True)
    rows = list(present.select_related("partnership", "sponsor").order_by("partnership__reference", "pk"))
    named = parties_named(rows)
    owners = owners_over({party for of_one in named.values() for party in of_one.participants.values()}, on)
    why = TouchReasons(
        sought, identity, owners, Party.objects.in_bulk([*{*sought.listed.values(), *sought.described.values()}])
    )
    return [
        TouchedPartnership(
            partnership=row.partnership_id,
            reference=row.partnership.reference,
            sponsor=row.sponsor.code or row.sponsor.name,
            because=tuple(why.of(asked.get(row.partnership_id, {}), named[row.pk])),
        )
        for row in rows
    ]


def places_asked(partnerships: set[UUID], sought: SoughtParties) -> dict[UUID, dict[str, set[str]]]:
    """Return by partnership and value the places in which it asked for the value."""
    sets = dict(AskedPlaces.objects.values_list("pk", "places"))
    values = AskedValue.objects.filter(among("asking__partnership", partnerships), value__in=sought.keys())
    found: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for partnership, value, places in values.values_list("asking__partnership_id", "value", "places_id"):
        found[partnership][value] |= set(sets.get(places, ()))
    return found


@dataclass(slots=True)
class NamedCompanies:
    """The companies that a proposal names, by their present key."""

    participants: dict[str, UUID] = field(default_factory=dict)
    others: dict[str, UUID] = field(default_factory=dict)


def parties_named(rows: Sequence[Submission]) -> dict[int, NamedCompanies]:
    """Return the companies that each proposal names. One query."""
    found = {row.pk: NamedCompanies() for row in rows}
    taking_part = {row.pk: {each["company"] for each in row.document["participants"]} for row in rows}
    of_rows = DocumentParty.objects.filter(among("submission__partnership", (row.partnership_id for row in rows)))
    companies = of_rows.filter(submission__superseded_at__isnull=True, party__kind=PartyKind.COMPANY)
    columns = ("submission_id", "key", "party_id", "party__same_as_id")
    for submission, key, party, true in companies.values_list(*columns):
        named = found[submission]
        of_sort = named.participants if key in taking_part[submission] else named.others
        of_sort[str(true or party)] = true or party
    return found


def owners_over(companies: set[UUID], on: date) -> Owners | None:
    """Return the owners over the companies; None for no companies."""
    return owners_of(companies, on=on, reader=ALL_BODIES) if companies else None


@dataclass(frozen=True, slots=True)
class TouchReasons:
    """The search for reasons, one partnership after the other."""

    sought: SoughtParties
    identity: Identities
    owners: Owners | None
    parties: Mapping[UUID, Party]

    def of(self, asked: Mapping[str, set[str]], named: NamedCompanies) -> list[TouchReason]:
        """Return the reasons of one partnership, each company once."""
        found: dict[str, TouchReason] = {}
        below = cache(partial(self.reached_from, sorted(named.participants)))  # walked where it is asked for, once
        for value, places in sorted(asked.items()):
            if LISTING in places and value in self.sought.listed:
                party = self.sought.listed[value]
                key = self.identity.key(party)
                found[key] = self.listed(key, self.name(party), named, below)
            elif PARTY in places and value in self.sought.described:
                party = self.sought.described[value]
                key = self.identity.key(party)
                found.setdefault(key, TouchReason(key=key, name=self.name(party), way=DESCRIBED))
            elif COUNTRY in places and value in self.sought.countries:
                found[value] = TouchReason(key=value, name=name_of_country(value), way=TREATY)
        return list(found.values())

    def listed(self, key: str, name: str, named: NamedCompanies, below: Callable[[], Mapping[str, str]]) -> TouchReason:
        """Return how a company of the list is tied to a proposal; `below` gives what `reached_from` does."""
        if key in named.participants:
            return TouchReason(key=key, name=name, way=ITSELF)
        if self.owners is not None and key in (lower := below()):
            keys = [key]
            while lower[keys[-1]]:
                keys.append(lower[keys[-1]])
            path = tuple(self.owners.parties[each].name for each in reversed(keys))
            return TouchReason(key=key, name=name, way=OWNER, path=path)
        return TouchReason(key=key, name=name, way=NAMED if key in named.others else CONNECTED)

    def reached_from(self, companies: Iterable[str]) -> dict[str, str]:
        """Return each company and owner over it, with the one below it on the shortest chain from the first company.

        A company itself has none below it. Where several companies lead to an owner, the first one counts: what an
        earlier company reaches is not walked again, since everything over that is reached from there too.
        """
        below: dict[str, str] = {}
        if self.owners is None:
            return below
        for company in companies:
            waiting = [] if company in below else [company]
            below.setdefault(company, "")
            while waiting:
                fresh: dict[str, str] = {}
                for lower in waiting:
                    for upper in self.owners.above.get(lower, ()):
                        if upper not in below:
                            fresh.setdefault(upper, lower)
                below |= fresh
                waiting = list(fresh)
        return below

    def name(self, party: UUID) -> str:
        """Return the name of the party."""
        row = self.parties.get(party)
        return row.name if row else str(party)


def name_of_country(code: str) -> str:
    """Return a country's name in English, as the command uses it."""
    named = COUNTRIES.get(code)
    return named.en if named else code
