"""Participants, or companies whose business they took over, that are excluded from tenders."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def listed(company: str, on_list: str = "exclusion_from_tender", **rest: Any) -> GatheredStatement:
    return said("listing", company=company, list=on_list, **rest)


def took_over(company: str, predecessor: str, **rest: Any) -> GatheredStatement:
    return said("succession", company=company, predecessor=predecessor, **rest)


def exclusions(*statements: GatheredStatement) -> list[tuple[Any, ...]]:
    return values(facts(case_with(*statements), "exclusion"), "company", "listed_company", "way")


def test_a_participant_on_a_list_is_excluded_and_another_company_is_not() -> None:
    assert exclusions(listed("hikari"), listed("kita")) == [("hikari", "hikari", "itself")]
    assert exclusions(listed("hikari", "cease_and_desist")) == [("hikari", "hikari", "itself")]


@pytest.mark.parametrize("on_list", ["us_entity_list", "meti_end_user", "cn_control_list", "other"])
def test_other_lists_exclude_from_no_tender(on_list: str) -> None:
    assert exclusions(listed("hikari", on_list)) == []


def test_a_predecessors_exclusion_passes_on_over_any_number_of_steps_and_around_circles() -> None:
    steps = took_over("hikari", "kita"), took_over("kita", "minami"), took_over("minami", "hikari")
    assert exclusions(listed("minami"), *steps) == [("hikari", "minami", "predecessor")]
    (fact,) = facts(case_with(listed("minami"), *steps), "exclusion")
    assert {steps[0].ref, steps[1].ref} <= set(fact.origins)
    assert steps[2].ref not in fact.origins


def test_a_succession_passes_nothing_back_and_one_that_is_to_come_nothing_at_all() -> None:
    assert exclusions(listed("kita"), took_over("kita", "hikari")) == []
    assert exclusions(listed("kita"), took_over("hikari", "kita", on="2026-06-21")) == []
    assert exclusions(listed("kita"), took_over("hikari", "kita", on="2026-06-20")) != []


def test_the_days_are_as_stated_and_an_end_that_is_not_stated_is_unknown() -> None:
    days = "from_on", "until_on", "open_ended"
    bounded = case_with(listed("hikari", since="2026-01-10", until="2026-03-10"))
    assert values(facts(bounded, "exclusion"), *days) == [("2026-01-10", "2026-03-10", False)]
    assert values(facts(case_with(listed("hikari")), "exclusion"), *days) == [(None, None, True)]


def test_an_exclusion_that_begins_after_the_day_of_the_case_is_not_used() -> None:
    assert exclusions(listed("hikari", since="2026-06-21")) == []


@pytest.mark.parametrize(
    ("stated", "binds"),
    [
        ({}, "unstated"),
        ({"body": "MOF"}, "unstated"),
        ({"ground": "suspension"}, "unstated"),
        ({"ground": "order_71"}, "unstated"),
        ({"ground": "order_70"}, "everywhere"),
        ({"ground": "pfi_9", "body": "MOF"}, "everywhere"),
        ({"ground": "suspension", "body": "METI"}, "here"),
        ({"ground": "order_71", "body": "METI"}, "here"),
        ({"ground": "suspension", "body": "MOF"}, "elsewhere"),
        ({"ground": "order_71", "body": "MOF"}, "elsewhere"),
    ],
)
def test_an_exclusion_binds_where_its_ground_and_its_body_say(stated: dict[str, str], binds: str) -> None:
    (fact,) = facts(case_with(listed("hikari", **stated)), "exclusion")
    assert fact.binds == binds
    assert (fact.body, fact.ground) == (stated.get("body"), stated.get("ground"))
