"""Mergers and acquisitions of the partnership, and whether the two companies belonged together before."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.transaction import Transaction
from tests.rules.facts.gathering.building import case_with, facts, said

pytestmark = pytest.mark.bare


def deal(*statements: GatheredStatement, **given: Any) -> Transaction:
    stated = said("transaction", acquirer="hikari", target="kita", **given)
    (fact,) = facts(case_with(stated, *statements), "transaction")
    assert isinstance(fact, Transaction)
    return fact


def test_a_transaction_is_as_stated() -> None:
    found = deal(acquirer_group_sales_yen=9, target_sales_yen=8, votes_before_bp=7, votes_after_bp=60, notified=None)
    assert (found.acquirer_group_sales_yen, found.target_sales_yen) == (9, 8)
    assert (found.votes_before_bp, found.votes_after_bp, found.notified) == (7, 60, False)
    assert deal().notified is None


def test_its_day_is_that_of_the_proposal_where_none_is_stated() -> None:
    assert deal(on="2026-06-01").on == "2026-06-01"
    assert deal().on == "2026-06-15"


def test_two_companies_of_one_group_belonged_together_before() -> None:
    held = said("shareholding", holder="hikari", company="kita", share_bp=6000)
    assert deal(on="2026-06-01").one_group is False
    assert deal(held, on="2026-06-01").one_group is True
    assert deal(held).one_group is True


def test_the_group_that_the_transaction_itself_makes_does_not_count() -> None:
    def held(since: str) -> GatheredStatement:
        return said("shareholding", since=since, holder="hikari", company="kita", share_bp=6000)

    assert deal(held("2026-06-01"), on="2026-06-01").one_group is False
    assert deal(held("2026-05-31"), on="2026-06-01").one_group is True


def test_a_transaction_after_the_day_of_the_case_is_planned() -> None:
    late = said("transaction", acquirer="hikari", target="kita", on="2026-06-21")
    today = said("transaction", acquirer="hikari", target="minami", on="2026-06-20")
    found = facts(case_with(late, today), "transaction")
    assert {fact.target: fact.planned for fact in found} == {"kita": True, "minami": False}
