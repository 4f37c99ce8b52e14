"""Benefits: to whom, in which quarter, and whether a report or notice was there on the day of the case."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def gift(**values: Any) -> GatheredStatement:
    return said("benefit", giver="hikari", **{"person": "sato", "type": "gift", "on": "2026-02-10", **values})


def read(*statements: GatheredStatement, field: str) -> list[object]:
    return [value for (value,) in values(facts(case_with(*statements), "benefit"), field)]


def test_benefits_are_read_as_stated_with_the_end_of_their_quarter() -> None:
    case = case_with(gift(value_yen=5_001, paid_by_self=False, private_relation=True))
    (fact,) = facts(case, "benefit")
    assert (fact.giver, fact.person, fact.kind, fact.on) == ("hikari", "sato", "gift", "2026-02-10")
    assert (fact.quarter_ends_on, fact.value_yen) == ("2026-03-31", 5_001)
    assert (fact.paid_by_self, fact.private_relation) == (False, True)


def test_what_is_not_stated_of_a_benefit_is_unknown() -> None:
    (fact,) = facts(case_with(said("benefit", giver="hikari", person="sato")), "benefit")
    assert (fact.kind, fact.on, fact.quarter_ends_on, fact.value_yen) == (None, None, None, None)
    assert (fact.reported, fact.prior_notice, fact.paid_by_self, fact.private_relation) == (None, None, None, None)


def test_benefits_to_people_with_a_role_or_a_post_are_read_and_no_others() -> None:
    case = case_with(gift(), gift(person="mori"), gift(person="tanaka"), said("appointment", person="mori", body="MOF"))
    assert values(facts(case, "benefit"), "person") == [("mori",), ("sato",)]


def test_a_benefit_after_the_day_of_the_case_is_not_used() -> None:
    assert read(gift(on="2026-06-20"), gift(on="2026-06-21"), field="on") == ["2026-06-20"]


def test_not_reported_and_nothing_stated_of_a_report_are_two_things() -> None:
    assert read(gift(reported=False), field="reported") == [False]
    assert read(gift(), field="reported") == [None]
    assert read(gift(reported=True), field="reported") == [True]


def test_a_report_counts_from_its_day() -> None:
    assert read(gift(reported_on="2026-06-20"), field="reported") == [True]
    assert read(gift(reported=True, reported_on="2026-06-21"), field="reported") == [False]
    assert read(gift(reported_on="2026-06-21"), field="reported") == [False]
    assert read(gift(reported=False, reported_on="2026-04-01"), field="reported") == [False]


def test_notice_is_prior_up_to_the_day_of_the_meal() -> None:
    assert read(gift(notified=True), field="prior_notice") == [True]
    assert read(gift(notified=True, notified_on="2026-02-10"), field="prior_notice") == [True]
    assert read(gift(notified=True, notified_on="2026-02-11"), field="prior_notice") == [False]
    assert read(gift(notified=False), field="prior_notice") == [False]
    assert read(gift(on=None, notified_on="2026-06-20"), field="prior_notice") == [True]


def test_the_post_on_the_day_of_a_benefit_is_unknown_where_none_is_stated_for_it() -> None:
    case = case_with(
        said("appointment", person="sato", body="METI", grade="division_director", since="2026-02-11"),
        gift(),
        gift(on="2026-02-11"),
    )
    assert values(facts(case, "appointment"), "id", "grade", "from_on", "until_on")[0] == (
        "appointment(person=sato, from_on=2026-02-10)",
        None,
        "2026-02-10",
        "2026-02-10",
    )
    assert len(facts(case, "appointment")) == 2


def test_who_has_no_role_is_not_asked_for_the_post_on_the_day_of_a_benefit() -> None:
    case = case_with(
        said("appointment", person="sato", body="METI"),
        said("appointment", person="mori", body="METI", until="2025-03-31"),
        gift(person="mori"),
    )
    assert values(facts(case, "appointment"), "person", "until_on") == [("mori", "2025-03-31"), ("sato", "9999-12-31")]
