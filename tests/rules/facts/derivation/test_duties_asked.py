"""Duties over bidders that no person of a case has to do with are left out, and no rule answers otherwise."""

from collections.abc import Iterable
from typing import Any

import pytest

from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.statements import CaseInput, GatheredStatement
from rules.facts.kinds.base import Fact
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, facts_of, said

pytestmark = pytest.mark.bare

BIDDERS = [f"bidder{number:02}" for number in range(30)]
FORMER = [f"former{number:02}" for number in range(10)]


def former(person: str) -> GatheredStatement:
    return said("appointment", person=person, body="METI", service="regular", grade="section_chief", until="2024-11-20")


def open_call(*statements: GatheredStatement, **rest: Any) -> CaseInput:
    """Return a case with thirty bidders, one of them the partner, and ten former officials."""
    bids = [said("bid", company=company, status="valid", on="2026-06-01") for company in ("hikari", *BIDDERS)]
    sorts = {**dict.fromkeys(BIDDERS, "company"), **dict.fromkeys(FORMER, "person")}
    parties = {**PARTIES, **{key: {"sort": sort, "country": "JP"} for key, sort in sorts.items()}}
    return case_with(*bids, *map(former, FORMER), *statements, selection={"method": "open"}, parties=parties, **rest)


DECIDER = said("appointment", person="sato", body="METI", service="regular", grade="division_director")
CASES = {
    "nothing else": [],
    "an appointed decider": [DECIDER],
    "duties that are stated": [said("duty", person="former00", company="bidder00", until="2024-11-20"), DECIDER],
    "duties in the domain": [said("duty", person="sato", domain="magnets"), DECIDER],
    "a gift of a bidder": [
        DECIDER,
        said("benefit", giver="bidder01", person="sato", type="gift", on="2026-06-16", value_yen=30_000),
    ],
    "a meal at own cost": [
        DECIDER,
        said(
            "benefit", giver="bidder02", person="sato", type="meal", on="2026-06-16", value_yen=30_000,
            paid_by_self=True, notified=False,
        ),
    ],
    "talks about a job with the parent of a bidder": [
        DECIDER,
        said("job_offer", person="sato", company="oya", stage="asked", on="2026-06-01"),
        said("shareholding", holder="oya", company="bidder03", share_bp=6000),
    ],
    "a former official in the partner": [
        said("employment", person="former00", company="hikari", since="2025-01-01"),
        said("contact", person="former00", body="METI", on="2026-05-01", about=True, asking=True),
        said("duty", person="former00", company="hikari", until="2024-11-20"),
    ],
    "a former official in a bidder": [
        said("employment", person="former00", company="bidder04", since="2025-01-01"),
        said("contact", person="former00", body="METI", on="2026-05-01", about=True, asking=True),
        said("duty", person="former00", company="bidder04", until="2024-11-20"),
    ],
    "a decider who owns a bidder through a company": [
        DECIDER,
        said("shareholding", holder="sato", company="fund", share_bp=6000),
        said("shareholding", holder="fund", company="bidder05", share_bp=6000),
    ],
}  # fmt: skip


def over(case: CaseInput) -> set[str]:
    """Return the companies that duties are asked about."""
    return {fact.company for fact in facts(case, "duty")}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_rule_answers_otherwise_than_with_every_duty(
    case: list[GatheredStatement], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = open_call(*case)
    answer = assess_case(given, current_rulebook()).to_json()

    def every_one(_reading: object, _stated: object, derived: Iterable[Fact]) -> Iterable[Fact]:
        return derived

    monkeypatch.setattr("rules.facts.derivation.derive.duties_asked_for", every_one)
    assert over(given) == {"hikari", *BIDDERS}
    assert assess_case(given, current_rulebook()).to_json() == answer


def test_duties_are_asked_about_partners_and_companies_that_a_person_has_to_do_with() -> None:
    assert over(open_call()) == {"hikari"}
    assert over(open_call(*CASES["a gift of a bidder"])) == {"hikari", "bidder01"}
    assert over(open_call(*CASES["a former official in a bidder"])) == {"hikari", "bidder04"}
    assert over(open_call(*CASES["a decider who owns a bidder through a company"])) == {"hikari", "bidder05"}


def test_what_another_fact_follows_from_stays() -> None:
    talks = open_call(*CASES["talks about a job with the parent of a bidder"])
    ids = {fact.id for fact in facts_of(talks)}
    interested = [fact for fact in facts(talks, "interested_company") if fact.company == "bidder03"]
    assert interested
    assert {origin for fact in interested for origin in fact.origins} <= ids
