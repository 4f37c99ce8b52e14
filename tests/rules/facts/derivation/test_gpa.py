"""Coverage of the contract by the Agreement on Government Procurement, its class, and its size."""

from typing import Any

import pytest

from rules.facts.gathering.statements import Values
from rules.facts.kinds.gpa import ProcurementCovered
from tests.rules.facts.gathering.building import PARTIES, case_with, facts

pytestmark = pytest.mark.bare


def covered(*, of: str | None = "central", selection: Values | None = None, **proposal: Any) -> ProcurementCovered:
    sponsor = {**PARTIES["METI"], **({"gpa_class": of} if of else {})}
    case = case_with(
        selection={"object": "goods", **(selection or {})}, proposal=proposal, parties={**PARTIES, "METI": sponsor}
    )
    (fact,) = facts(case, "procurement_covered")
    assert isinstance(fact, ProcurementCovered)
    return fact


@pytest.mark.parametrize(
    ("procured", "category"),
    [
        ("goods", "central_goods"),
        ("lease", "central_goods"),
        ("manufacture", "central_goods"),
        ("services", "central_services"),
        ("technical_services", "central_technical"),
        ("works", "central_construction"),
    ],
)
def test_each_object_is_in_the_class_of_the_agreement(procured: str, category: str) -> None:
    found = covered(selection={"object": procured})
    assert (found.covered, found.category, found.id) == (True, category, "procurement_covered")


@pytest.mark.parametrize("procured", ["research", "sale", "let"])
def test_what_the_agreement_does_not_name_is_not_covered_whatever_the_class(procured: str) -> None:
    for of in ("central", None):
        found = covered(of=of, selection={"object": procured})
        assert (found.covered, found.category, found.id) == (False, None, "procurement_covered")


@pytest.mark.parametrize("of", ["sub_central", "other_a", "other_b"])
def test_the_class_of_the_sponsor_counts(of: str) -> None:
    assert covered(of=of).category == f"{of}_goods"


def test_a_body_outside_the_agreement_is_not_covered() -> None:
    assert (covered(of="none").covered, covered(of="none").category) == (False, None)


def test_an_unknown_class_is_unknown_and_named() -> None:
    found = covered(of=None)
    assert (found.covered, found.category, found.id) == (None, None, "gpa_class(body=METI)")


def test_the_value_is_that_of_all_lots_else_the_reserve_price_else_the_public_money() -> None:
    assert covered().value_yen == 1_200_000_000
    assert covered(selection={"reserve_price_yen": 15_000_000}).value_yen == 15_000_000
    lots = {"reserve_price_yen": 15_000_000, "lots_total_yen": 30_000_000}
    assert covered(selection=lots).value_yen == 30_000_000
    assert covered(selection={"lots_total_yen": 0}).value_yen == 0


def test_the_total_of_all_lots_is_unknown_for_a_later_lot_without_it_and_the_value_itself_else() -> None:
    def totals(**selection: Any) -> tuple[int | None, int | None]:
        found = covered(selection={"reserve_price_yen": 15_000_000, **selection})
        return found.value_yen, found.lots_total_yen

    assert totals() == (15_000_000, 15_000_000)
    assert totals(later_lot=False) == (15_000_000, 15_000_000)
    assert totals(later_lot=True) == (15_000_000, None)
    assert totals(later_lot=True, lots_total_yen=30_000_000) == (30_000_000, 30_000_000)
    assert totals(later_lot=True, lots_total_yen=0) == (0, 0)


def test_the_day_is_that_of_the_award_once_it_is_made() -> None:
    assert covered().on == "2026-06-15"
    assert covered(selection={"awarded_on": "2026-06-20"}).on == "2026-06-20"
    assert covered(selection={"awarded_on": "2026-06-21"}).on == "2026-06-15"


def test_secret_procurement_and_goods_for_defence_are_exempt() -> None:
    assert covered().exempt == "not_exempt"
    assert covered(secrecy="none").exempt == "not_exempt"
    assert covered(secrecy="defence").exempt == "secret"
    assert covered(secrecy="critical_economic_security_information").exempt == "secret"
    assert covered(defence_use=True).exempt == "defence"
    assert covered(defence_use=False).exempt == "not_exempt"
    assert covered(defence_use=True, selection={"object": "services"}).exempt == "not_exempt"


def test_patent_preservation_does_not_make_a_procurement_secret() -> None:
    assert covered(secrecy="patent_preservation").exempt == "not_exempt"
    assert covered(secrecy="patent_preservation", defence_use=True).exempt == "defence"
