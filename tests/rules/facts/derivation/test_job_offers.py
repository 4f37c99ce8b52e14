"""Talks about later employment: which are read, and whether the person was in office then."""

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare

OFFICE = said("appointment", person="sato", body="METI", service="regular", since="2024-04-01", until="2026-03-31")


def in_office(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    return values(facts(case_with(*statements), "job_offer"), "on", "in_office")


def test_an_offer_is_read_as_stated() -> None:
    offer = said(
        "job_offer", person="sato", company="hikari", stage="promised", on="2026-05-01", exempt="center_introduction"
    )
    fields = ("person", "company", "stage", "on", "notified", "exempt")
    assert values(facts(case_with(offer), "job_offer"), *fields) == [
        ("sato", "hikari", "promised", "2026-05-01", None, "center_introduction")
    ]


def test_notice_counts_from_its_day() -> None:
    given = {"2026-06-20": True, "2026-06-21": False}
    for day, known in given.items():
        offer = said("job_offer", person="sato", company="hikari", notified_on=day)
        assert values(facts(case_with(offer), "job_offer"), "notified") == [(known,)]


def test_talks_that_have_ended_or_lie_ahead_are_not_read() -> None:
    assert in_office(said("job_offer", person="sato", company="hikari", until="2026-06-19")) == []
    assert in_office(said("job_offer", person="sato", company="hikari", on="2026-06-21")) == []


def test_the_day_of_the_talks_says_whether_the_person_was_in_office() -> None:
    for day, answer in {"2024-03-31": False, "2024-04-01": True, "2026-03-31": True, "2026-04-01": False}.items():
        assert in_office(OFFICE, said("job_offer", person="sato", company="hikari", on=day)) == [(day, answer)]


def test_without_a_day_the_day_of_the_case_counts() -> None:
    offer = said("job_offer", person="sato", company="hikari")
    assert in_office(OFFICE, offer) == [(None, False)]
    assert in_office(said("appointment", person="sato", body="METI"), offer) == [(None, True)]


def test_where_no_appointment_is_stated_it_is_unknown() -> None:
    offer = said("job_offer", person="sato", company="hikari", on="2026-05-01")
    other = said("appointment", person="mori", body="METI")
    assert in_office(other, offer) == [("2026-05-01", None)]


def interested(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    return values(facts(case_with(*statements), "interested_company"), "person", "company", "function")


def offer_on(day: str) -> GatheredStatement:
    return said("job_offer", person="mori", company="hikari", on=day)


def duty(until: str | None = None, since: str | None = None) -> GatheredStatement:
    return said("duty", person="mori", company="hikari", function="permit", until=until, since=since)


def test_a_company_is_interested_by_the_duties_of_the_day_of_the_talks_or_later() -> None:
    known, unknown = [("mori", "hikari", "permit")], [("mori", "hikari", None)]
    assert interested(offer_on("2026-05-01"), duty()) == known
    assert interested(offer_on("2026-05-01"), duty(until="2026-05-01")) == known
    assert interested(offer_on("2026-05-01"), duty(until="2026-04-30")) == unknown
    assert interested(offer_on("2026-05-01"), duty(since="2026-06-01")) == known


def test_without_a_day_of_the_talks_the_duties_of_the_day_of_the_case_count() -> None:
    offer = said("job_offer", person="mori", company="hikari")
    assert interested(offer, duty(until="2026-06-20")) == [("mori", "hikari", "permit")]
    assert interested(offer, duty(until="2026-06-19")) == [("mori", "hikari", None)]


def test_where_no_duty_is_known_it_is_asked_for() -> None:
    offer = offer_on("2026-05-01")
    (fact,) = facts(case_with(offer, said("duty", person="mori", company="kita")), "interested_company")
    assert fact.id == f"duty(person=mori, company=hikari)/job_offer:{offer.lineage}"
    assert interested(offer, said("duty", person="sato", company="hikari", function="permit")) == [
        ("mori", "hikari", None)
    ]


def test_who_decides_here_has_duties_over_its_contract_or_its_subsidy() -> None:
    stated = (
        said("appointment", person="sato", body="METI"),
        said("job_offer", person="sato", company="hikari", on="2026-05-01"),
    )
    assert interested(*stated) == [("sato", "hikari", "contract")]
    grant = facts(case_with(*stated, proposal={"scheme": "grant"}), "interested_company")
    assert values(grant, "function") == [("subsidy",)]


def test_the_owners_of_a_company_that_offers_a_post_are_asked_for() -> None:
    offer = said("job_offer", person="mori", company="oya")
    related = {fact.id for fact in facts(case_with(offer), "related_company")}
    assert "ownership_known(company=hikari)/hikari/oya" in related


def test_a_total_of_contracts_is_read_as_stated_while_it_is_true() -> None:
    case = case_with(
        said("contracts_total", person="sato", company="hikari", total_yen=19_000_000),
        said("contracts_total", person="sato", company="kita", total_yen=1, until="2026-06-19"),
        said("contracts_total", person="mori", company="oya"),
    )
    found = facts(case, "contracts_total")
    assert values(found, "person", "company", "total_yen") == [("mori", "oya", None), ("sato", "hikari", 19_000_000)]
