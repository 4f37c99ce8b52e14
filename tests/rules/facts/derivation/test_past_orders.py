"""Orders against companies in the case, and what became of them."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
NAMES = ("company", "listed_company", "way", "ordered_on", "appeal", "outcome")


def order(company: str = "hikari", since: str | None = "2018-04-01", **more: Any) -> GatheredStatement:
    return said("listing", **{"company": company, "list": "cease_and_desist", "since": since, **more})


def action(opened_on: str, closed_on: str | None = None, respondent: str = "MOF", **more: Any) -> GatheredStatement:
    closed: dict[str, Any] = {} if closed_on is None else {"closed_on": closed_on}
    return said("dispute", claimant="hikari", respondent=respondent, opened_on=opened_on, **closed, **more)


def found(*statements: GatheredStatement) -> list[tuple[Any, ...]]:
    return values(facts(case_with(*statements), "past_order"), *NAMES)


def test_an_order_is_told_of_also_after_it_has_ended() -> None:
    told = ("hikari", "hikari", "itself", "2018-04-01", "none_on_record", None)
    assert found(order()) == [told]
    assert found(order(until="2019-03-31")) == [told]


def test_another_list_a_later_day_and_a_stranger_are_not() -> None:
    assert found(said("listing", company="hikari", list="exclusion_from_tender", since="2018-04-01")) == []
    assert found(order(since="2026-06-21")) == []
    assert found(order("kita")) == []


def test_a_bidder_and_a_predecessor_count() -> None:
    assert found(order("kita"), said("bid", company="kita")) == [
        ("kita", "kita", "itself", "2018-04-01", "none_on_record", None)
    ]
    assert found(order("oya"), said("succession", company="hikari", predecessor="oya")) == [
        ("hikari", "oya", "predecessor", "2018-04-01", "none_on_record", None)
    ]


@pytest.mark.parametrize(
    ("claims", "appeal", "outcome"),
    [
        ([action("2018-05-01")], "pending", None),
        ([action("2018-05-01", "2020-01-31", outcome="dismissed")], "ended", "dismissed"),
        ([action("2018-05-01", "2026-06-21")], "pending", None),
        ([action("2018-05-01", "2020-01-31", outcome="dismissed"), action("2020-02-10")], "pending", "dismissed"),
        ([action("2018-03-31", "2020-01-31")], "none_on_record", None),
        ([action("2018-05-01", "2020-01-31", respondent="METI")], "none_on_record", None),
        ([action("2018-05-01", "2020-01-31", respondent="kita")], "none_on_record", None),
    ],
)
def test_the_appeal_is_that_against_the_body_of_the_order(
    claims: list[GatheredStatement], appeal: str, outcome: str | None
) -> None:
    assert found(order(body="MOF"), *claims) == [("hikari", "hikari", "itself", "2018-04-01", appeal, outcome)]


def test_an_order_that_names_no_body_takes_an_action_against_any_body() -> None:
    assert found(order(), action("2018-05-01"))[0][4] == "pending"
    assert found(order(), action("2018-05-01", respondent="kita"))[0][4] == "none_on_record"


def test_a_judgment_of_a_court_is_told_with_its_appeal() -> None:
    judgment = order(list="court_judgment", body="MOF")
    (fact,) = facts(case_with(judgment), "past_order")
    assert (fact.list, fact.appeal) == ("court_judgment", "none_on_record")
    assert found(judgment, action("2018-05-01"))[0][4] == "pending"
    assert found(judgment, action("2018-05-01", "2020-01-31", outcome="dismissed"))[0][4:] == ("ended", "dismissed")
