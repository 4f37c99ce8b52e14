"""Private or public: the parties and the councils that lead functions of a partnership."""

from typing import Any

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

Found = list[tuple[Any, ...]]


def sides(*statements: GatheredStatement, by: str = "PANEL", function: str = "oversight", **parties: Values) -> Found:
    case = case_with(*statements, leads=({"function": function, "by": by},), parties={**PARTIES, **parties})
    return values(facts(case, "lead_side"), "way", "private", "private_votes", "votes")


def seat(holder: str, votes: int | None = None, **more: Any) -> GatheredStatement:  # Any: days
    given: Any = {"body": "PANEL", "holder": holder} | ({} if votes is None else {"votes": votes})
    return said("seat", **given, **more)


def test_a_company_is_private_unless_its_type_or_the_state_says_otherwise() -> None:
    for function in ("specification", "evaluation"):
        assert sides(by="hikari", function=function) == [("itself", True, None, None)]
    for kind, private in (
        ("company", True),
        ("non_profit", True),
        ("university", False),
        ("public_corporation", False),
    ):
        assert sides(by="hikari", function="evaluation", hikari={"sort": "company", "type": kind})[0][1] is private
    state = said("control", company="hikari", controller="METI", by="state")
    assert sides(state, by="hikari", function="evaluation") == [("itself", False, None, None)]
    votes = said("control", company="hikari", controller="kita", by="voting")
    assert sides(votes, by="hikari", function="evaluation") == [("itself", True, None, None)]


def test_what_a_company_selects_or_delivers_is_not_looked_at() -> None:
    for function in ("selection", "oversight", "design", "delivery", "operation"):
        assert sides(by="hikari", function=function) == []
    assert sides(function="delivery") == []


def test_a_ministry_is_public_and_a_council_without_seats_is_unknown() -> None:
    assert sides(by="METI", function="specification") == [("itself", False, None, None)]
    assert sides() == [("council", None, None, None)]
    (fact,) = facts(case_with(leads=({"function": "selection", "by": "PANEL"},)), "lead_side")
    assert fact.id == "seat(body=PANEL)/selection"


def test_more_than_half_of_the_votes_is_a_majority() -> None:
    assert sides(seat("hikari"), seat("METI")) == [("council", False, 1, 2)]
    assert sides(seat("hikari", 2), seat("METI")) == [("council", True, 2, 3)]
    assert sides(seat("hikari", 0), seat("METI")) == [("council", False, 0, 1)]
    assert sides(seat("hikari", 2, until="2026-06-19"), seat("METI")) == [("council", False, 0, 1)]


def test_a_persons_side_is_that_of_the_posts_on_the_day() -> None:
    private = said("employment", person="mori", company="hikari")
    public = said("appointment", person="mori", body="METI")
    assert sides(seat("mori"), private) == [("council", True, 1, 1)]
    assert sides(seat("mori"), public) == [("council", False, 0, 1)]
    assert sides(seat("mori"), private, public) == sides(seat("mori")) == [("council", None, 0, 1)]
    assert sides(said("directorship", person="mori", company="hikari"), by="mori", function="evaluation") == [
        ("itself", True, None, None)
    ]


def test_seats_whose_side_is_unknown_decide_only_where_they_can() -> None:
    assert sides(seat("mori"), seat("hikari", 2)) == [("council", True, 2, 3)]
    assert sides(seat("mori"), seat("METI", 2)) == [("council", False, 0, 3)]
    assert sides(seat("mori"), seat("hikari"), seat("METI")) == [("council", None, 1, 3)]
