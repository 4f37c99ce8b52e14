"""Traps of the translation to sets, each by the smallest rulebook or term that falls into it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rules.engine.compiled.dates import moved_day
from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, ParameterValue
from rules.engine.sets.shifted_dates import shifted_day
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of, case, compared, computed, loan, parameter, tie

pytestmark = pytest.mark.bare
DAYS = [(date(2023, 12, 25) + timedelta(days=n)).isoformat() for n in range(440)]  # a leap year and both its ends
AMOUNTS = {"days": (0, 1, 400), "months": (0, 1, 6, 12, 13), "years": (0, 1, 2)}


def moved(days: list[str | None], amounts: list[int | None], sign: int, unit: str) -> list[str | None]:
    """Return days moved by amounts in DuckDB."""
    rows: dict[str, Sequence[object]] = {"day": days, "amount": amounts}
    return computed(rows, {"day": "string", "amount": "int64"}, lambda t: shifted_day(t.day, t.amount, sign, unit))


@pytest.mark.parametrize("unit", AMOUNTS)
def test_a_day_moves_as_it_does_in_python(unit: str) -> None:
    days = [*DAYS, OPEN_END, OPEN_START, "8999-12-31", "1000-01-01"]
    pairs = [(day, amount) for day in days for amount in (*AMOUNTS[unit], 10**9)]
    for sign in (1, -1):
        found = moved([day for day, _ in pairs], [amount for _, amount in pairs], sign, unit)
        for (day, amount), there in zip(pairs, found, strict=True):
            assert there == moved_day(day, sign * amount, unit), f"{day} {sign * amount:+} {unit}"


def test_an_unknown_amount_moves_no_day() -> None:
    for unit in AMOUNTS:
        assert moved(["2024-01-31", OPEN_END, None], [None, None, 1], 1, unit) == [None, None, None], unit


def test_a_number_that_is_unknown_on_every_day_leaves_the_question_open() -> None:
    nowhere = parameter("yen_limit", "yen", ParameterValue(UNKNOWN))
    book = book_of(rule("when:\n  - a: tie\n    where:\n      - a.yen == parameter.yen_limit"), parameters=[nowhere])
    assert compared(book, [case(), tie("1", yen=5)], [case(), tie("1")], [case()]) == [
        "not_assessable",
        "not_assessable",
        "clear",
    ]


def test_a_number_that_is_not_in_force_makes_tests_and_joins_false() -> None:
    never = parameter("some_months", "months", ParameterValue(NOT_IN_FORCE))
    body = "when:\n  - a: tie\n  - b: loan\n    where:\n      - b.on <= a.on + parameter.some_months"
    facts = [case(), tie("1", on="2020-01-01"), loan("1", on="2020-01-01")]
    assert compared(book_of(rule(body), parameters=[never]), facts) == ["clear"]


def test_the_value_of_a_number_changes_on_its_day() -> None:
    limit = parameter(
        "yen_limit", "yen", ParameterValue(10, until_on="2020-06-30"), ParameterValue(20, from_on="2020-07-01")
    )
    body = "when:\n  - a: tie\n    where:\n      - a.yen == parameter.yen_limit at a.on"
    facts: list[list[Fact]] = [
        [case(), tie("1", yen=10, on="2020-06-30")],
        [case(), tie("1", yen=10, on="2020-07-01")],
        [case(), tie("1", yen=20, on="2020-07-01")],
        [case(), tie("1", yen=20)],
        [tie("1", yen=20, on="2020-07-01")],
    ]
    found = compared(book_of(rule(body), parameters=[limit]), *facts)
    assert found == ["flagged", "clear", "flagged", "not_assessable", "flagged"]


def test_two_names_bind_two_facts_and_unless_may_find_a_bound_one() -> None:
    body = """
when:
  - a: tie
  - b: tie
    where:
      - b.who == a.who
      - a.from_on <= b.from_on
unless:
  - c: tie
    where:
      - c.company == a.other
"""
    one, other = tie("1", other="kita"), tie("2", from_on="2021-01-01")
    own = tie("1", other="hikari")  # `unless` finds the very fact that it is asked of
    cases = [[case(), one], [case(), one, other], [case(), own, other]]
    assert compared(book_of(rule(body)), *cases) == ["clear", "flagged", "clear"]


def test_a_value_that_is_absent_does_not_differ_and_does_not_block() -> None:
    body = (
        "when:\n  - a: tie\n    where:\n      - a.yen > 0\nunless:\n  - b: loan\n    where:\n      - b.whom != a.whom"
    )
    cases = [
        [case(), tie("1", yen=1, whom="x"), loan("1")],
        [case(), tie("1", yen=1), loan("1", whom="x")],
        [case(), tie("1", yen=1, whom="y"), loan("1", whom="x")],
        [case(), tie("1", whom="y"), loan("1", whom="x")],
    ]
    assert compared(book_of(rule(body)), *cases) == ["flagged", "flagged", "clear", "clear"]


def test_texts_compare_by_their_characters_and_keys_keep_their_types() -> None:
    body = "when:\n  - a: tie\n  - b: tie\n    where:\n      - a.who < b.who\none_per: [a.yen, b.open, a.whom]"
    names = ["é", "z", "Z", "a b", "漢", "", "\x00", "'\"\\"]
    facts = [case(), *(tie(str(n), who=name, yen=n or None, open=bool(n % 2)) for n, name in enumerate(names))]
    assert compared(book_of(rule(body)), facts) == ["flagged"]


def test_a_level_may_ask_for_one_table_twice() -> None:
    body = """
severity:
  - high: [b.whom != a.who, b.whom == a.whom]
  - low
when:
  - a: tie
  - b: loan
"""
    cases: list[list[Fact]] = [
        [case(), tie("1", whom="x"), loan("1", who="kato", whom="x")],
        [case(), tie("1", whom="x"), loan("1", whom="x")],
    ]
    assert compared(book_of(rule(body)), *cases) == ["flagged", "flagged"]
