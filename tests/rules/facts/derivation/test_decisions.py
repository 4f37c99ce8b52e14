"""Decisions of former officials in office, and officials whose decisions are not known."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare

LEFT = said("appointment", person="mori", body="ANRE", service="regular", since="2005-04-01", until="2012-03-31")
ASKED = said("contact", person="mori", body="METI", on="2026-06-01", about=True, asking=True)
JOB = said("employment", person="mori", company="hikari")


def decision(**more: Any) -> GatheredStatement:
    return said("decision", key="d1", person="mori", company="hikari", **more)


def decisions(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    found = facts(case_with(*statements), "decision")
    return values(found, "person", "company", "body", "personally", "concerns_case")


def test_a_decision_reaches_the_bodies_approached_in_its_ministry() -> None:
    elsewhere = said("contact", person="mori", body="MOF", on="2026-06-02", about=True, asking=True)
    taken = decision(body="ANRE", personally=True, concerns_this_partnership=True, on="2010-09-01")
    assert decisions(LEFT, ASKED, elsewhere, taken) == [("mori", "hikari", "METI", True, True)]
    assert decisions(LEFT, ASKED, elsewhere, decision(body="MOF", personally=False)) == [
        ("mori", "hikari", "MOF", False, None)
    ]


def test_where_no_body_is_stated_it_was_decided_where_the_person_served_that_day() -> None:
    before = said("appointment", person="mori", body="MOF", service="regular", until="2005-03-31")
    assert decisions(LEFT, before, ASKED, decision(on="2010-09-01")) == [("mori", "hikari", "METI", None, None)]
    assert decisions(LEFT, before, ASKED, decision(on="2005-03-31")) == []
    assert decisions(LEFT, before, ASKED, decision()) == [("mori", "hikari", "METI", None, None)]
    assert decisions(LEFT, ASKED, decision(on="2004-01-01")) == [("mori", "hikari", "METI", None, None)]


def test_that_no_decision_is_stated_is_no_answer() -> None:
    assert decisions(LEFT, ASKED, JOB) == [("mori", "hikari", "METI", None, True)]
    (fact,) = facts(case_with(LEFT, ASKED, JOB), "decision")
    assert fact.id == "decision(person=mori, company=hikari, body=METI)"


def test_nobody_asks_for_decisions_without_a_post_or_a_contact_in_the_persons_old_ministry() -> None:
    elsewhere = said("contact", person="mori", body="MOF", on="2026-06-02", about=True, asking=True)
    assert decisions(LEFT, ASKED) == []
    assert decisions(LEFT, JOB) == []
    assert decisions(LEFT, JOB, elsewhere) == []


def test_what_an_official_in_office_decided_is_not_asked_for() -> None:
    in_office = said("appointment", person="mori", body="METI", service="regular")
    assert decisions(in_office, ASKED, JOB, decision(personally=True)) == []


def test_a_decision_after_the_day_of_the_case_is_not_used() -> None:
    assert decisions(LEFT, ASKED, JOB, decision(on="2026-06-21", personally=True)) == [
        ("mori", "hikari", "METI", None, True)
    ]


def test_the_owners_of_a_company_that_was_decided_on_are_asked_for() -> None:
    taken = said("decision", key="d1", person="mori", company="oya", personally=True)
    related = {fact.id for fact in facts(case_with(LEFT, ASKED, JOB, taken), "related_company")}
    assert "ownership_known(company=hikari)/hikari/oya" in related
