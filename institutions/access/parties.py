"""Parties: those that a reader may find, and the names they may see.

Bodies and companies are visible to everybody, except those known only from a restricted partnership. People are
visible to the bodies whose documents name them.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.access import partnerships
from institutions.access.callers import EVERYBODY, Reader, reader_for
from institutions.access.column_tests import ColumnEmpty, ColumnEquals, ColumnSelected, column_among
from institutions.access.keys import KeyHolder
from institutions.access.rule import EVERYTHING, NOTHING, AccessRule
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
from institutions.values.written_id import written_id

IS_PERSON: Final = ColumnEquals("kind", PartyKind.PERSON)


def hidden_from(reader: Reader = EVERYBODY) -> QuerySet[Party]:
    """Return the parties that a reader must not find.

    These came in with a restricted partnership that they may not read, and no import and no other partnership
    names them.
    """
    named = DocumentParty.objects.filter(submission__partnership__in=closed_to(reader)).values("party")
    return Party.objects.filter(Q(pk__in=named), is_hidden(reader)).order_by()


def closed_to(reader: Reader) -> QuerySet[Any]:
    """Return the ids of the restricted partnerships that a reader may not read."""
    return Partnership.objects.filter(partnerships.closed_partnerships_rule(reader).q()).values("pk")


def is_hidden(reader: Reader, path: str = "pk") -> Q:
    """Return the condition that the party of a row is hidden from a reader, for a query that starts from few rows.

    It reads the names and documents of each row's party by itself: where `hidden_from` lists all hidden parties, the
    time of this one does not depend on how many there are, nor its number of queries on whether there is any.
    """
    of_closed = {"submission__partnership__in": closed_to(reader)}
    brought_in = PartyName.objects.filter(party=OuterRef(path), **of_closed)
    elsewhere = DocumentParty.objects.filter(party=OuterRef(path)).exclude(**of_closed)
    imported = CollectionParty.objects.filter(party=OuterRef(path))
    return Q(Exists(brought_in), ~Exists(elsewhere), ~Exists(imported))


def found_beside(partnership: UUID, parties: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these parties that everybody would find, were this partnership restricted. One query."""
    closed = Q(submission__partnership=partnership) | Q(submission__partnership__in=closed_to(EVERYBODY))
    brought_in = PartyName.objects.filter(closed, party=OuterRef("pk"))
    elsewhere = DocumentParty.objects.filter(party=OuterRef("pk")).exclude(closed)
    imported = CollectionParty.objects.filter(party=OuterRef("pk"))
    hidden = Q(Exists(brought_in), ~Exists(elsewhere), ~Exists(imported))
    return frozenset(Party.objects.filter(~hidden, pk__in=parties).values_list("pk", flat=True))


def findable_parties_rule(reader: Reader = EVERYBODY, path: str = "pk") -> AccessRule:
    """Return the rule for rows whose party a reader may find: it is not known from a restricted partnership alone."""
    return ~ColumnSelected(path, hidden_from(reader))


def people_named_for(reader: Reader) -> QuerySet[Person]:
    """Return the people named in documents of the reader's bodies, under any id; all where they read all bodies."""
    return Person.objects.filter(is_person_named_for(reader))


def is_person_named_for(reader: Reader, path: str = "pk") -> Q:
    """Return the condition that the person of a row is named in documents of the reader's bodies.

    Readers without the right to data on kin read no people: many are in the register only as somebody's kin.
    """
    if not reader.kin:
        return NOTHING.q()
    if reader.bodies is None:
        return EVERYTHING.q()
    submitted = DocumentParty.objects.filter(
        partnerships.partnerships_rule(reader).under("submission__partnership").q()
    )
    imported = CollectionParty.objects.filter(column_among("collection__body", reader.bodies).q())
    # One EXISTS each, so that each can be answered from an index.
    this: tuple[dict[str, Any], ...] = ({"party": OuterRef(path)}, {"party__same_as": OuterRef(path)})
    named = [Exists(rows.filter(**each)) for rows in (submitted, imported) for each in this]
    return Q(named[0] | named[1] | named[2] | named[3])


def named_in_submissions(reader: Reader) -> QuerySet[Person]:
    """Return the people named in submissions that a reader may read."""
    readable = partnerships.partnerships_read_by(reader)
    named = DocumentParty.objects.filter(party=OuterRef("pk"), submission__partnership__in=readable)
    return Person.objects.filter(Exists(named))


def listed_people(reader: Reader) -> QuerySet[Person]:
    """Return the people in lists: without relatives named for nothing else, where the reader may not read of kin.

    Readers of all bodies without that right maintain rules and accounts: they read no people, as on the pages.
    """
    people = named_in_submissions(reader)
    if reader.kin:
        return people
    if reader.bodies is None:
        return people.none()
    kin: Any = table_of("kinship").objects.current()  # Any: tables are made at run time
    return people.exclude(pk__in=kin.filter(relative__isnull=False).values("relative"))


def parties_rule(reader: Reader) -> AccessRule:
    """Return the rule for the parties that a reader may find: bodies and companies, and the people they may see.

    It excludes parties known only from a restricted partnership that they may not read.
    """
    return (~IS_PERSON | ColumnSelected("pk", people_named_for(reader))) & findable_parties_rule(reader)


def parties_for(user: Account | KeyHolder) -> QuerySet[Party]:
    """Return the parties that somebody may find.

    Every page about a party, every search and every link to one starts from this queryset.
    """
    return Party.objects.filter(parties_rule(reader_for(user)).q())


def is_known_to(reader: Reader, kind: str, path: str = "pk") -> Q:
    """Return the condition that a reader may find the party of a row, for a query that starts from few rows.

    It is the condition of `parties_rule` for parties of one kind.
    """
    named = is_person_named_for(reader, path) if kind == PartyKind.PERSON else Q()
    return named & ~is_hidden(reader, path)


def parties_known_to(reader: Reader, *, people: bool = True) -> QuerySet[Party]:
    """Return the same parties for a look-up by id or number, which starts from the few that have it.

    What a document or a file says of a party is joined to one of these, and to no other. Without `people` the query
    leaves them out, and takes a third of the time to write and to plan.
    """
    if not people:
        return Party.objects.filter(~IS_PERSON.q(), ~is_hidden(reader))
    named = is_person_named_for(reader)  # an empty condition, which "or" would drop, where they read all bodies
    known = Q(~IS_PERSON.q() | named if named else Q(), ~is_hidden(reader))
    return Party.objects.filter(known | Q(pk__in=reader.people) if reader.people else known)


def party_by_id_or_code(text: str) -> Q:
    """Match a party by its id, or a body by its code."""
    party = written_id(text)
    return Q(code=text) if party is None else Q(pk=party)


def parties_of_kind(kind: PartyKind, reader: Reader) -> QuerySet[Party]:
    """Return the parties of one kind that a reader may find, each once, the oldest first."""
    rule = (
        ColumnEquals("kind", kind)
        & ColumnEmpty("same_as")
        & (parties_rule(reader) if kind is PartyKind.PERSON else findable_parties_rule(reader))
    )
    return Party.objects.filter(rule.q()).order_by("created_at", "pk")


def comparable_rule(body: UUID | None) -> AccessRule:
    """Return the rule for the parties to compare a body's new party with: no person that another body stated."""
    return ~IS_PERSON | column_among("stated_by", [body] if body else ()) | ColumnEmpty("stated_by")


def names_rule(reader: Reader, kind: str) -> AccessRule:
    """Return the rule for the readable names of a kind of party: of people those from the reader's bodies or none."""
    if kind != PartyKind.PERSON or reader.bodies is None:
        return EVERYTHING
    return (ColumnEmpty("submission") & ColumnEmpty("imported")) | given_by_rule(reader.bodies)


def given_by_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for statements about parties in submissions and imports of these bodies."""
    given = frozenset(bodies)
    submitted = partnerships.submitted_rule(given).under("submission__partnership")
    return submitted | column_among("imported__job__body", given)


def contact_details(reader: Reader) -> AccessRule:
    """Return the rule for the parties whose address and telephone a reader may read: stated by the reader's bodies."""
    if reader.bodies is None:
        return EVERYTHING if reader.kin else NOTHING
    return column_among("stated_by", reader.bodies)


def reads_contact_details(reader: Reader, party: Party) -> bool:
    """Return whether a reader may read address and telephone of a party."""
    return contact_details(reader).test()(party)
