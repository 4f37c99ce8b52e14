"""Interests in companies of those who hold political office."""

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def minister(grade: str = "minister") -> GatheredStatement:
    return said("appointment", person="mori", body="METI", grade=grade)


def ties(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    return values(facts(case_with(*statements), "tie_in_office"), "person", "company", "kind", "from_on", "until_on")


def test_posts_holdings_and_trades_of_an_office_holder_are_ties() -> None:
    assert ties(
        minister(),
        said("directorship", person="mori", company="hikari", since="2020-04-01", until="2026-05-31"),
        said("shareholding", holder="mori", company="kita", share_bp=1),
        said("securities_trade", person="mori", company="minami", on="2025-03-03"),
        said("securities_trade", person="mori", company="oya"),
    ) == [
        ("mori", "hikari", "post", "2020-04-01", "2026-05-31"),
        ("mori", "kita", "holding", OPEN_START, OPEN_END),
        ("mori", "minami", "trade", "2025-03-03", "2025-03-03"),
        ("mori", "oya", "trade", None, None),
    ]


@pytest.mark.parametrize("grade", ["minister", "vice_minister", "parliamentary_secretary"])
def test_the_three_political_offices_count(grade: str) -> None:
    assert len(ties(minister(grade), said("directorship", person="mori", company="hikari"))) == 1


def test_the_ties_of_other_officials_are_left_to_other_rules() -> None:
    held = said("directorship", person="mori", company="hikari")
    assert ties(minister("administrative_vice_minister"), held) == []
    assert ties(held) == []


def test_whose_appointment_is_stated_without_a_grade_may_hold_political_office() -> None:
    held = said("directorship", person="sato", company="hikari")
    assert ties(held, said("appointment", person="sato", body="METI", grade="staff")) == []
    assert len(ties(held, said("appointment", person="sato", body="METI"))) == 1


def test_of_whom_no_appointment_is_stated_nobody_asks_whether_they_are_a_minister() -> None:
    assert ties(said("directorship", person="sato", company="hikari")) == []


def test_seats_held_by_office_secondments_and_holdings_of_nothing_are_no_ties() -> None:
    assert (
        ties(
            minister(),
            said("ex_officio_seat", person="mori", company="hikari"),
            said("secondment", person="mori", company="kita", body="METI"),
            said("shareholding", holder="mori", company="oya", share_bp=0),
        )
        == []
    )


def test_what_is_held_through_a_company_and_a_holding_of_unknown_size_are_ties() -> None:
    case = case_with(
        minister(),
        said("shareholding", holder="mori", company="kita"),
        said("shareholding", holder="kita", company="hikari", share_bp=1000),
    )
    assert values(facts(case, "tie_in_office"), "company", "kind") == [("hikari", "holding"), ("kita", "holding")]


def test_what_silences_a_tie_is_read_with_it() -> None:
    case = case_with(
        minister(),
        said("directorship", person="mori", company="hikari", paid=False, notified=True),
        said("shareholding", holder="mori", company="kita", in_trust=True, vehicle="blind_trust"),
        parties={**case_with().parties, "hikari": {"sort": "company", "type": "university"}},
    )
    assert values(facts(case, "tie_in_office"), "kind", "paid", "notified", "company_type", "in_trust", "vehicle") == [
        ("holding", None, None, None, True, "blind_trust"),
        ("post", False, True, "university", None, None),
    ]


def test_the_companies_that_a_person_traded_in_are_seen_as_related_to_the_partner_or_asked_about() -> None:
    traded = said("securities_trade", person="mori", company="kita", on="2025-03-03")
    owned = said("shareholding", holder="hikari", company="kita", share_bp=6000)
    assert ("hikari", "kita", "subsidiary") in values(
        facts(case_with(minister(), traded, owned), "related_company"), "company", "other", "relation"
    )
    assert ("hikari", "kita", None) in values(
        facts(case_with(minister(), traded), "related_company"), "company", "other", "relation"
    )
