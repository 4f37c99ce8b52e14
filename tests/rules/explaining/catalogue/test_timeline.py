"""Numbers over time: what holds on which days, and where that lies on the line of time."""

from datetime import date
from itertools import pairwise

import pytest

from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, Parameter, ParameterValue
from rules.engine.language.syntax import Bilingual, FilePlace
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.timeline import NumberHistory, ValuePeriod, axis_of, number_histories

pytestmark = pytest.mark.bare
TODAY = date(2026, 6, 20)


def number(*entries: ParameterValue, unit: str = "yen", index: str | None = None) -> NumberHistory:
    """Return a number with these values."""
    meaning = Bilingual("A limit", "上限額")
    parameter = Parameter("limit", meaning, unit, "at most", {index: entries}, FilePlace("limits.yaml", 1))
    return NumberHistory(parameter, index, tuple(ValuePeriod(parameter, entry) for entry in entries))


BEFORE = ParameterValue(NOT_IN_FORCE, until_on="2000-03-31")
THEN = ParameterValue(5_000, from_on="2000-04-01", until_on="2025-03-31", law="ours", confidence="ours")
OPEN = ParameterValue(UNKNOWN, from_on="2025-04-01")


def test_a_value_has_its_unit_and_its_days() -> None:
    before, then, since = number(BEFORE, THEN, OPEN).periods
    assert [each.value("en") for each in (before, then, since)] == ["not in force", "5,000 yen", "unknown"]
    assert [each.state for each in (before, then, since)] == ["not_in_force", "", "unknown"]
    assert before.days("en") == "until 31 March 2000"
    assert then.days("ja") == "平成12年4月1日から令和7年3月31日まで"
    assert since.days("en") == "from 1 April 2025"
    assert number(ParameterValue(1)).periods[0].days("en") == "on all days"


def test_the_bars_of_a_number_fill_the_line_without_gap_or_overlap() -> None:
    shown = number(BEFORE, THEN, OPEN)
    axis = axis_of([shown], TODAY)
    bars = [axis.bar(each) for each in shown.periods]
    assert bars[0][0] == 0
    assert sum(bars[-1]) == pytest.approx(100, abs=0.02)
    for (start, width), (following, _) in pairwise(bars):
        assert start + width == pytest.approx(following, abs=0.02)


def test_today_lies_on_the_line_even_where_every_day_is_long_past_or_none_is_stated() -> None:
    for shown in (number(ParameterValue(1, until_on="1990-01-01")), number(ParameterValue(1))):
        assert 0 < axis_of([shown], TODAY).place(TODAY.isoformat()) < 100


def test_a_very_short_time_is_still_seen() -> None:
    shown = number(
        ParameterValue(1, until_on="1900-01-01"), ParameterValue(2, from_on="1900-01-02", until_on="1900-01-02")
    )
    assert axis_of([shown], TODAY).bar(shown.periods[1])[1] >= 0.5


def test_an_indexed_number_says_what_for() -> None:
    assert number(THEN, index="purchase").meaning("en") == "A limit: purchase"


def test_a_default_of_ours_says_that_it_has_no_legal_source_and_what_is_not_in_force_claims_none() -> None:
    before, then, _ = number(BEFORE, THEN, OPEN).periods
    assert then.law(current_rulebook(), "en") == "No legal source: our own default"
    assert before.law(current_rulebook(), "en") == ""


def test_a_rule_shows_every_number_that_it_names() -> None:
    rulebook = current_rulebook()
    for code, rule in rulebook.rules.items():
        shown = {each.parameter.name for each in number_histories(rule, rulebook)}
        text = next(content for path, content in rulebook.files.items() if f"/{code}_" in path)
        assert shown == {name for name in rulebook.parameters.by_name if f"parameter.{name}" in words(text)}, code


def words(text: str) -> set[str]:
    """Return the words of a rule file, brackets and an index in them apart."""
    return {word.strip("{],") for word in text.replace("[", " ").split()}
