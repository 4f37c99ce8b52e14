"""Treaty cover: who the foreign investors are, which treaty counts, and until when a claim is open."""

from dataclasses import replace
from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, TreatyContent
from rules.facts.kinds.base import OPEN_END
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare
CPTPP = TreatyContent(code="cptpp", country="AU", in_force_on="2018-12-30", investor_state=True, limit_months=42)
RCEP = TreatyContent(code="rcep", country="AU", in_force_on="2022-01-01", investor_state=False, limit_months=0)
SOUTH = {"south": {"sort": "company", "country": "AU"}}
EXCLUDED = {"body": "METI", "domain": "magnets", "type": "exclusion", "on": "2026-01-15", "known_on": "2026-01-20"}


def cover(*statements: GatheredStatement, measure: dict[str, Any] | None = None, **rest: Any) -> list[Any]:
    given = {**EXCLUDED, "company": "kita", **(measure or {})}
    parties = {**PARTIES, **SOUTH}
    case = case_with(said("measure", **given), *statements, **{"parties": parties, "treaties": (CPTPP,), **rest})
    return facts(case, "treaty_cover")


KNOWN = said("ownership_known", company="kita")
OWNED = said("shareholding", holder="south", company="kita", share_bp=6000)
INVESTS = said("investment", investor="south", country="JP")


def test_a_foreign_owner_may_claim_until_the_treatys_limit_after_the_day_of_knowledge() -> None:
    (fact,) = cover(KNOWN, OWNED, INVESTS)
    assert (fact.investor, fact.country, fact.share_bp, fact.controls, fact.invests) == (
        "south",
        "AU",
        6000,
        True,
        True,
    )
    assert (fact.treaty, fact.investor_state, fact.claim_until_on) == ("cptpp", True, "2029-07-20")


def test_an_investment_that_is_not_stated_is_asked_for_by_name() -> None:
    (fact,) = cover(KNOWN, OWNED)
    assert fact.invests is None
    assert fact.id.startswith("investment(investor=south)/measure:")
    assert cover(KNOWN, OWNED, said("investment", investor="AU", country="JP"))[0].invests is True


def test_a_treaty_without_a_period_leaves_the_claim_open() -> None:
    (fact,) = cover(KNOWN, OWNED, INVESTS, treaties=(RCEP,))
    assert (fact.investor_state, fact.claim_until_on) == (False, OPEN_END)


def test_an_unknown_day_or_limit_leaves_the_end_unknown() -> None:
    assert cover(KNOWN, OWNED, INVESTS, measure={"known_on": None})[0].claim_until_on is None
    unknown = TreatyContent(code="x", country="AU")
    assert cover(KNOWN, OWNED, INVESTS, treaties=(unknown,))[0].claim_until_on is None


def test_a_country_without_a_row_is_unknown_and_not_without_a_treaty() -> None:
    (fact,) = cover(KNOWN, OWNED, INVESTS, treaties=())
    assert (fact.treaty, fact.investor_state) == (None, None)
    assert fact.id.startswith("treaty(country=AU)/measure:")


def test_a_country_for_which_the_table_is_complete_has_no_treaty() -> None:
    assert cover(KNOWN, OWNED, INVESTS, treaties=(), treaty_coverage={"AU": "2026-03-31"}) == []
    assert len(cover(KNOWN, OWNED, INVESTS, treaties=(), treaty_coverage={"AU": "2026-01-14"})) == 1


def test_owners_that_are_not_stated_are_asked_for() -> None:
    (fact,) = cover()
    assert fact.investor is None
    assert fact.id.startswith("ownership_known(company=kita)/measure:")
    assert cover(KNOWN) == []


def test_a_foreign_company_is_its_own_investor() -> None:
    (fact,) = cover(said("investment", investor="south", country="JP"), measure={"company": "south"})
    assert (fact.investor, fact.share_bp, fact.controls) == ("south", 10_000, True)


def test_owners_count_on_the_day_of_the_measure() -> None:
    sold = said("shareholding", holder="south", company="kita", share_bp=6000, until="2026-01-15")
    assert len(cover(KNOWN, sold, INVESTS)) == 1
    before = said("shareholding", holder="south", company="kita", share_bp=6000, until="2026-01-14")
    assert cover(KNOWN, before, INVESTS) == []


def test_a_country_that_controls_the_company_is_an_investor() -> None:
    (fact,) = cover(KNOWN, said("control", company="kita", controller="AU", by="state"))
    assert (fact.investor, fact.country, fact.share_bp, fact.controls) == ("AU", "AU", None, True)


def test_what_favours_a_company_or_lies_outside_the_case_gives_no_cover() -> None:
    assert cover(KNOWN, OWNED, measure={"type": "subsidy"}) == []
    assert cover(KNOWN, OWNED, measure={"domain": "cloud", "own": False}) == []


def test_a_japanese_owner_needs_no_treaty() -> None:
    assert cover(KNOWN, said("shareholding", holder="oya", company="kita", share_bp=6000)) == []


def test_the_evidence_leads_to_the_measure_the_holding_and_the_investment() -> None:
    (fact,) = cover(KNOWN, OWNED, INVESTS)
    assert values([fact], "origins") == [
        (tuple(sorted((fact.measure, f"holds_stake:{OWNED.lineage}", INVESTS.ref))),),
    ]


@pytest.mark.parametrize(
    ("carve_outs", "domain", "read"),
    [
        ((), "magnets", (True, "in_advance", "no_exception", False)),
        (("energy_sector_only",), "magnets", (False, "in_advance", "no_exception", False)),
        (("energy_sector_only",), "energy", (True, "in_advance", "no_exception", False)),
        (("energy_sector_only",), "nuclear", (True, "in_advance", "no_exception", False)),
        (("energy_sector_only",), None, (False, "in_advance", "no_exception", False)),
        (("isds_case_by_case_consent",), "magnets", (True, "case_by_case", "no_exception", False)),
        (("isds_compensation_amount_only",), "magnets", (True, "compensation_only", "no_exception", False)),
        (("essential_security_self_judging",), "magnets", (True, "in_advance", "self_judging", False)),
        (("essential_security",), "magnets", (True, "in_advance", "essential", False)),
        (("subsidies",), "magnets", (True, "in_advance", "no_exception", True)),
        (
            ("taxation", "isds_policy_areas", "isds_some_provisions"),
            "magnets",
            (True, "in_advance", "no_exception", False),
        ),
    ],
)
def test_what_a_treaty_leaves_out_is_read(
    carve_outs: tuple[str, ...], domain: str | None, read: tuple[object, ...]
) -> None:
    treaty = replace(CPTPP, carve_outs=carve_outs)
    case = {"domain": domain or "magnets"}
    (fact,) = cover(KNOWN, OWNED, INVESTS, measure={"domain": domain}, treaties=(treaty,), proposal=case)
    assert (fact.in_sector, fact.consent, fact.security, fact.excludes_subsidies) == read


@pytest.mark.parametrize("excluded", [True, False, None])
def test_procurement_is_left_out_only_where_the_table_says_so(excluded: bool | None) -> None:
    (fact,) = cover(KNOWN, OWNED, INVESTS, treaties=(replace(CPTPP, excludes_procurement=excluded),))
    assert fact.excludes_procurement is (excluded is True)
