"""The law on contracts asks nothing of a grant; what its document states of one all the same is looked at."""

from dataclasses import replace
from typing import Any, Final

import pytest

from institutions.kinds.document import CONTRACTS, SCHEMES, WITHOUT_PROCUREMENT
from institutions.kinds.words import METHODS
from rules.facts.derivation import derive
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.gpa import ProcurementCovered
from tests.rules.facts.derivation.test_market_screens import RECORD
from tests.rules.facts.gathering.building import PARTIES, case_with, said, tax_rate

pytestmark = pytest.mark.bare
OF_CONTRACTS: Final = ("notice_period", "award_published", "complainant", "market_ratio")
CONTRACT_METHODS: Final = ("designated", "negotiated", "small_value")
LOST: Final = said("bid", company="kita", on="2026-05-01", status="valid")
SPONSOR: Final = {**PARTIES["METI"], "gpa_class": "central"}


def facts(scheme: str | None, *statements: GatheredStatement, **selection: Any) -> list[Fact]:
    case = case_with(
        *statements,
        proposal={"scheme": scheme} if scheme else {},
        selection={"method": "open", "object": "goods", **selection},
        parties={**PARTIES, "METI": SPONSOR},
    )
    return [fact for fact in derive.facts_of(case, tax_rate) if fact.type in OF_CONTRACTS]


def kinds(scheme: str | None, *statements: GatheredStatement, **selection: Any) -> set[str]:
    return {fact.type for fact in facts(scheme, *statements, **selection)}


def test_every_scheme_is_a_contract_procures_nothing_or_is_joint_research() -> None:
    assert set(SCHEMES) == {*CONTRACTS, *WITHOUT_PROCUREMENT, "joint_research"}
    assert not CONTRACTS & WITHOUT_PROCUREMENT


@pytest.mark.parametrize("scheme", [None, *sorted(CONTRACTS)])
def test_a_contract_and_what_may_be_one_has_a_notice_an_award_and_a_price(scheme: str | None) -> None:
    assert kinds(scheme, LOST) == set(OF_CONTRACTS)


@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
def test_what_procures_nothing_has_none_of_them_however_much_is_stated_of_its_call(scheme: str) -> None:
    dates = {"opened_on": "2026-06-01", "closed_on": "2026-06-08", "awarded_on": "2026-06-12"}
    assert kinds(scheme, LOST, **dates) == set()


def test_joint_research_may_be_a_contract_without_a_reserve_price() -> None:
    assert kinds("joint_research", LOST) == {"notice_period", "award_published", "complainant"}
    assert "market_ratio" in kinds("joint_research", reserve_price_yen=1_000)
    assert "market_ratio" in kinds("joint_research", method="designated")


@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
@pytest.mark.parametrize("method", METHODS)
def test_no_method_makes_a_contract_of_what_procures_nothing(scheme: str, method: str) -> None:
    assert kinds(scheme, LOST, method=method) == set()


def covered(scheme: str, *statements: GatheredStatement, gpa_class: str = "central", **selection: Any) -> bool | None:
    parties = {**PARTIES, "METI": {**SPONSOR, "gpa_class": gpa_class}}
    given = {"object": "goods", **selection}
    case = case_with(*statements, proposal={"scheme": scheme}, selection=given, parties=parties)
    (size,) = [fact for fact in derive.facts_of(case, tax_rate) if isinstance(fact, ProcurementCovered)]
    assert size.id == "procurement_covered"
    return size.covered


@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
def test_nobody_knows_that_the_agreement_covers_what_is_negotiated_and_procures_nothing(scheme: str) -> None:
    assert covered(scheme, method="negotiated") is None
    for method in ("open", "designated", "small_value"):
        assert covered(scheme, method=method) is True
    assert covered(scheme, method="negotiated", object="research") is False
    assert covered(scheme, method="negotiated", gpa_class="none") is False


@pytest.mark.parametrize("scheme", ["joint_research", *sorted(CONTRACTS)])
def test_a_negotiated_contract_is_covered(scheme: str) -> None:
    assert covered(scheme, method="negotiated") is True


@pytest.mark.parametrize("stated", [{"mof_consulted": False}, {"notice_days": 3}, {"award_notified_on": None}])
def test_what_states_something_of_a_contract_is_looked_at_as_one(stated: dict[str, Any]) -> None:
    assert covered("grant", method="negotiated", **stated) is True


def test_what_a_supplier_knows_of_being_left_out_is_looked_at_as_of_a_contract() -> None:
    told = replace(LOST, values={**LOST.values, "informed_on": "2026-06-12"})
    assert covered("grant", told, method="negotiated") is True
    assert covered("grant", LOST, method="negotiated") is None


def test_days_of_notice_that_are_stated_are_looked_at_as_those_of_a_contract() -> None:
    stated = {"notice_days": 7}
    assert kinds("grant", **stated) == {"notice_period"}
    assert facts("grant", **stated) == [each for each in facts(None, **stated) if each.type == "notice_period"]


def test_a_reserve_price_that_is_stated_is_looked_at() -> None:
    assert kinds("grant", reserve_price_yen=1_000) == {"market_ratio"}


@pytest.mark.parametrize("notified_on", [None, "2026-06-10"])
def test_a_notice_of_the_award_is_looked_at_where_it_is_stated_or_stated_to_be_missing(notified_on: str | None) -> None:
    assert kinds("grant", LOST, award_notified_on=notified_on) == {"award_published", "complainant"}


def test_nobody_is_asked_since_when_an_applicant_knows_and_a_day_that_is_stated_brings_all_of_them() -> None:
    told = said("bid", company="minami", on="2026-05-01", status="valid", informed_on="2026-06-12")
    assert kinds("grant", LOST) == set()
    assert facts("grant", LOST, told) == [each for each in facts(None, LOST, told) if each.type == "complainant"]
    late = said("bid", company="oya", on="2026-05-01", status="valid", informed_on="2026-06-30")
    assert kinds("grant", late) == set(), "the day has not come"


def test_what_the_record_of_a_market_says_of_a_call_is_looked_at_without_a_price() -> None:
    case = case_with(
        said("bid", company="hikari", on="2026-05-01", status="valid", amount_yen=1_000),
        said("bid", company="kita", on="2026-05-01", status="valid", amount_yen=1_001),
        proposal={"scheme": "grant"},
        selection={"method": "open", "object": "works", "closed_on": "2026-05-01"},
    )
    found = {fact.type for fact in derive.facts_of(case, tax_rate, (RECORD,))}
    assert "market_screen" in found
    assert "market_ratio" not in found
