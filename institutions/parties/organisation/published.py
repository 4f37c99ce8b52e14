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
from institutions.models import Party, PartyKind
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
    """A person holds a post in a body on the day. `named` false: no source says who, and `person` stands for them."""

    person: str
    body: str
    post: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSecondment:
    """A person of a company works in a body on the day. `approved_exchange` None: not known.

    `domains`: those in which the register has a share of the market or a competitor of the company, or the industry
    from which the person is said to come; empty: none known. `named` false: no source says which company it is, and
    `company` stands for it.
    """

    person: str
    company: str
    body: str
    approved_exchange: bool | None = None
    domains: tuple[str, ...] = ()
    named: bool = True


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


def postings_on(on: date) -> tuple[Any, ...]:  # Any: tables are made at run time
    """Return the statements of a day about officials from elsewhere whom no source names: one query."""
    return tuple(rows_on("posting", on, "body", "origin"))


def appointments_on(on: date, postings: Iterable[Any]) -> Iterator[PublishedAppointment]:  # Any: as above
    """Yield each post of a person in a body once: one query.

    Posts that people of another body hold beside their own are among them, by the postings of the day.
    """
    rows = rows_on("appointment", on, "body", "person")
    yield from dict.fromkeys(
        PublishedAppointment(person=key_of(row.person), body=key_of(row.body), post=row.post or "") for row in rows
    )
    for row in postings:
        if not row.keeps_post or row.origin is None or row.origin.kind != PartyKind.BODY:
            continue
        for body, post in ((row.body, row.posts or ""), (row.origin, "")):
            yield PublishedAppointment(person=unnamed_in(row), body=key_of(body), post=post, named=False)


def secondments_on(on: date, postings: Iterable[Any]) -> Iterator[PublishedSecondment]:  # Any: as above
    """Yield the secondments of a day: one query, and two for the domains of their companies.

    Those from a company, an industry or the private sector are among them, by the postings of the day.
    """
    rows = list(rows_on("secondment", on, "body", "person", "company"))
    private = [row for row in postings if is_private(row)]
    companies = {row.company_id for row in rows} | {row.origin_id for row in private if row.origin_id}
    domains = domains_of(companies, on) if companies else {}
    for row in rows:
        yield PublishedSecondment(
            person=key_of(row.person),
            company=key_of(row.company),
            body=key_of(row.body),
            approved_exchange=approval_in(row),
            domains=tuple(sorted(domains.get(row.company_id, ()))),
        )
    for row in private:
        of_company = domains.get(row.origin_id, ()) if row.origin_id else ()
        yield PublishedSecondment(
            person=unnamed_in(row),
            company=key_of(row.origin) if row.origin else unnamed_in(row),
            body=key_of(row.body),
            approved_exchange=approval_in(row),
            domains=tuple(sorted({*of_company, *filter(None, (row.domain,))})),
            named=row.origin is not None,
        )


def approval_in(row: Any) -> bool | None:  # Any: as above
    """Return whether an exchange was approved; None: not known. One that is said to have no approval has none."""
    return False if "approved_exchange" in row.says_none else row.approved_exchange


def is_private(row: Any) -> bool:  # Any: as above
    """Return whether a posting is of people of a company, an industry or the private sector."""
    if row.origin:
        return bool(row.origin.kind == PartyKind.COMPANY)
    return row.from_sector == "private_sector" or (bool(row.domain) and row.from_sector is None)


def unnamed_in(row: Any) -> str:  # Any: as above
    """Return what stands for the people of a posting, whom no source names: the id of the statement."""
    return str(row.lineage)


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
