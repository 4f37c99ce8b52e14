"""Statements added, changed or removed between two snapshots, and the part that not everybody may read."""

from dataclasses import replace
from typing import Any

import pytest

from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.review.timeline.facts import FactChangeKind, FactChanges, compare_facts

SOURCE = {"title": "Register of shares (fictional)"}
CASE = PlainFact("partnership", "partnership", {"value_yen": 100, "as_of": "2026-06-20"})


def holding(lineage: str = "a", share_bp: int = 600, until: str = "9999-12-31") -> PlainFact:
    values = {"holder": "sato", "company": "hikari", "share_bp": share_bp, "until_on": until, "way": "direct"}
    return PlainFact(f"holds_stake:{lineage}", "holds_stake", values, (f"shareholding/{lineage}",))


def material(*facts: PlainFact) -> AssessmentMaterial:
    return AssessmentMaterial(
        partnership="p",
        submission={"title": "Submission T-1"},
        as_of="2026-06-20",
        facts=facts,
        records=(),
        names={},
        sources={origin: SOURCE for fact in facts for origin in fact.origins if "/" in origin},
    )


def compared(before: tuple[PlainFact, ...], after: tuple[PlainFact, ...]) -> FactChanges:
    return compare_facts(material(*before), material(*after))


def hows(found: FactChanges) -> list[tuple[str, FactChangeKind]]:
    return [(each.fact.id, each.how) for each in found.stated]


def test_the_same_facts_on_a_later_day_are_no_change() -> None:
    later = replace(CASE, values={**CASE.values, "as_of": "2026-07-01"})
    found = compared((CASE, holding()), (later, holding()))
    assert found.stated == ()


def test_what_came_went_and_changed() -> None:
    found = compared((CASE, holding("a"), holding("b")), (CASE, holding("a", 700), holding("b")))
    assert hows(found) == [("holds_stake:a", FactChangeKind.CHANGED)]
    assert found.stated[0].fields == ("share_bp",)
    assert hows(compared((), (holding(),))) == [("holds_stake:a", FactChangeKind.ADDED)]
    assert hows(compared((holding(),), ())) == [("holds_stake:a", FactChangeKind.GONE)]


def test_a_correction_that_came_as_another_statement_is_one_change() -> None:
    assert hows(compared((holding("a"),), (holding("b", 700),))) == [("holds_stake:b", FactChangeKind.CHANGED)]
    assert hows(compared((holding("a"),), (holding("b"),))) == [], "the same from another source"
    two = compared((holding("a"),), (holding("b", 700), holding("c", 800)))
    assert sorted(how for _, how in hows(two)) == [FactChangeKind.ADDED, FactChangeKind.ADDED, FactChangeKind.GONE], (
        "which is which nobody knows"
    )


def test_what_follows_from_a_statement_is_counted_and_not_told() -> None:
    seat = PlainFact("tie_in_office:holds_stake:a", "tie_in_office", {"person": "sato"}, ("holds_stake:a",))
    found = compared((CASE,), (CASE, holding(), seat))
    assert hows(found) == [("holds_stake:a", FactChangeKind.ADDED)]
    assert found.derived == 1


def test_that_something_is_unknown_is_no_statement() -> None:
    unknown = PlainFact("appointment(person=sato)", "appointment", {"person": "sato"})
    assert compared((), (unknown,)).stated == ()


@pytest.mark.parametrize(
    ("kind", "values", "sensitive"),
    [
        ("benefit", {"person": "sato", "value_yen": 5000}, True),
        ("company_post", {"person": "sato", "company": "hikari", "paid": True}, True),
        ("company_post", {"person": "sato", "company": "hikari"}, False),
        ("company_post", {"person": "mori", "company": "hikari"}, True),
        ("holds_stake", {"holder": "mori", "company": "hikari"}, True),
        ("holds_stake", {"holder": "sato", "company": "hikari"}, False),
    ],
)
def test_gifts_income_and_whatever_names_kin_are_marked(kind: str, values: dict[str, Any], sensitive: bool) -> None:
    kin = PlainFact("close_person:k", "close_person", {"person": "sato", "relative": "mori", "by": "spouse"})
    stated = PlainFact(f"{kind}:x", kind, values, ("statement/x",))
    (found,) = compared((kin,), (kin, stated)).stated
    assert found.sensitive is sensitive


def series(tenders: int, named: range) -> PlainFact:
    refs = tuple(f"award/{number}" for number in named)
    return PlainFact("tender_series:hikari", "tender_series", {"company": "hikari", "tenders": tenders}, refs)


def test_a_fact_that_is_read_from_many_statements_is_compared_once() -> None:
    assert hows(compared((series(30, range(30)),), (series(31, range(31)),))) == [
        ("tender_series:hikari", FactChangeKind.CHANGED)
    ]
    assert hows(compared((series(30, range(30)),), (series(30, range(10, 30)),))) == [], "it only names fewer"
    assert hows(compared((series(30, range(10, 30)),), (series(50, range(30, 50)),))) == [
        ("tender_series:hikari", FactChangeKind.CHANGED)
    ]
