"""The register's knowledge of parties: their keys, kinds and names, and the parents of bodies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from institutions.models import BodyParent, IdentityLead, LeadState, Party
from institutions.models.party import CONFINED_WITH_A_NUMBER
from institutions.models.sql_lists import among, as_listed, id_among, quote_name
from rules.facts.gathering.document import DETAILS, name_by_language
from rules.facts.gathering.statements import Values


@dataclass(frozen=True, slots=True)
class Identities:
    """The keys of parties in facts: a body by its code, one that was found to be another party by that party's key."""

    codes: dict[UUID, str]
    same_as: dict[UUID, UUID]
    ids: dict[str, UUID]  # of bodies, by code
    founded: frozenset[UUID] = frozenset()  # bodies of a draft: no row names them, so nothing is asked about them
    keys: dict[UUID, str] = field(default_factory=dict, compare=False, repr=False)  # found so far

    def true_id(self, party: UUID) -> UUID:
        """Return the party that this one was found to be, or itself."""
        if party not in self.same_as:
            return party
        seen = {party}
        while (other := self.same_as.get(party)) and other not in seen:
            seen.add(other)
            party = other
        return party

    def every_id(self, parties: Iterable[UUID]) -> frozenset[UUID]:
        """Return the ids of the register for some parties: theirs, and every other that was found to be one of them."""
        true = {self.true_id(party) for party in parties}
        found = true | {party for party in self.same_as if self.true_id(party) in true}
        return frozenset(found) - self.founded

    def key(self, party: UUID) -> str:
        """Return the key of a party in facts."""
        if (found := self.keys.get(party)) is None:
            true = self.true_id(party)
            found = self.keys[party] = self.codes.get(true) or str(true)
        return found


@dataclass(frozen=True, slots=True)
class BodySpan:
    """The kind of a body, and its first and last day as far as they are stated."""

    kind: str
    founded_on: date | None
    dissolved_on: date | None


@dataclass(frozen=True, slots=True)
class PartyDetailsByKey:
    """Descriptions and names of parties by key, without the parents of bodies; the days of all bodies."""

    details: dict[str, Values] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[str, BodySpan] = field(default_factory=dict)

    def joined(self, other: "PartyDetailsByKey") -> "PartyDetailsByKey":
        """Return these and others, which go first."""
        return PartyDetailsByKey(
            {**self.details, **other.details}, {**self.names, **other.names}, {**self.bodies, **other.bodies}
        )


def read_identities(*, by_number: bool = True) -> Identities:
    """Read the codes of all bodies, and every party that was found to be another: one query.

    `by_number`: a party that restricted partnerships alone name is the one that everybody finds with its number, unless
    a person decided otherwise. So these partnerships are assessed on what is stated of that number, whoever stated it.
    Each part reads an index of its own, so that a register of many companies costs no more than one of few, nor do the
    people and companies without a number whom restricted partnerships name.
    """
    columns = ("id", "code", "same_as_id")
    bodies = Party.objects.filter(code__gt="").values_list(*columns)  # only a body has a code
    parts = [Party.objects.filter(same_as__isnull=False).values_list(*columns)]
    if by_number:
        parts.append(confined_by_number())
    codes: dict[UUID, str] = {}
    same_as: dict[UUID, UUID] = {}
    for party, code, other in bodies.union(*parts):
        if code:
            codes[party] = code
        if other:
            same_as[party] = other
    return Identities(codes, same_as, {code: party for party, code in codes.items()})


def read_identities_near(people: Iterable[UUID]) -> Identities:
    """Read who these people were found to be, and who was found to be one of them; codes of bodies are left out.

    An account is looked up on every page, so this may not grow with all that the register ever joined. It is one query,
    whomever they were found to be: the number would else tell that somebody was found to be a person of a restricted
    partnership. People have no number by which they would be somebody else.
    """
    asked = frozenset(people)
    if not asked:
        return Identities({}, {}, {})
    party, key, same = (quote_name(name) for name in (Party._meta.db_table, "id", "same_as_id"))  # noqa: SLF001 - Django documents _meta
    these = f"SELECT {key}, {same} FROM {party} WHERE {id_among(key)}"  # noqa: S608 - no input in it
    linked = f"p.{key} = near.other OR p.{same} = near.party"
    nearer = f"SELECT p.{key}, p.{same} FROM near JOIN {party} p ON {linked}"  # noqa: S608 - as above
    sql = f"WITH RECURSIVE near(party, other) AS ({these} UNION {nearer}) SELECT party, other FROM near"  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE other IS NOT NULL", [as_listed(asked)])
        found = {UUID(str(one)): UUID(str(other)) for one, other in cursor.fetchall()}
    return Identities({}, found, {})


def confined_by_number() -> Any:  # Any: a query of rows
    """Select id, code and, of each confined party, the id of the party that everybody finds with its number."""
    alike = {"kind": OuterRef("kind"), "confined": False}
    by_number, by_lei = (
        Party.objects.filter(**{number: OuterRef(number)}, **alike).values("pk")[:1]
        for number in ("corporate_number", "lei")
    )
    refused = IdentityLead.objects.filter(party=OuterRef("pk"), candidate=OuterRef("free"), state=LeadState.REFUSED)
    confined = Party.objects.filter(CONFINED_WITH_A_NUMBER, same_as=None)
    found = confined.annotate(free=Coalesce(Subquery(by_number), Subquery(by_lei)))
    return found.filter(~Exists(refused), free__isnull=False).values_list("id", "code", "free")


def body_parents(known_at: datetime) -> list[BodyParent]:
    """Read every body and its parents, as known at a moment: one query."""
    return list(BodyParent.objects.known_at(known_at).order_by("from_on", "pk"))


def parents_on(day: date, rows: Iterable[BodyParent], identity: Identities) -> dict[str, str]:
    """Return the parent of each body on a day; where two rows say so, the later one."""
    return {
        identity.key(row.body_id): identity.key(row.parent_id)
        for row in rows
        if (row.from_on or date.min) <= day <= (row.until_on or date.max)
    }


def bodies_in_line(body: str, rows: Iterable[BodyParent], identity: Identities) -> frozenset[str]:
    """Return a body, those above it and those under it, on whatever day."""
    above: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        lower, upper = identity.key(row.body_id), identity.key(row.parent_id)
        above[lower].add(upper)
        below[upper].add(lower)
    found = {body}
    for steps in (above, below):
        reached, waiting = {body}, [body]
        while waiting:
            fresh = steps.get(waiting.pop(), set()) - reached
            reached |= fresh
            waiting += fresh
        found |= reached
    return frozenset(found)


def describe_by_key(parties: Iterable[UUID], identity: Identities) -> PartyDetailsByKey:
    """Read the register's descriptions of these parties and of all bodies: one query."""
    true = {identity.true_id(party) for party in parties} | {identity.true_id(party) for party in identity.codes}
    found = PartyDetailsByKey()
    for row in Party.objects.filter(among("id", true)):
        key = identity.key(row.id)
        given = {name: value for name in DETAILS if (value := getattr(row, name)) not in (None, "")}
        found.details[key] = {"sort": row.kind, **given}
        if names := name_by_language({"en": row.name_en, "ja": row.name_ja}):
            found.names[key] = names
        if row.code:
            found.bodies[key] = BodySpan(row.type, row.founded_on, row.dissolved_on)
    return found
