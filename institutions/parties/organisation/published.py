"""Published statements on seats and on people in government bodies, as plain values of a day.

Only what anybody may look up is read (`institutions.access.statements.published_statements`): findings about the
organisation are shown to every reader. People and companies are ids here and are named nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from institutions.access.statements import published_statements
from institutions.models import Party
from institutions.models.sql_lists import among


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisedSeat:
    """A seat in a council on the day. `holder` is the key of a body, or the register's id of a company or person."""

    body: str
    holder: str
    sort: str  # of the holder: body, company or person
    votes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAppointment:
    """A person holds a post in a body on the day."""

    person: str
    body: str
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSecondment:
    """A person of a company works in a body on the day. `approved_exchange` None: not known.

    `domains`: those in which the register has a share of the market or a competitor of the company; empty: none known.
    """

    person: str
    company: str
    body: str
    approved_exchange: bool | None = None
    domains: tuple[str, ...] = ()


def seats_on(on: date) -> Iterator[OrganisedSeat]:
    """Yield the seats of a day: one query. Of several of one holder in one council the last that was stated."""
    found: dict[tuple[str, str], OrganisedSeat] = {}
    for row in rows_on("seat", on, "body", "holder"):
        seat = OrganisedSeat(
            body=key_of(row.body),
            holder=key_of(row.holder),
            sort=row.holder.kind,
            votes=1 if row.votes is None else row.votes,
        )
        found[seat.body, seat.holder] = seat
    yield from found.values()


def appointments_on(on: date) -> Iterator[PublishedAppointment]:
    """Yield each post of a person in a body once: one query."""
    rows = rows_on("appointment", on, "body", "person")
    yield from dict.fromkeys(
        PublishedAppointment(person=key_of(row.person), body=key_of(row.body), post=row.post or "") for row in rows
    )


def secondments_on(on: date) -> Iterator[PublishedSecondment]:
    """Yield the secondments of a day: one query, and two for the domains of their companies."""
    rows = list(rows_on("secondment", on, "body", "person", "company"))
    domains = domains_of({row.company_id for row in rows}, on) if rows else {}
    for row in rows:
        yield PublishedSecondment(
            person=key_of(row.person),
            company=key_of(row.company),
            body=key_of(row.body),
            approved_exchange=False if "approved_exchange" in row.says_none else row.approved_exchange,
            domains=tuple(sorted(domains.get(row.company_id, ()))),
        )


def domains_of(companies: Iterable[UUID], on: date) -> Mapping[UUID, set[str]]:
    """Return the domains in which the companies have a share of the market, or a competitor, on a day."""
    asked = set(companies)
    found: dict[UUID, set[str]] = defaultdict(set)
    for kind, names in (("market", ("company_id",)), ("competitor", ("company_id", "of_id"))):
        rows: Any = published_statements(kind).current_on(on)  # Any: tables are made at run time
        for name in names:
            of_these = rows.filter(among(name, asked)).exclude(domain=None)
            for company, domain in of_these.values_list(name, "domain"):
                found[company].add(domain)
    return found


def rows_on(kind: str, on: date, *parties: str) -> Any:  # Any: tables are made at run time
    """Return the published statements of a kind on a day, with the parties that they were found to be."""
    return published_statements(kind).current_on(on).select_related(*(f"{name}__same_as" for name in parties))


def key_of(party: Party) -> str:
    """Return the key of a party, or of the one that it was found to be."""
    return (party.same_as or party).key
