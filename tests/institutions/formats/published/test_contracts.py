"""Published lists of contracts: encodings, titles above grouped headings, wareki and serial days, withheld prices."""

import io

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.published.cells import withheld_word
from institutions.formats.published.contracts import PublishedContract, read_contract_list
from tests.institutions.formats.published.lists import (
    HEADINGS,
    ROWS,
    TITLE,
    grouped_sheet,
    list_csv,
    list_workbook,
)


def read(file: io.BytesIO) -> list[PublishedContract]:
    return list(read_contract_list(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_in_any_encoding_reads_the_same(encoding: str) -> None:
    rows = ROWS if encoding != "cp932" else [tuple(cell.replace("－", "―") for cell in row) for row in ROWS]
    first, second, third = read(list_csv(rows, encoding=encoding))
    assert [each.errors for each in (first, second, third)] == [(), (), ()]
    assert (first.title, first.signed_on, first.amount, first.tax) == (
        "架空業務システムの運用保守 一式",
        "2024-04-01",
        12_345_678,
        "included",
    )
    assert (first.supplier, first.address, first.corporate_number) == (
        "ヒカリ磁性株式会社",
        "東京都港区架空2-2-2",
        "7000012050002",
    )
    assert (first.method, first.bidders, first.reserve.yen, first.reserve.withheld) == (
        "open",
        1,
        None,
        "similar_contracts",
    )
    assert (second.signed_on, second.supplier, second.address) == (
        "2024-04-15",
        "北マテリアル株式会社",
        "北海道架空市3-3-3",
    )
    assert (second.method, second.reserve.yen, second.reserve.withheld, second.bidders) == (
        "designated",
        5_000_000,
        None,
        3,
    )
    assert (third.signed_on, third.amount, third.reserve.withheld, third.bidders) == (
        "2024-05-07",
        None,
        "no_reason",
        None,
    )
    assert [each.said.code for each in third.notes] == ["published.no_total"]
    assert [each.said.code for each in second.notes] == ["published.officers"]


def test_every_shown_sheet_of_a_workbook_is_read_below_its_grouped_headings() -> None:
    months: dict[str, list[list[object]]] = {
        "表紙": [[TITLE], ["架空省"]],
        "４月": grouped_sheet(),
        "５月": [[TITLE], list(HEADINGS), ["該当なし"]],
    }
    first, second = read(list_workbook(months))
    assert [each.errors for each in (first, second)] == [(), ()]
    assert (first.signed_on, second.signed_on) == ("2024-04-01", "2024-05-01")
    assert (first.corporate_number, first.bidders, first.reserve.yen) == ("7000012050002", 2, 9_000_000)


def test_a_sheet_whose_headings_are_not_known_is_an_error_and_not_left_out() -> None:
    other: list[list[object]] = [["い", "ろ", "は", "に"], ["1", "2", "3", "4"]]
    *_rows, last = read(list_workbook({"４月": grouped_sheet(), "５月": other}))
    assert [(each.field, each.said.code) for each in last.errors] == [("", "published.sheet_unread")]


def test_errors_name_the_cell_under_its_heading() -> None:
    row = ["", "", "令和6年13月1日", "ヒカリ磁性株式会社", "1234567890123", "抽選", "秘", "12千円", "", "", "多数", ""]
    (read_row,) = read(list_csv([row]))
    assert {each.field: each.said.code for each in read_row.errors} == {
        "物品役務等の名称及び数量": "published.cell_empty",
        "契約を締結した日": "day.not_in_calendar",
        "法人番号": "published.no_number",
        "一般競争入札・指名競争入札の別（総合評価の実施）": "published.no_method",
        "予定価格 （円）": "published.no_price",
        "契約金額 （円・税込）": "published.no_amount",
        "応札・応募者数": "published.no_count",
    }


def test_a_list_of_negotiated_contracts_gives_the_ground_instead_of_the_method() -> None:
    headings = [*HEADINGS]
    headings[5] = "随意契約によることとした会計法令の根拠条文及び理由（企画競争又は公募）"
    row = [*ROWS[1]]
    row[5] = "会計法第29条の3第4項（架空の理由）"
    (found,) = read(list_csv([row], headings=headings))
    assert (found.method, found.ground) == (
        "negotiated",
        "会計法第29条の3第4項(架空の理由)".replace("(", "（").replace(")", "）"),
    )


def test_a_line_that_was_cut_off_is_an_error() -> None:
    content = list_csv(ROWS[:1]).getvalue().decode()
    cut = content[: content.index("円,－")] + "\n"
    (found,) = read(io.BytesIO(cut.encode()))
    assert [each.said.code for each in found.errors] == ["row.cut_off"]


def test_the_same_contract_twice_has_two_names_that_stay() -> None:
    first, second = read(list_csv([ROWS[0], ROWS[0]]))
    assert first.record != second.record
    assert [each.record for each in read(list_csv([ROWS[0], ROWS[0]]))] == [first.record, second.record]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO("品名,数量\n机,1\n".encode()), "published.no_headings"),
        (list_csv([ROWS[0][:7]], headings=HEADINGS[:7]), "published.column_missing"),
        (list_csv([(*ROWS[0], "1")], headings=(*HEADINGS, "契約金額")), "published.column_twice"),
    ],
)
def test_another_table_is_refused_as_a_whole(file: io.BytesIO, code: str) -> None:
    with pytest.raises(FileUnreadableError) as refused:
        read(file)
    assert refused.value.said.code == code


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("－", "no_reason"),
        ("―", "no_reason"),
        ("非公表", "no_reason"),
        ("公表しない", "no_reason"),
        ("他の契約の予定価格を類推されるおそれがあるため公表しない", "similar_contracts"),
        ("国の事業に支障を生ずるおそれがあるため公表しない", "other_reason"),
        ("5,000,000", None),
    ],
)
def test_a_withheld_price_keeps_its_reason(cell: str, word: str | None) -> None:
    assert withheld_word(cell) == word
