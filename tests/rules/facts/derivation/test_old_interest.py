"""Companies that were interested parties of former posts of people with a role, and benefits from them since."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.appointments import OldInterestedParty
from tests.rules.facts.gathering.building import case_with, facts, said

pytestmark = pytest.mark.bare

THEN = said("appointment", person="sato", body="ANRE", since="2020-04-01", until="2024-03-31")
NOW = said("appointment", person="sato", body="MOF", since="2024-04-01")


def duty(**given: Any) -> GatheredStatement:
    values = {"person": "sato", "company": "hikari", "since": "2021-04-01", "until": "2024-03-31", **given}
    return said("duty", **values)


def old(*statements: GatheredStatement, **rest: Any) -> list[OldInterestedParty]:
    return facts(case_with(*statements, **rest), "old_interested_party")


def test_a_company_within_the_duties_on_the_last_day_of_a_post_was_an_interested_party_of_it() -> None:
    (fact,) = old(THEN, NOW, duty())
    assert (fact.person, fact.company, fact.body, fact.served_until_on) == ("sato", "hikari", "ANRE", "2024-03-31")
    assert (fact.held, fact.in_office, fact.ended_on, fact.benefits) == (True, True, None, 0)
    assert fact.id == f"old_interested_party:{THEN.lineage}:hikari"
    assert duty().ref in fact.origins


def test_duties_that_ended_before_the_person_left_make_no_old_interested_party() -> None:
    assert old(THEN, NOW, duty(until="2024-03-30")) == []


def test_duties_that_are_not_stated_are_asked_for() -> None:
    (fact,) = old(THEN, NOW)
    assert (fact.id, fact.held) == (f"duty(person=sato, company=hikari)/{THEN.lineage}", None)
    for other in (
        duty(person="mori"),
        duty(company="kita"),
        duty(until="2020-03-31", since=None),
        duty(since="2024-04-01", until="2024-12-31"),
        duty(body="MOF"),
    ):
        assert [each.held for each in old(THEN, NOW, other)] == [None]


def test_duties_count_for_their_body_and_those_over_and_under_it() -> None:
    for body in ("ANRE", "METI"):
        assert [each.held for each in old(THEN, NOW, duty(body=body))] == [True]
    under_meti = said("appointment", person="sato", body="METI", since="2020-04-01", until="2024-03-31")
    assert [each.held for each in old(under_meti, NOW, duty(body="ANRE"))] == [True]


def test_duties_over_the_domain_of_the_case_cover_its_companies() -> None:
    assert [each.held for each in old(THEN, NOW, duty(company=None, domain="magnets"))] == [True]
    assert [each.held for each in old(THEN, NOW, duty(company=None, domain="cloud"))] == [None]


def test_a_company_within_the_present_duties_is_no_old_interested_party() -> None:
    assert old(THEN, NOW, duty(until=None)) == []
    assert old(THEN, NOW, duty(until="2026-06-20", body=None)) == []
    assert old(THEN, NOW, duty(), duty(body="MOF", since="2024-04-01", until=None)) == []


def test_duties_of_a_body_that_the_person_left_ended_with_the_post_whatever_is_stated() -> None:
    assert [each.held for each in old(THEN, NOW, duty(body="ANRE", until=None))] == [True]


def test_only_posts_that_ended_before_the_day_of_the_case_were_left() -> None:
    assert old(NOW, duty()) == []
    assert old(said("appointment", person="sato", body="ANRE", until="2026-06-20"), duty(until="2026-06-19")) == []
    last = said("appointment", person="sato", body="ANRE", until="2026-06-19")
    assert [each.served_until_on for each in old(last, duty(until="2026-06-19"))] == ["2026-06-19"]


def test_who_has_no_post_now_may_have_left_the_service() -> None:
    assert [each.in_office for each in old(THEN, duty())] == [None]


@pytest.mark.parametrize(
    "post",
    [
        {"service": "special"},
        {"service": "defence"},
        {"grade": "minister"},
        {"grade": "vice_minister"},
        {"grade": "parliamentary_secretary"},
        {"grade": "council_member", "service": "part_time"},
    ],
)
def test_the_ethics_act_does_not_bind_every_post(post: dict[str, Any]) -> None:
    then = said("appointment", person="sato", body="ANRE", since="2020-04-01", until="2024-03-31", **post)
    now = said("appointment", person="sato", body="MOF", since="2024-04-01", **post)
    assert [each.outside_ethics_act for each in old(then, NOW, duty())] == [True]
    assert [each.outside_ethics_act for each in old(THEN, now, duty())] == [True]
    assert [each.outside_ethics_act for each in old(THEN, now, NOW, duty())] == [False]


def test_a_post_of_unknown_service_and_grade_is_not_outside_of_the_ethics_act() -> None:
    assert [each.outside_ethics_act for each in old(THEN, NOW, duty())] == [False]
    assert [each.outside_ethics_act for each in old(THEN, duty())] == [False]
    bound = said("appointment", person="sato", body="MOF", since="2024-04-01", grade="staff", service="part_time")
    assert [each.outside_ethics_act for each in old(THEN, bound, duty())] == [False]


def test_people_without_a_role_are_not_looked_at() -> None:
    assert old(said("appointment", person="mori", body="ANRE", until="2024-03-31"), duty(person="mori")) == []


def test_the_end_of_the_duties_of_others_in_that_body_is_read() -> None:
    after = {"person": "mori", "body": "ANRE", "since": "2024-04-01"}
    assert [each.ended_on for each in old(THEN, NOW, duty(), duty(**after, until="2025-03-31"))] == ["2025-03-31"]
    assert [each.ended_on for each in old(THEN, NOW, duty(), duty(**after, until=None))] == ["9999-12-31"]
    both = (duty(**after, until="2025-03-31"), duty(**{**after, "person": "tanaka"}, until="2025-12-31"))
    assert [each.ended_on for each in old(THEN, NOW, duty(), *both)] == ["2025-12-31"]
    for other in (
        duty(**{**after, "body": "MOF"}, until="2025-03-31"),
        duty(**{**after, "body": None}, until="2025-03-31"),
        duty(**after, company="kita", until="2025-03-31"),
        duty(**{**after, "since": None}, until="2024-03-31"),
    ):
        assert [each.ended_on for each in old(THEN, NOW, duty(), other)] == [None]


def benefits(*given: GatheredStatement) -> int | None:
    (fact,) = old(THEN, NOW, duty(), *given)
    return fact.benefits


def gift(**given: Any) -> GatheredStatement:
    return said("benefit", **{"giver": "hikari", "person": "sato", "type": "gift", "on": "2024-04-01", **given})


def test_benefits_from_the_company_since_the_transfer_are_counted() -> None:
    assert benefits(gift(), gift(type="lecture_fee")) == 2
    assert benefits(gift(on="2024-03-31")) == 0
    assert benefits(gift(giver="kita")) == 0
    assert benefits(gift(person="tanaka"), said("appointment", person="tanaka", body="MOF")) == 0


@pytest.mark.parametrize("kind", ["mass_item", "buffet", "tea", "simple_meal"])
def test_what_the_ethics_code_allows_is_not_counted(kind: str) -> None:
    assert benefits(gift(type=kind)) == 0


def test_what_the_person_paid_is_not_counted_but_for_golf_and_travel() -> None:
    assert benefits(gift(type="meal", paid_by_self=True)) == 0
    assert benefits(gift(type="golf", paid_by_self=True)) == 1
    assert benefits(gift(type="travel", paid_by_self=True)) == 1


def test_what_comes_from_a_private_relation_is_not_counted() -> None:
    assert benefits(gift(private_relation=True)) == 0


def test_a_benefit_of_unknown_day_or_kind_leaves_the_number_unknown_where_it_decides() -> None:
    assert benefits(gift(on=None)) is None
    assert benefits(gift(type=None)) is None
    assert benefits(gift(type=None), gift()) == 1


def test_the_benefits_are_part_of_what_the_fact_was_made_from() -> None:
    (fact,) = old(THEN, NOW, duty(), gift())
    assert f"benefit:{gift().lineage}" in fact.origins
