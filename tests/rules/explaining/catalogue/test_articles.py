"""The place in a law as a reader writes it: 第29条の3第1項 for `29-3(1)`; what cannot be read stays as it is."""

import re

import pytest

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.articles import article_text
from tests.every import every

pytestmark = pytest.mark.bare

UNREAD = {"734.9; part 740, supplement 1"}  # a part of the United States' regulations


@every(
    "article, japanese",
    [
        ("5", "第5条"),
        ("5(1)", "第5条第1項"),
        ("106-3", "第106条の3"),
        ("106-4(2)", "第106条の4第2項"),
        ("26(2) iii, 27", "第26条第2項第3号、第27条"),
        ("4 vi", "第4条第6号"),
        ("29-3(1), (4), (5)", "第29条の3第1項、第4項、第5項"),
        ("106-4(1)-(3)", "第106条の4第1項から第3項まで"),
        ("9, 14(1)-(2)", "第9条、第14条第1項及び第2項"),
        ("2(5), 8", "第2条第5項、第8条"),
        ("XXI", "第21条"),
        ("IX", "第9条"),
        ("2026-01-06, 2026-02-24", "令和8年1月6日、令和8年2月24日"),
        ("safe harbour, share of 35 %", "セーフハーバー、占有率35％"),
    ],
)
def test_a_place_in_a_law_is_written_as_in_japanese_law(article: str, japanese: str) -> None:
    assert article_text(article, "ja") == japanese


@pytest.mark.parametrize(
    "article",
    ["23-28", "11, 12-17", "2021-13", "734.4", "9.B, 9.21", "E15", "90 %, 95 %", "2008-h20-7533", "(2)", "", "OECD/1"],
)
def test_what_cannot_be_read_or_could_mean_two_things_stays_as_it_is(article: str) -> None:
    assert article_text(article, "ja") == article
    assert article_text(article, "en") == article


def test_in_english_an_article_is_called_one_and_a_day_is_written_out() -> None:
    assert article_text("29-3(1), (4)", "en") == "art. 29-3(1), (4)"
    assert article_text("2026-01-06, 2026-02-24", "en") == "6 January 2026, 24 February 2026"
    assert article_text("Annexes", "en") == "Annexes"


def test_a_month_is_written_as_one() -> None:
    assert article_text("2021-01", "ja") == "2021年1月"
    assert article_text("2021-01, 2023-12", "en") == "January 2021, December 2023"


def test_no_place_in_a_law_of_the_rulebook_leaves_an_english_word_on_a_japanese_page() -> None:
    book = current_rulebook()
    stated = {basis.article for rule in book.rules.values() for basis in rule.basis}
    entries = (entry for known in book.parameters.by_name.values() for row in known.rows.values() for entry in row)
    stated |= {entry.article for entry in entries if entry.article}
    assert len(stated) > 50
    left = {article for article in stated if re.search("[a-z]{4,}", article_text(article, "ja"))}
    assert left <= UNREAD
