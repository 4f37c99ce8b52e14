"""A market record speaks of a selection only within its body, object and days, and from earlier days alone."""

from dataclasses import replace
from typing import Any

import pytest

from rules.facts.derivation import derive
from rules.facts.gathering.statements import CaseInput, GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.market_records.model import Leaf, ReadableModel, TreeQuestion
from rules.facts.market_records.record import (
    HeldOut,
    HighRatio,
    MarketRecord,
    MarketScope,
    ScreenModel,
)
from tests.rules.facts.gathering.building import case_with, said, tax_rate

pytestmark = pytest.mark.bare
LATER = HeldOut(100, 25, 0, 0.6, 0.4, 0.8, 0.6, 0.9, 10, 8, 0.56789, 0.9, 0.1, 0.19, 0.05)
CLOSE = ReadableModel(TreeQuestion("spread", 0.02, Leaf(40, 36), Leaf(60, 3)), ((0.05, 0.1), (0.9, 0.8)))
MET = ReadableModel(TreeQuestion("met_before", 0.5, Leaf(50, 5), Leaf(50, 40)), ((0.1, 0.1), (0.8, 0.7)))
RECORD = MarketRecord(
    key="fictional",
    name={"en": "Fictional works", "ja": "架空の工事"},
    source="made up",
    source_url="",
    made_on="2026-01-01",
    expires_on="2027-12-31",
    order_is=None,
    high_ratio=HighRatio(0.94321, 24, 3),
    scope=MarketScope(("METI",), (), "works", None),
    first_on="2020-01-05",
    last_on="2024-12-20",
    tenders=240,
    positives=70,
    screens={
        "prices": ScreenModel(CLOSE, 0.8, 0.5, 160, 45, "2023-06-30", LATER, None),
        "pairs": ScreenModel(MET, 0.7, 0.5, 160, 45, "2023-06-30", LATER, None),
    },
    abstains={"rotation": {"en": "Too few.", "ja": "不足。"}},
)
WORKS: dict[str, Any] = {"method": "open", "object": "works", "closed_on": "2026-05-01", "reserve_price_yen": 1_000}


def bid(company: str, yen: int | None, **more: Any) -> GatheredStatement:
    amount: dict[str, Any] = {} if yen is None else {"amount_yen": yen}
    return said("bid", company=company, **amount, on="2026-05-01", status=more.pop("status", "valid"), **more)


def found(
    *statements: GatheredStatement, markets: tuple[MarketRecord, ...] = (RECORD,), **selection: Any
) -> list[Fact]:
    case = case_with(*statements, selection={**WORKS, **selection})
    return of_market(case, markets)


def of_market(case: CaseInput, markets: tuple[MarketRecord, ...]) -> list[Fact]:
    return [each for each in derive.facts_of(case, tax_rate, markets) if each.type.startswith("market_")]


def screen(name: str, *statements: GatheredStatement, **selection: Any) -> Any:
    return next((each for each in found(*statements, **selection) if each.id == f"market_screen:{name}"), None)


BIDS = (bid("hikari", 900), bid("kita", 905), bid("minami", 910))


def test_a_screen_says_how_many_of_a_hundred_such_tenders_were_in_proved_cartels() -> None:
    prices = screen("prices", *BIDS)
    assert (prices.of_hundred, prices.unusual) == (80, True)
    assert (prices.precision_lower_bp, prices.base_rate_bp) == (5_678, 2_500)
    assert (prices.market, prices.market_ja, prices.expires_on) == ("Fictional works", "架空の工事", "2027-12-31")
    assert len(prices.origins) == 3
    wide = screen("prices", bid("hikari", 700), bid("kita", 905))
    assert (wide.of_hundred, wide.unusual) == (10, False)


def test_an_amount_that_is_not_stated_leaves_the_answer_open() -> None:
    prices = screen("prices", bid("hikari", 900), bid("kita", None))
    assert (prices.of_hundred, prices.unusual) == (None, None)


def test_a_bid_that_was_disqualified_has_no_price() -> None:
    assert screen("prices", *BIDS, bid("oya", 100, status="disqualified")).of_hundred == 80


def test_bidders_are_known_from_the_earlier_calls_of_the_sponsor_alone() -> None:
    def call(key: str, closed: str, body: str = "METI") -> list[GatheredStatement]:
        made = said("call", body=body, object="works", method="open", closed_on=closed, own=False)
        made = replace(made, lineage=key, ref=f"call/{key}")
        return [made, *(said("bid", call=key, company=each, amount_yen=9, own=False) for each in ("hikari", "kita"))]

    pair = (bid("hikari", 900), bid("kita", 905))
    assert screen("pairs", *pair, *call("c1", "2025-05-01")).of_hundred == 70
    assert screen("pairs", *pair, *call("c1", "2026-05-01")).of_hundred is None  # the same day
    assert screen("pairs", *pair, *call("c1", "2025-05-01", body="MOF")).of_hundred is None
    assert screen("pairs", *pair).of_hundred is None


def test_a_record_applies_to_its_object_its_body_and_its_days() -> None:
    def screens(record: MarketRecord = RECORD, **selection: Any) -> int:
        return len(found(*BIDS, markets=(record,), **selection)) - 1

    assert screens() == 2
    assert screens(object="goods") == 0
    assert screens(closed_on="2019-12-31") == 0
    assert screens(replace(RECORD, expires_on="2026-04-30")) == 0
    assert screens(replace(RECORD, expires_on="2026-05-01")) == 2
    assert screens(replace(RECORD, scope=replace(RECORD.scope, bodies=("ANRE",)))) == 0
    assert screens(replace(RECORD, scope=replace(RECORD.scope, region="JP-47"))) == 0
    assert screens(replace(RECORD, positives=19)) == 0


def test_the_limit_of_the_ratio_is_that_of_the_market_or_fixed() -> None:
    (limit,) = (each for each in found(*BIDS) if each.type == "market_ratio")
    assert (limit.by, limit.limit_bp, limit.tenders, limit.positives) == ("market", 9_433, 24, 3)  # type: ignore[attr-defined]
    (fixed,) = found(*BIDS, markets=())
    assert (fixed.by, fixed.limit_bp) == ("fixed", None)  # type: ignore[attr-defined]
    (without,) = found(markets=(replace(RECORD, high_ratio=None),))
    assert without.by == "fixed"  # type: ignore[attr-defined]


def test_a_selection_without_bids_has_no_market() -> None:
    assert found(*BIDS, method="negotiated") == []
