"""Parties: whom a reader may find, and under which names.

Bodies and companies are there for everybody, but for those that only a restricted partnership brought in. People are
there for the bodies whose documents name them.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.access import partnerships
from institutions.access.callers import EVERYBODY, Reader, reader_for
from institutions.access.keys import KeyHolder
from institutions.access.rule import EVERYTHING, NOTHING, Is, Missing, Rule, Selected, among
from institutions.models import (
    Account,
    CollectionParty,
    DocumentParty,
    Partnership,
    Party,
    PartyKind,
    PartyName,
    Person,
    table_of,
)

IS_PERSON: Final = Is("kind", PartyKind.PERSON)


def hidden_from(reader: Reader = EVERYBODY) -> QuerySet[Party]:
    """Return the parties that a reader must not find.

    A restricted partnership that they may not read brought them in, and no import and no other partnership names them.
    """
    closed = Partnership.objects.filter(partnerships.closed_to(reader).q())
    of_closed = {"submission__partnership__in": closed.values("pk")}
    named = DocumentParty.objects.filter(**of_closed).values("party")
    brought_in = PartyName.objects.filter(party=OuterRef("pk"), **of_closed)
    elsewhere = DocumentParty.objects.filter(party=OuterRef("pk")).exclude(**of_closed)
    imported = CollectionParty.objects.filter(party=OuterRef("pk"))
    return Party.objects.filter(Q(pk__in=named), Exists(brought_in), ~Exists(elsewhere), ~Exists(imported)).order_by()


def findable(reader: Reader = EVERYBODY, path: str = "pk") -> Rule:
    """Return the rule for rows whose party a reader may find: it is not known from a restricted partnership alone."""
    return ~Selected(path, hidden_from(reader))


def people_for(reader: Reader) -> QuerySet[Person]:
    """Return the people whom documents of the reader's bodies name, under whatever id; all where they read all bodies.

    Readers who do not read of kin read no people: many are in the register for the sake of their kin alone.
    """
    everybody = Person.objects.all()
    if not reader.kin:
        return everybody.none()
    if reader.bodies is None:
        return everybody
    submitted = DocumentParty.objects.filter(partnerships.readable(reader).under("submission__partnership").q())
    imported = CollectionParty.objects.filter(among("collection__body", reader.bodies).q())
    # One question each, so that each can be answered from an index.
    this: tuple[dict[str, Any], ...] = ({"party": OuterRef("pk")}, {"party__same_as": OuterRef("pk")})
    named = [Exists(rows.filter(**each)) for rows in (submitted, imported) for each in this]
    return everybody.filter(named[0] | named[1] | named[2] | named[3])


def named_in_submissions(reader: Reader) -> QuerySet[Person]:
    """Return the people named in submissions that a reader may read."""
    readable = partnerships.partnerships_read_by(reader)
    named = DocumentParty.objects.filter(party=OuterRef("pk"), submission__partnership__in=readable)
    return Person.objects.filter(Exists(named))


def listed_people(reader: Reader) -> QuerySet[Person]:
    """Return of these nobody's kin to readers who do not read of kin: some are named for nothing else."""
    people = named_in_submissions(reader)
    if reader.kin:
        return people
    kin: Any = table_of("kinship").objects.current()  # Any: tables are made at run time
    return people.exclude(pk__in=kin.filter(relative__isnull=False).values("relative"))


def readable(reader: Reader) -> Rule:
    """Return the rule for the parties whom a reader may find: bodies and companies, and of people those they may see.

    None that is known only from a restricted partnership which they may not read.
    """
    return (~IS_PERSON | Selected("pk", people_for(reader))) & findable(reader)


def parties_for(user: Account | KeyHolder) -> QuerySet[Party]:
    """Return the parties whom somebody may find.

    Every page about a party, every search for one and every way to one begins here.
    """
    return Party.objects.filter(readable(reader_for(user)).q())


def of_kind(kind: PartyKind, reader: Reader) -> QuerySet[Party]:
    """Return the parties of one kind whom a reader may find, each once, the oldest first."""
    rule = Is("kind", kind) & Missing("same_as") & (readable(reader) if kind is PartyKind.PERSON else findable(reader))
    return Party.objects.filter(rule.q()).order_by("created_at", "pk")


def comparable(body: UUID | None) -> Rule:
    """Return the rule for what a body's new party is compared with: of people those that it or nobody stated."""
    return ~IS_PERSON | among("stated_by", [body] if body else ()) | Missing("stated_by")


def names_read_by(reader: Reader, kind: str) -> Rule:
    """Return the rule for names of a kind of parties: of people those that the reader's bodies or nobody gave."""
    if kind != PartyKind.PERSON or reader.bodies is None:
        return EVERYTHING
    return (Missing("submission") & Missing("imported")) | given_by(reader.bodies)


def given_by(bodies: Iterable[UUID]) -> Rule:
    """Return the rule for what submissions and imports of these bodies say of parties."""
    given = frozenset(bodies)
    submitted = partnerships.submitted_by(given).under("submission__partnership")
    return submitted | among("imported__job__body", given)


def contact_details(reader: Reader) -> Rule:
    """Return the rule for the parties whose address and telephone a reader may read: those that their bodies stated."""
    if reader.bodies is None:
        return EVERYTHING if reader.kin else NOTHING
    return among("stated_by", reader.bodies)


def reads_contact_details(reader: Reader, party: Party) -> bool:
    """Return whether a reader may read address and telephone of a party."""
    return contact_details(reader).test()(party)
