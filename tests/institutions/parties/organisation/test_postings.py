"""Officials from elsewhere whom no source names are part of the organisation of a day, as those with a name are."""

from datetime import date
from typing import Any

import pytest

from institutions.models import Company, GovernmentBody, Party, Source, table_of
from institutions.parties.organisation.days import changes_on_record
from institutions.parties.organisation.published import PublishedAppointment, PublishedSecondment
from institutions.parties.organisation.state import Organisation, read_organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


@pytest.fixture(autouse=True)
def ministries() -> None:
    """Found two ministries."""
    for code in ("METI", "NRA"):
        GovernmentBody(code=code, name_en=code, country="JP", type="ministry", founded_on=date(2001, 1, 6)).save()


def posted(body: str, origin: str | Party | None = None, *, reach: str = "register", **values: Any) -> str:
    """State officials from elsewhere; return what stands for them."""
    source, _ = Source.objects.get_or_create(title="List of staff", publisher="Cabinet Office")
    of = GovernmentBody.objects.get(code=origin) if isinstance(origin, str) else origin
    into = GovernmentBody.objects.get(code=body)
    return str(stated("posting", body=into, origin=of, source=source, reach=reach, **values).lineage)


def stated(kind: str, **values: Any) -> Any:  # Any: tables are made at run time
    return table_of(kind).objects.create(**values)


def on_the_day() -> Organisation:
    return read_organisation(DAY)


def test_those_who_keep_a_post_in_their_body_hold_two() -> None:
    who = posted("NRA", "METI", posts="Counsellor", people=2, keeps_post=True)
    assert set(on_the_day().appointments) == {
        PublishedAppointment(person=who, body="NRA", post="Counsellor", named=False),
        PublishedAppointment(person=who, body="METI", named=False),
    }
    assert on_the_day().secondments == ()


def test_those_who_left_their_post_or_of_whom_it_is_not_known_hold_none_together() -> None:
    posted("NRA", "METI", keeps_post=False)
    posted("NRA", "METI")
    posted("NRA", "METI", keeps_post=True, until_on=date(2026, 6, 19))
    posted("NRA", "METI", keeps_post=True, reach="case")
    assert (on_the_day().appointments, on_the_day().secondments) == ((), ())


def test_those_of_a_company_are_secondees_in_the_domains_of_its_markets_and_in_the_one_that_is_stated() -> None:
    hikari = Company(name_en="Hikari Magnetics", country="JP")
    hikari.save()
    source = Source.objects.create(title="Shares")
    stated("market", company=hikari, domain="magnets", source=source, reach="register")
    who = posted("NRA", hikari, domain="energy", says_none=["approved_exchange"])
    assert on_the_day().secondments == (
        PublishedSecondment(
            person=who, company=str(hikari.pk), body="NRA", approved_exchange=False, domains=("energy", "magnets")
        ),
    )


def test_an_industry_or_the_private_sector_is_no_company_and_people_of_the_public_sector_are_no_secondees() -> None:
    industry = posted("NRA", domain="nuclear")
    unknown = posted("NRA", from_sector="private_sector")
    posted("NRA", domain="nuclear", from_sector="public_sector")
    found = {(each.person, each.company, each.domains, each.named) for each in on_the_day().secondments}
    assert found == {(industry, industry, ("nuclear",), False), (unknown, unknown, (), False)}


def test_the_days_of_change_have_their_first_day_and_the_one_after_their_last() -> None:
    posted("NRA", "METI", keeps_post=True, from_on=date(2020, 4, 1), until_on=date(2020, 6, 30))
    days, left_out = changes_on_record(DAY)
    assert {date(2020, 4, 1), date(2020, 7, 1)} <= {*days}
    assert left_out == 0


def test_the_digest_has_none_of_them() -> None:
    before = on_the_day().digest()
    posted("NRA", "METI", keeps_post=True)
    assert on_the_day().digest() == before
