"""Dated parameters: no gaps, no null, and unknown where nothing is stated."""

from pathlib import Path

import pytest

from rules.engine.language.errors import RuleError
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN
from tests.every import every
from tests.rules.engine.language.small_parameters import PARAMETERS, small_parameters

pytestmark = pytest.mark.bare


def limit(values: str, unit: str = "yen, exceeds") -> str:
    return f"limit:\n  meaning: x\n  unit: {unit}\n  values:\n{values}"


def entry(text: str) -> str:
    return f"    - {{{text}, confidence: ours}}\n"


def refused(text: str) -> str:
    with pytest.raises(RuleError) as found:
        small_parameters(text)
    return str(found.value)


@pytest.mark.parametrize(
    ("on", "value"),
    [("2000-03-31", NOT_IN_FORCE), ("2000-04-01", 5_000), ("2026-03-31", 5_000), ("2026-04-01", 10_000)],
)
def test_a_value_holds_from_its_first_to_its_last_day(on: str, value: object) -> None:
    assert small_parameters().value_at("eth_gift_report_yen", on) == value


def test_an_entry_names_law_article_and_confidence() -> None:
    found = small_parameters().entry_at("eth_gift_report_yen", "2020-01-01")
    assert found is not None
    assert (found.law, found.article, found.confidence) == ("ethics_act", "6(1)", "seen")
    assert (found.from_on, found.until_on) == ("2000-04-01", "2026-03-31")


def test_outside_of_the_stated_days_and_words_a_value_is_unknown() -> None:
    parameters = small_parameters()
    assert parameters.value_at("small_value_yen", "2025-03-31", "works") == 2_500_000
    assert parameters.value_at("small_value_yen", "2025-04-01", "works") is UNKNOWN
    assert parameters.value_at("small_value_yen", "2025-04-01", "sale") is UNKNOWN
    assert parameters.value_at("small_value_yen", "2025-04-01", "lease") is NOT_IN_FORCE


def test_a_name_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        small_parameters().value_at("nothing", "2025-04-01")


@every(
    "text, message",
    [
        (limit(entry("value: null")), "line 5: null is no value. Write not_in_force"),
        (limit(entry("value: ''")), "value is empty"),
        (limit(entry("value: 5.5")), "'5.5' is not a whole number"),
        (limit(entry("value: true")), "'true' is not a whole number. The unit is yen"),
        (limit(entry("value: 1"), "flag"), "'1' is not true or false"),
        (limit(entry("value: 2026-02-30"), "date"), "'2026-02-30' is not a date"),
        (limit(entry("from: 2020-04-01, until: 2020-03-01, value: 1")), "is after until"),
        (limit("    - {value: 1}\n"), "a value without confidence"),
        (limit("    - {value: 1, confidence: seen}\n"), "a value without basis"),
        (limit("    - {value: 1, confidence: seen, basis: {law: act}}\n"), "basis has no article"),
        (limit(entry("value: 1, untl: 2020-01-01")), "'untl' is not a key of a value. Did you mean until?"),
        (
            limit(entry("until: 2020-03-31, value: 1") + entry("from: 2020-04-02, value: 2")),
            "from 2020-04-01 to 2020-04-01",
        ),
        (
            limit(entry("until: 2020-03-31, value: 1") + entry("from: 2020-03-31, value: 2")),
            "two values of limit hold on",
        ),
        (limit(entry("value: 1") + entry("from: 2020-04-01, value: 2")), "two values of limit hold on 2020-04-01"),
        (
            limit(entry("from: 2020-04-01, value: 1") + entry("from: 2019-04-01, until: 2020-03-31, value: 2")),
            "the values of limit run backwards",
        ),
        (
            limit(entry("for: goods, value: 1") + entry("value: 2")),
            "other values of limit have `for`, this one has not",
        ),
        (limit(entry("value: 1"), "yens"), "'yens' is not a unit. Did you mean yen?"),
        (limit(entry("value: 1"), "yen, over"), "'over' does not say how a limit is read"),
        ("limit: {meaning: x, unit: yen, values: []}", "has no values"),
        ("limit: {meaning: x, values: [{value: 1}]}", "the parameter limit has no unit"),
        ("Limit: {}", "'Limit' is not a name"),
    ],
)
def test_what_is_wrong_is_refused(text: str, message: str) -> None:
    assert message in refused(text)


def test_values_of_every_unit_are_read() -> None:
    parameters = small_parameters(limit(entry("value: true"), "flag"))
    assert parameters.value_at("limit", "2020-01-01") is True
    assert small_parameters(limit(entry("value: 2026-01-01"), "date")).value_at("limit", "2020-01-01") == "2026-01-01"


def test_a_name_stands_in_one_file(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(limit(entry("value: 1")), encoding="utf-8")
    with pytest.raises(
        RuleError, match=r"b.yaml, line 1: the parameter 'limit' comes twice \(first in a.yaml, line 1\)"
    ):
        load_parameters(tmp_path)


def test_the_hash_changes_with_a_value_and_not_with_its_line() -> None:
    parameters = small_parameters()
    assert small_parameters("\n\n" + PARAMETERS).sha256 == parameters.sha256
    assert small_parameters(PARAMETERS.replace("5_000", "6_000", 1)).sha256 != parameters.sha256
