"""A small register of ties in few words, for the tests of this package."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from institutions.models import Company, GovernmentBody, Partnership, Party, Person, Source, Statement, table_of

DAY = date(2026, 6, 20)
MOMENT = datetime(2026, 6, 20, tzinfo=UTC)


def company(name: str, **rest: Any) -> Party:
    return Company.objects.create(name_en=name, **{"country": "JP", **rest})


def person(name: str, **rest: Any) -> Party:
    return Person.objects.create(name_en=name, **rest)


def body(code: str, **rest: Any) -> GovernmentBody:
    return GovernmentBody.objects.create(code=code, name_en=code, **{"country": "JP", **rest})


def partnership(of: GovernmentBody) -> Partnership:
    """Return the partnership of a body, which statements about people belong to."""
    return Partnership.objects.get_or_create(
        reference=f"of {of.code}", submitted_by=of, defaults={"created_at": MOMENT}
    )[0]


def stated(kind: str, *, of: GovernmentBody | None = None, **values: Any) -> Statement:
    """Return a new statement of an official list, or of a body about a person."""
    source, _ = Source.objects.get_or_create(title="Official list", publisher="Registry")
    owned = {"reach": "submitter", "partnership": partnership(of)} if of else {"reach": "register"}
    return table_of(kind).objects.create(**{"source": source, **owned, **values})


def holds(upper: Party, lower: Party, share_bp: int | None = None, **rest: Any) -> Statement:
    """Return a new statement that one party holds a part of a company."""
    return stated("shareholding", holder=upper, company=lower, share_bp=share_bp, **rest)


def names(ids: Any) -> dict[str, str]:
    """Return the names of parties by key."""
    found = Party.objects.filter(pk__in=[UUID(each) for each in ids if len(each) > 2])
    return {str(each.pk): each.name_en for each in found}
