"""Data of the document above its statements: unknown, none and defaults."""

import pytest

from rules.facts.kinds.base import OPEN_END
from tests.rules.facts.gathering.building import CASE, case_with, facts, values

pytestmark = pytest.mark.bare


def test_there_is_exactly_one_case_and_it_begins_when_it_is_prepared() -> None:
    (case,) = facts(case_with(proposal={"period_from": "2026-10-01", "period_until": "2031-03-31"}), "partnership")
    assert (case.id, case.from_on, case.until_on, case.secrecy) == ("partnership", "2026-06-15", "2031-03-31", "none")


def test_a_period_that_is_not_stated_is_open() -> None:
    (case,) = facts(CASE, "partnership")
    assert (case.from_on, case.until_on) == ("2026-06-15", OPEN_END)


def test_no_legal_ground_and_an_unknown_one_are_two_things() -> None:
    assert facts(case_with(selection={"legal_ground": None}), "selection")[0].legal_ground == "none"
    assert facts(CASE, "selection")[0].legal_ground is None
    assert facts(case_with(selection={"legal_ground": "urgent"}), "selection")[0].legal_ground == "urgent"


def test_a_flag_that_is_left_out_is_unknown_and_null_is_no() -> None:
    assert facts(CASE, "partnership")[0].defence_use is None
    assert facts(case_with(proposal={"defence_use": None}), "partnership")[0].defence_use is False


def test_countries_that_are_left_out_are_unknown_and_an_empty_list_is_none() -> None:
    assert values(facts(CASE, "restricts"), "id", "country") == [("partnership(restricts_countries)", None)]
    assert facts(case_with(proposal={"restricts_countries": ()}), "restricts") == []
    assert facts(case_with(proposal={"restricts_countries": None}), "restricts") == []
    two = case_with(proposal={"restricts_countries": ("CN", "RU")})
    assert values(facts(two, "restricts"), "country") == [("CN",), ("RU",)]


def test_a_lead_whose_party_is_not_known_is_no_fact() -> None:
    leads = ({"function": "design", "by": "hikari"}, {"function": "oversight"}, {"function": "delivery", "by": None})
    assert values(facts(case_with(leads=leads), "leads"), "function", "by") == [("design", "hikari")]
    assert facts(CASE, "leads") == []
