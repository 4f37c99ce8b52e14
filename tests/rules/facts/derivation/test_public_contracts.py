"""The law on contracts asks nothing of a grant; what its document states of one all the same is looked at."""

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


def contract_ids(scheme: str | None, **selection: Any) -> set[str]:
    """Return the ids of the facts that rules on the method read."""
    given: dict[str, Any] = {"object": "goods", **selection}
    proposal = {"scheme": scheme} if scheme else {}
    case = case_with(proposal=proposal, selection=given, parties={**PARTIES, "METI": SPONSOR})
    read = ("negotiated_contract", "planned_contract", "procurement_covered")
    return {fact.id for fact in derive.facts_of(case, tax_rate) if fact.type in read}


@pytest.mark.parametrize("scheme", sorted(WITHOUT_PROCUREMENT))
def test_the_facts_of_a_method_of_contracts_name_its_contradiction_to_the_scheme(scheme: str) -> None:
    for method in CONTRACT_METHODS:
        named = f"contradiction(scheme={scheme}, method={method})"
        found = {f"{named}/planned_contract"}
        if method == "negotiated":
            found |= {f"{named}/negotiated_contract", f"{named}/procurement_covered"}
        else:
            found |= {"procurement_covered"}
        assert contract_ids(scheme, method=method) == found


@pytest.mark.parametrize("scheme", [None, "joint_research", *sorted(CONTRACTS)])
@pytest.mark.parametrize("method", CONTRACT_METHODS)
def test_a_method_of_contracts_contradicts_no_other_scheme(scheme: str | None, method: str) -> None:
    assert not [each for each in contract_ids(scheme, method=method) if each.startswith("contradiction")]


def test_what_a_contract_alone_has_is_read_where_it_is_stated() -> None:
    stated = {"legal_ground": None, "mof_consulted": False, "reserve_price_yen": 1_000}
    found = {"negotiated_contract", "planned_contract", "procurement_covered"}
    assert contract_ids("grant", method="negotiated", **stated) == found


@pytest.mark.parametrize(("object_", "gpa_class"), [("research", "central"), ("goods", "none")])
def test_what_the_agreement_cannot_cover_is_not_open_for_the_contradiction(object_: str, gpa_class: str) -> None:
    parties = {**PARTIES, "METI": {**SPONSOR, "gpa_class": gpa_class}}
    selection = {"method": "negotiated", "object": object_}
    case = case_with(proposal={"scheme": "grant"}, selection=selection, parties=parties)
    (size,) = [fact for fact in derive.facts_of(case, tax_rate) if isinstance(fact, ProcurementCovered)]
    assert (size.id, size.covered) == ("procurement_covered", False)


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
