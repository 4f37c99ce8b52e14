"""Of a tender without an award nobody is chosen, though each who bid may become the partner."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
OPEN: Values = {"method": "open", "object": "goods", "reserve_price_yen": 300}
BIDDERS: tuple[Values, ...] = ({"company": "hikari", "role": "partner"}, {"company": "kita", "role": "partner"})
HIKARI_LEADS: tuple[Values, ...] = ({"company": "hikari", "role": "lead_partner"}, BIDDERS[1])
NOBODY: list[Any] = []
EACH = [("bid_ratio:hikari", 9666), ("bid_ratio:kita", 9833)]


def bid(company: str, amount: int, **rest: Any) -> GatheredStatement:
    return said("bid", company=company, amount_yen=amount, **{"status": "valid", **rest})


BIDS = (bid("hikari", 290), bid("kita", 295))


def ratios(*more: GatheredStatement, bids: tuple[GatheredStatement, ...] = BIDS, **given: Any) -> list[tuple[Any, ...]]:
    """Return the ids and ratios of a tender, by default one that two bid for and nobody has won."""
    selection = {**OPEN, **given.pop("selection", {})}
    case = case_with(*bids, *more, **{"participants": BIDDERS, **given}, selection=selection)
    found = values(facts(case, "bid_ratio"), "id", "ratio_bp")
    assert len(facts(case, "choice_known")) == (1 if found else 0)
    return found


def test_of_those_who_bid_against_each_other_nobody_is_chosen() -> None:
    assert ratios() == NOBODY


@pytest.mark.parametrize("stated", [{"awarded_on": "2026-05-01"}, {"award_notified_on": "2026-05-02"}])
def test_a_day_of_the_award_says_that_every_partner_is_chosen(stated: Values) -> None:
    assert ratios(selection=stated) == EACH


def test_one_who_leads_is_chosen() -> None:
    assert ratios(participants=HIKARI_LEADS) == EACH


def test_those_who_bid_together_are_the_partners() -> None:
    together = (bid("hikari", 290, members=("kita",)), bid("minami", 299))
    assert ratios(bids=together) == [("bid_ratio:hikari", 9666)]


def test_a_bid_that_is_out_is_no_rival() -> None:
    assert ratios(bids=(bid("hikari", 290), bid("kita", 295, status="withdrawn"))) == [("bid_ratio:hikari", 9666)]


@pytest.mark.parametrize(
    ("award", "found"),
    [
        ({"on": "2026-05-01"}, EACH),
        ({}, EACH),
        ({"on": "2024-05-01"}, NOBODY),
        ({"on": "2026-05-01", "company": "oya"}, NOBODY),
        ({"on": "2026-05-01", "call": "call-1"}, NOBODY),
    ],
)
def test_an_award_to_one_of_them_since_the_tender_says_so_too(award: dict[str, Any], found: list[Any]) -> None:
    stated = said("award", **{"company": "kita", **award})
    assert ratios(stated, selection={"closed_on": "2026-04-10"}) == found


@pytest.mark.parametrize(("award", "found"), [("made", EACH), ("not_known", NOBODY), ("failed", NOBODY)])
def test_a_published_process_says_itself_what_is_known_of_its_award(award: str, found: list[Any]) -> None:
    assert ratios(selection={"award": award}) == found


def test_a_proposer_who_bid_has_not_won_yet() -> None:
    case = case_with(*BIDS, participants=BIDDERS, selection={**OPEN, "proposer": "hikari"})
    assert values(facts(case, "private_proposal"), "id", "won", "partner") == [("selection(awarded_on)", None, None)]
    chosen = case_with(*BIDS, participants=HIKARI_LEADS, selection={**OPEN, "proposer": "hikari"})
    assert values(facts(chosen, "private_proposal"), "won", "partner") == [(True, "hikari")]


def test_a_group_that_bids_twice_is_no_winner_of_the_tender_yet() -> None:
    owned = said("shareholding", holder="hikari", company="kita", share_bp=6000)
    given: dict[str, Any] = {"body": "METI", "domain": "magnets", "object": "goods", "method": "open"}
    won = [
        said("award", own=False, company=company, on=f"2025-{month:02}-10", amount_yen=100, **given)
        for month, company in enumerate(("hikari", "minami", "hikari", "minami"), start=1)
    ]
    case = case_with(*BIDS, *won, owned, participants=BIDDERS, selection=OPEN)
    assert values(facts(case, "tender_series"), "company", "in_order") == [("hikari", 4), ("kita", 4)]
    with_day = case_with(*BIDS, *won, owned, participants=BIDDERS, selection={**OPEN, "awarded_on": "2026-05-01"})
    assert values(facts(with_day, "tender_series"), "company", "in_order") == [("hikari", 5), ("kita", 5)]


def test_the_shares_of_rivals_are_not_added_up() -> None:
    known = said("market_known", domain="magnets")
    shares = [said("market", company=company, domain="magnets", share_bp=3000) for company in ("hikari", "kita")]
    case = case_with(*BIDS, *shares, known, participants=BIDDERS, selection=OPEN)
    [asked] = facts(case, "joint_market")
    assert (asked.id, asked.share_bp, asked.hhi, asked.delta) == (
        "selection(awarded_on)/magnets/hikari/kita",
        *[None] * 3,
    )
    [added] = facts(case_with(*shares, known, participants=BIDDERS, selection=OPEN), "joint_market")
    assert added.share_bp == 6000
