"""Only published statements on seats and people are part of the organisation of a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from institutions.models import Company, GovernmentBody, Party, Source, table_of
from institutions.parties.organisation.state import OrganisationHistory, read_organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


@pytest.fixture
def council() -> GovernmentBody:
    """Found a council and a ministry."""
    made = []
    for code, kind in (("PANEL", "council"), ("METI", "ministry")):
        body = GovernmentBody(code=code, name_en=code, country="JP", type=kind, founded_on=date(2001, 1, 6))
        body.save()
        made.append(body)
    return made[0]


def person() -> Party:
    row = Party(kind="person", name_en="Sato Haruka")
    row.save()
    return row


def company() -> Company:
    row = Company(name_en="Hikari Magnetics", country="JP")
    row.save()
    return row


def stated(kind: str, *, reach: str = "register", url: str = "https://example.go.jp/list", **values: Any) -> None:
    source, _ = Source.objects.get_or_create(title="List of members", publisher="Cabinet Office", url=url)
    table_of(kind).objects.create(reach=reach, source=source, **values)


def test_a_seat_has_its_holder_and_one_vote_where_none_are_stated(council: GovernmentBody) -> None:
    meti, hikari, sato = GovernmentBody.objects.get(code="METI"), company(), person()
    stated("seat", body=council, holder=meti, votes=2)
    stated("seat", body=council, holder=hikari)
    stated("seat", body=council, holder=sato, reach="submitter", votes=0)
    stated("seat", body=council, holder=hikari, until_on=date(2026, 6, 19), votes=5)
    found = {(each.sort, each.holder, each.votes) for each in read_organisation(DAY).seats}
    assert found == {("body", "METI", 2), ("company", str(hikari.pk), 1), ("person", str(sato.pk), 0)}


def test_people_are_read_where_anybody_may_look_up_the_document(council: GovernmentBody) -> None:
    meti, sato = GovernmentBody.objects.get(code="METI"), person()
    for reach, url in (("submitter", ""), ("case", "https://example.go.jp/secret")):
        stated("appointment", reach=reach, url=url, person=sato, body=meti, post="Director")
        stated("secondment", reach=reach, url=url, person=sato, body=meti, company=company())
    assert (read_organisation(DAY).appointments, read_organisation(DAY).secondments) == ((), ())
    stated("appointment", reach="submitter", person=sato, body=meti, post="Director")
    (found,) = read_organisation(DAY).appointments
    assert (found.person, found.body, found.post) == (str(sato.pk), "METI", "Director")


def test_the_domains_of_a_secondees_company_are_those_of_its_markets_and_competitors(council: GovernmentBody) -> None:
    meti, hikari, kita = GovernmentBody.objects.get(code="METI"), company(), company()
    stated("secondment", reach="submitter", person=person(), body=meti, company=hikari, says_none=["approved_exchange"])
    stated("market", company=hikari, domain="magnets", share_bp=1000)
    stated("market", company=hikari, domain="energy", share_bp=1000, until_on=date(2026, 6, 19))
    stated("competitor", company=kita, of=hikari, domain="batteries")
    (found,) = read_organisation(DAY).secondments
    assert (found.company, found.approved_exchange, found.domains) == (str(hikari.pk), False, ("batteries", "magnets"))


def test_the_digest_has_the_seats_and_not_the_people(council: GovernmentBody) -> None:
    meti, before = GovernmentBody.objects.get(code="METI"), read_organisation(DAY).digest()
    stated("appointment", reach="submitter", person=person(), body=meti)
    assert read_organisation(DAY).digest() == before
    stated("seat", body=council, holder=meti)
    assert read_organisation(DAY).digest() != before


def test_many_people_take_no_more_queries_than_one(council: GovernmentBody, django_assert_num_queries: Any) -> None:
    meti = GovernmentBody.objects.get(code="METI")
    history = OrganisationHistory.read()
    for _ in range(4):
        stated("appointment", reach="submitter", person=person(), body=meti)
        stated("secondment", reach="submitter", person=person(), body=meti, company=company())
        stated("seat", body=council, holder=company())
    with django_assert_num_queries(10):
        organisation = history.organisation(DAY)
    assert (len(organisation.appointments), len(organisation.secondments), len(organisation.seats)) == (4, 4, 4)


def test_the_organisation_of_one_day_is_read_once(council: GovernmentBody, django_assert_num_queries: Any) -> None:
    history = OrganisationHistory.read()
    first = history.organisation(DAY)
    with django_assert_num_queries(0):
        assert history.organisation(DAY) is first
    stated("seat", body=council, holder=company())
    another = history.organisation(DAY - timedelta(days=1))
    assert (another.on, len(another.seats)) == (DAY - timedelta(days=1), 1)
    assert len(history.organisation(DAY).seats) == 1  # it was read anew, and only the last day is kept
