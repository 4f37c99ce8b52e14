"""Cells as people write them: encodings, wareki and ISO dates, full-width digits, shares, yes and no."""

import io
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables import cell_text as text
from institutions.formats.tables.cell_text import (
    NotReadError,
    read_day_cell,
    read_flag_cell,
    read_share_cell,
    read_whole_cell,
    text_lines,
)

pytestmark = pytest.mark.bare


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf_8_with_and_without_its_mark_and_cp932_say_the_same(encoding: str) -> None:
    written = "企業,髙島㈱\r\n北マテリアル,1\r\n"
    assert list(text_lines(io.BytesIO(written.encode(encoding)))) == ["企業,髙島㈱\r\n", "北マテリアル,1\r\n"]


def test_a_letter_that_stands_across_two_portions_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LOOKED_AT", 4)
    assert "".join(text_lines(io.BytesIO("北マテリアル".encode("cp932")))) == "北マテリアル"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("企業".encode()[:-1], "not UTF-8 at byte 4"),
        ("企業,1".encode("utf-8-sig") + "企業".encode("cp932"), "not UTF-8"),
        ("企業".encode("utf-16"), "UTF-16"),
        (b"\xfd\xff\x80\xfd", "nor is it Shift_JIS"),
        ("企業,1\n髙島".encode("utf-16-le"), "UTF-16 without its mark"),
        ("record,企業".encode("utf-16-be"), "NUL characters"),
        ("record,佐藤".encode("euc_jp"), "EUC-JP"),
        ("企業,北マテリアル".encode("euc_jp"), "nor is it Shift_JIS"),
        ("企業,北マテリアル".encode("iso2022_jp"), "ISO-2022-JP"),
    ],
)
def test_other_encodings_and_cut_files_are_refused_with_a_remedy(content: bytes, says: str) -> None:
    with pytest.raises(FileUnreadableError, match=says):
        list(text_lines(io.BytesIO(content)))


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINE", 1_000)
    with pytest.raises(FileUnreadableError, match="longer than 1,000"):
        list(text_lines(io.BytesIO(b"a" * 5_000)))


@pytest.mark.parametrize(
    "written",
    [
        "2026-06-15",
        "2026/6/15",
        "2026.06.15",
        "20260615",
        "２０２６年６月１５日",
        "令和8年6月15日",
        "R8.6.15",
        "r08/06/15",
        "Ｒ８．６．１５",
        "令和八年六月十五日",
        "二〇二六年六月一五日",
    ],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    assert read_day_cell(written) == "2026-06-15"


def test_the_first_year_of_an_era_has_a_name_of_its_own() -> None:
    assert (read_day_cell("令和元年5月1日"), read_day_cell("平成31年4月30日"), read_day_cell("S64.1.7")) == (
        "2019-05-01",
        "2019-04-30",
        "1989-01-07",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("令和元年十月三十一日", "2019-10-31"),
        ("平成三十一年四月二十日", "2019-04-20"),
        ("昭和六十四年一月七日", "1989-01-07"),
        ("平成一二年一二月一〇日", "2000-12-10"),
    ],
)
def test_a_day_may_be_written_as_the_official_gazette_writes_it(written: str, day: str) -> None:
    assert read_day_cell(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "令和八年六月十五十日",
        "令和十〇年一月一日",
        "令和八年六月五一日",
        "令和八年十三月一日",
        "平成31年5月1日",
        "令和1年4月30日",
        "2026-02-30",
        "15.6.2026",
        "6/15/26",
        "昭和の日",
        "R8",
    ],
)
def test_a_day_that_does_not_exist_or_is_not_sure_is_refused(written: str) -> None:
    with pytest.raises(NotReadError):
        read_day_cell(written)


@pytest.mark.parametrize(
    ("written", "number"), [("１，２５０", 1250), ("1,250,000", 1250000), ("¥1,000", 1000), ("500円", 500)]
)
def test_whole_numbers_may_have_separators_and_the_mark_of_yen(written: str, number: int) -> None:
    assert read_whole_cell(written) == number


@pytest.mark.parametrize("written", ["12.5", "1,25", "-3", "一億", "1e9", "9" * 30, "１２３４万"])
def test_other_numbers_are_refused(written: str) -> None:
    with pytest.raises(NotReadError):
        read_whole_cell(written)


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("6.2", "Write 6.2% or 620 (hundredths of a percent)."),
        ("５０．２５", "Write 50.25% or 5025 (hundredths of a percent)."),
        ("0.062", "Write 6.2% or 620 (hundredths of a percent)."),
        ("620.5", "Write 6.2% or 620 (hundredths of a percent)."),
    ],
)
def test_a_fraction_without_its_sign_is_no_share(cell: str, remedy: str) -> None:
    with pytest.raises(NotReadError, match=re.escape(f"'{cell}' has no % sign. {remedy}")):
        read_share_cell(cell)


def test_shares_are_basis_points_or_percentages_with_their_sign() -> None:
    assert (
        read_share_cell("620"),
        read_share_cell("6.2%"),
        read_share_cell("６．２％"),
        read_share_cell("6.2 ％"),
    ) == (620, 620, 620, 620)
    assert (read_share_cell("100 %"), read_share_cell("50")) == (10000, 50)
    with pytest.raises(NotReadError):
        read_share_cell("33.333%")


def test_yes_and_no_in_both_languages() -> None:
    assert [read_flag_cell(each) for each in ("TRUE", "はい", "○", "false", "無", "0")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.text())
def test_no_cell_does_anything_but_be_read_or_refused(cell: str) -> None:
    for read in (read_day_cell, read_whole_cell, read_share_cell, read_flag_cell):
        with suppress(NotReadError):
            read(cell)


@given(st.binary())
def test_no_bytes_do_anything_but_be_read_or_refused(content: bytes) -> None:
    with suppress(FileUnreadableError):
        assert isinstance("".join(text_lines(io.BytesIO(content))), str)
