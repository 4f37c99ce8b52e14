"""Layouts of published lists: headings over several rows, repeated ones, totals, and marks for another cell."""

import csv
import io
from typing import Final

from institutions.formats.published.contracts import PublishedContract, read_contract_list
from tests.every import every
from tests.institutions.formats.published.lists import HEADINGS, ROWS, TITLE, list_csv

Line = list[str]
MOST: Final = (
    ["架空装置の購入", "令和6年4月1日", "架空計測株式会社", "京都府架空市4-4-4", "7000012050002", "一般競争入札"],
    ["9,000,000", "8,100,000", "2"],
)
ROW: Final = [*MOST[0], *MOST[1]]
GROUPED: Final[tuple[Line, ...]] = (
    ["契約の件名", "契約日", "契約の相手方", "", "", "契約方式", "金額（税込）", "", "応札者数"],
    ["", "", "名称", "住所", "法人番号", "", "予定価格", "契約金額", ""],
    ["", "", "", "", "", "", "（円）", "（円）", "（者）"],
)
BROKEN: Final[tuple[Line, ...]] = (
    [
        "物品役務等の",
        "契約を",
        "契約の相手方の",
        "契約相手方の",
        "法人番号",
        "一般競争入札・",
        "予定",
        "契約",
        "応札・",
    ],
    ["名称及び数量", "締結した日", "商号又は名称", "住所", "", "指名競争入札の別", "価格", "金額", "応募者数"],
)
FULL_WIDTH: Final[tuple[Line, ...]] = (
    [
        "【契約件名】",
        "契 約\n締 結 日",
        "契約の相手方の\n商号又は名称（注１）",
        "契約の相手方の住所",
        "法人番号\n（１３桁）",
        "契約方式※２",
        "予定価格［円］",
        "契約金額〔円〕",
        "応札・応募者数\n（Ａ）",
    ],
)
ABOVE: Final[tuple[Line, ...]] = (
    ["契約の件名", "", "", "", "", "", "", "", "応札者数"],
    ["", "契約日", "契約相手方", "相手方の住所", "法人番号", "契約方式", "予定価格", "契約金額", ""],
)


def layout(*rows: Line) -> io.BytesIO:
    """Return a list as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([[TITLE], [], *rows])
    return io.BytesIO(text.getvalue().encode())


def read(file: io.BytesIO) -> list[PublishedContract]:
    return list(read_contract_list(file))


@every("head", [GROUPED, BROKEN, FULL_WIDTH, ABOVE])
def test_headings_are_found_over_several_rows_and_below_groups(head: tuple[Line, ...]) -> None:
    (found,) = read(layout(*head, ROW))
    assert (found.errors, found.notes) == ((), ())
    assert (found.title, found.signed_on, found.supplier, found.address) == (
        "架空装置の購入",
        "2024-04-01",
        "架空計測株式会社",
        "京都府架空市4-4-4",
    )
    assert (found.corporate_number, found.method, found.reserve.yen, found.amount, found.bidders) == (
        "7000012050002",
        "open",
        9_000_000,
        8_100_000,
        2,
    )


@every("head", [GROUPED, BROKEN, FULL_WIDTH, ABOVE])
def test_titles_and_headings_that_come_again_on_each_page_are_no_contracts(head: tuple[Line, ...]) -> None:
    other = ["架空装置の据付け", *ROW[1:]]
    found = read(layout(*head, ROW, [TITLE], *head, other))
    assert [(each.title, each.errors) for each in found] == [("架空装置の購入", ()), ("架空装置の据付け", ())]


def test_headings_of_another_order_count_for_the_rows_below_them() -> None:
    first, second = read(layout(*FULL_WIDTH, ROW, list(reversed(FULL_WIDTH[0])), list(reversed(ROW))))
    assert (second.title, second.amount, second.errors) == (first.title, first.amount, ())


@every("total", ["合計", "小計", "計", "合　計", "総計", "合計（2件）", "小計 2件", "累計："])
def test_a_total_is_no_contract(total: str) -> None:
    beside = [total, "", "", "", "", "", "18,000,000", "16,200,000", ""]
    below = ["", "", total, "", "", "", "", "16,200,000", ""]
    found = read(layout(*FULL_WIDTH, ROW, beside, below))
    assert [each.title for each in found] == ["架空装置の購入"]


@every("title", ["合計額算定システムの改修", "計", "計量器の校正"])
def test_a_contract_whose_title_begins_as_a_total_does_is_one(title: str) -> None:
    (found,) = read(layout(*FULL_WIDTH, [title, *ROW[1:]]))
    assert (found.title, found.amount) == (title, 8_100_000)


def test_an_incomplete_row_whose_title_begins_as_a_total_does_is_an_error() -> None:
    (found,) = read(layout(*FULL_WIDTH, ["合計額算定システムの改修", "", *ROW[2:]]))
    assert [each.said.code for each in found.errors] == ["published.cell_empty"]


@every("mark", ["〃", "同上", "同　上", "″", '"', "々", "仝", "〃（その２）", "〃 〃", "同左"])
def test_a_mark_for_another_cell_is_refused_by_row_and_column(mark: str) -> None:
    for column in (0, 2, 3, 4, 5, 6, 7, 10):
        row = [*ROWS[0]]
        row[column] = mark
        first, second = read(list_csv([ROWS[0], row]))
        assert first.errors == ()
        heading = " ".join(HEADINGS[column].split())
        assert [(each.field, each.said.code) for each in second.errors] == [(heading, "published.ditto")]
        assert (second.line, mark in (second.title, second.supplier)) == (first.line + 2, False)


def test_a_mark_in_a_column_that_is_not_read_refuses_nothing() -> None:
    row = [*ROWS[0]]
    row[8] = row[11] = "〃"
    (found,) = read(list_csv([row]))
    assert found.errors == ()


def test_a_name_that_begins_as_such_a_mark_does_is_a_name() -> None:
    row = [*ROWS[1]]
    row[3] = "同上架空商会"
    (found,) = read(list_csv([row]))
    assert (found.supplier, found.errors) == ("同上架空商会", ())
