"""Statements show a value as its field's type is read, in both languages."""

from typing import Any

import pytest

from rules.engine.language.statements import (
    Language,
    date_text,
    number_with_unit,
    parameter_text,
    render_statement,
    value_text,
)
from rules.facts.kinds.base import FieldType, describe_fact
from tests.rules.engine.language.small_vocabulary import Gift

pytestmark = pytest.mark.bare
NAMES = {"sato": {"en": "Sato", "ja": "佐藤"}, "hikari": {"en": "Hikari Magnetics"}}


def shown(text: str, language: Language, **values: Any) -> str:  # Any: the values of one field each
    gift = {"giver": "hikari", "person": "sato", "value_yen": 12_000, "on": "2026-06-20", "kind": "meal", **values}
    return render_statement(text, {"x": (describe_fact(Gift), gift)}, NAMES, language)


def test_a_statement_is_written_in_both_languages() -> None:
    assert shown("{x.giver} gave {x.person} {x.value_yen} on {x.on}.", "en") == (
        "Hikari Magnetics gave Sato 12,000 yen on 20 June 2026."
    )
    assert shown("{x.on}に{x.person}へ{x.value_yen}", "ja") == "令和8年6月20日に佐藤へ12,000円"


def test_a_sentence_ends_with_one_full_stop_after_a_name_that_ends_with_one() -> None:
    names = {"hikari": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社"}}
    bound = {"x": (describe_fact(Gift), {"giver": "hikari", "person": "sato"})}
    said = "A gift of {x.giver}. It is on record... More of {x.giver}, too."
    assert render_statement(said, bound, names, "en") == (
        "A gift of Hikari Magnetics Co., Ltd. It is on record... More of Hikari Magnetics Co., Ltd., too."
    )
    assert render_statement("{x.giver}の贈与。", bound, names, "ja") == "ヒカリ磁性株式会社の贈与。"


def test_a_party_without_a_name_in_that_language_is_shown_by_the_other_and_without_any_by_its_key() -> None:
    assert shown("{x.giver}", "ja") == "Hikari Magnetics"
    assert shown("{x.giver}", "ja", giver="kita") == "kita"


def test_what_is_unknown_says_so() -> None:
    assert shown("{x.reported}", "en") == "unknown"
    assert shown("{x.reported}", "ja") == "不明"
    assert shown("{x.reported}", "en", reported=False) == "no"


@pytest.mark.parametrize(
    ("value", "unit", "en", "ja"),
    [
        (1_200_000, "yen", "1,200,000 yen", "1,200,000円"),
        (10_000, "bp", "100%", "100%"),
        (3_340, "bp", "33.4%", "33.4%"),
        (5, "bp", "0.05%", "0.05%"),
        (1, "days", "1 day", "1日"),
        (30, "days", "30 days", "30日"),
        (2, "degree", "degree 2", "2親等"),
        (2_500, "index", "2,500", "2,500"),
        (3, "count", "3", "3"),
    ],
)
def test_numbers_carry_their_unit(value: int, unit: str, en: str, ja: str) -> None:
    assert (number_with_unit(value, unit, "en"), number_with_unit(value, unit, "ja")) == (en, ja)


@pytest.mark.parametrize(
    ("value", "unit", "en", "ja"),
    [
        (5_000, "yen", "5,000 yen", "5,000円"),
        (True, "flag", "yes", "はい"),
        ("2026-04-01", "date", "1 April 2026", "令和8年4月1日"),
        ("not_in_force", "date", "not in force", "適用なし"),
        ("unknown", "bp", "unknown", "不明"),
    ],
)
def test_a_parameter_says_its_value_or_that_it_has_none(value: int | str, unit: str, en: str, ja: str) -> None:
    assert (parameter_text(value, unit, "en"), parameter_text(value, unit, "ja")) == (en, ja)


@pytest.mark.parametrize(
    ("day", "ja"),
    [
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1889-02-11", "明治22年2月11日"),
        ("1850-01-01", "1850年1月1日"),
        ("9999-12-31", "記載なし"),
    ],
)
def test_dates_stand_in_the_japanese_calendar(day: str, ja: str) -> None:
    assert date_text(day, "ja") == ja


def test_an_open_end_is_no_date_in_english() -> None:
    assert date_text("9999-12-31", "en") == "none stated"


@pytest.mark.parametrize(
    ("field", "word", "said"),
    [
        ("domain", "ai", "artificial intelligence"),
        ("domain", "5g", "5G and telecommunications"),
        ("list", "us_entity_list", "US Entity List"),
        ("legal_ground", "order_99", "Order 99"),
    ],
)
def test_a_word_loses_its_capital_in_a_sentence_unless_it_is_a_name(field: str, word: str, said: str) -> None:
    assert value_text(word, FieldType("word", words=(word,)), field, {}, "en") == said


def test_a_word_is_shown_by_its_label() -> None:
    kind = FieldType("word", words=("lead_partner",))
    assert value_text("lead_partner", kind, "role", {}, "en") == "lead partner"
    assert value_text("lead_partner", kind, "role", {}, "ja") != "lead_partner"
