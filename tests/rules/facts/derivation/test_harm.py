"""Companies that a measure may have damaged."""

from typing import Any

import pytest

from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said

pytestmark = pytest.mark.bare
ACT: dict[str, Any] = {"body": "METI", "company": "kita", "domain": "magnets", "type": "exclusion", "on": "2026-01-15"}


def harms(**changes: Any) -> list[Any]:
    parties = {**PARTIES, "south": {"sort": "company", "country": "AU"}}
    return facts(case_with(said("measure", **{**ACT, **changes}), parties=parties), "harm")


def test_a_measure_that_bears_on_the_case_may_have_damaged_its_company() -> None:
    (found,) = harms(known_on="2026-01-20", damage_yen=50)
    assert (found.company, found.body, found.country) == ("kita", "METI", "JP")
    assert (found.on, found.known_on, found.damage_yen) == ("2026-01-15", "2026-01-20", 50)
    assert found.origins == (found.measure,)


def test_damage_that_is_not_stated_is_unknown() -> None:
    assert harms()[0].damage_yen is None
    assert harms(damage_yen=0)[0].damage_yen == 0


@pytest.mark.parametrize("favour", ["protection", "subsidy", "designation"])
def test_what_favours_a_company_damages_it_only_where_it_is_stated(favour: str) -> None:
    assert harms(type=favour) == []
    assert len(harms(type=favour, damage_yen=1)) == 1


def test_a_measure_that_does_not_bear_on_the_case_or_is_without_a_company_is_left_out() -> None:
    assert harms(domain="cloud", own=False) == []
    assert harms(company=None) == []


def test_the_country_of_the_company_is_shown() -> None:
    assert harms(company="south")[0].country == "AU"
