"""For whom an export is made, and so what may stand in it.

What serves the whole register is everybody's. What names people is read by the body that stated it, and so are the
contact details of companies. What belongs to one partnership alone goes with the partnership, never as a tie: it is
read by whoever reads the partnership, unless they may not read of people.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.access.secrecy import hidden_parties
from institutions.kinds import Reach
from institutions.models import (
    CollectionParty,
    DocumentParty,
    Partnership,
    Party,
    PartyKind,
    Statement,
    table_of,
)

OWN_ONLY: Final = frozenset({"contact_details"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who reads. `body`: a body reads its own; `everything`: all bodies' too; `people`: also what names people.

    `secret`: secret partnerships too, of those.
    """

    body: UUID | None = None
    everything: bool = False
    people: bool = True
    secret: bool = False

    def statements(self, kind: str) -> "QuerySet[Statement]":
        """The statements of a kind that are held now and may be read, the oldest first; none of one case alone."""
        return self.history(kind).filter(superseded_at__isnull=True)

    def history(self, kind: str) -> "QuerySet[Statement]":
        """The same with those that are no longer held."""
        rows: Any = table_of(kind).objects.exclude(reach=Reach.CASE)  # Any: tables are made at run time
        if self.everything and self.people:
            return rows.order_by("pk")  # type: ignore[no-any-return]
        by_the_body = Q(partnership__submitted_by=self.body) | Q(imported__job__body=self.body)
        own = by_the_body if self.body else Q(pk__in=[])
        shared = Q(reach=Reach.REGISTER)
        if not self.people:
            own &= shared
        if kind in OWN_ONLY:
            shared = Q(pk__in=[])
        return rows.filter(own | shared).order_by("pk")  # type: ignore[no-any-return]

    def statements_of_cases(self, kind: str) -> "QuerySet[Statement]":
        """The statements of a kind that belong to one partnership alone, of those that may be read."""
        rows: Any = table_of(kind).objects.current().filter(reach=Reach.CASE)  # Any: tables are made at run time
        readable = rows.filter(partnership__in=self.partnerships()) if self.people else rows.none()
        return readable.order_by("pk")  # type: ignore[no-any-return]

    def partnerships(self) -> QuerySet[Partnership]:
        """The partnerships that may be read."""
        readable = Partnership.objects.all() if self.secret else Partnership.objects.filter(secret=False)
        if self.everything:
            return readable
        return readable.filter(submitted_by=self.body) if self.body else readable.none()

    def parties(self, kind: PartyKind) -> QuerySet[Party]:
        """Companies and bodies of the register; the people whom the reader's own documents name."""
        found = Party.objects.filter(kind=kind, same_as__isnull=True).order_by("created_at", "pk")
        parties = found.exclude(pk__in=hidden_parties(self.partnerships()).values("pk"))
        if kind is not PartyKind.PERSON or (self.everything and self.people):
            return parties
        if not self.people:
            return parties.none()
        submitted = DocumentParty.objects.filter(submission__partnership__in=self.partnerships())
        imported = CollectionParty.objects.filter(collection__body=self.body)
        # One question each, so that each can be answered from an index.
        this: tuple[dict[str, Any], ...] = ({"party": OuterRef("pk")}, {"party__same_as": OuterRef("pk")})
        named = [Exists(rows.filter(**each)) for rows in (submitted, imported) for each in this]
        return parties.filter(named[0] | named[1] | named[2] | named[3])

    def reads_contact_details(self, party: Party) -> bool:
        """Whether address and telephone of a party may be read."""
        return (self.everything and self.people) or (self.body is not None and party.stated_by_id == self.body)
