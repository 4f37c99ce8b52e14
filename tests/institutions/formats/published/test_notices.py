"""Notices of re-employment as ministries lay them out. People and companies are fictional, ministries real."""

import csv
import io
from typing import Final

from institutions.formats.published.party_cells import joined_lines, name_and_address
from institutions.formats.published.re_employment import NoticeOptions, body_of_post, read_notices
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from tests.every import every

NAMES: Final = (
    ("資源エネルギー庁", "ANRE"),
    ("経済産業省", "METI"),
    ("防衛装備庁", "ATLA"),
    ("防衛省", "MOD"),
    ("内閣府", "CAO"),
    ("外務省", "MOFA"),
    ("財務省", "MOF"),
    ("原子力規制委員会", "NRA"),
)
OPTIONS: Final = NoticeOptions(
    names=sorted(NAMES, key=lambda each: -len(each[0])),
    parents={"ANRE": frozenset({"METI"}), "ATLA": frozenset({"MOD"})},
    bodies=frozenset({"METI", "ANRE"}),
    known=frozenset(code for _, code in NAMES),
    service="regular",
    since="2021-01-01",
)
# Two layouts: posts below groups, and an employer whose name stands below its group.
ABOVE: Final = (
    ["番号", "氏名", "離職時", "", "", "再就職", "", "", "", "求職の承認"],
    [
        "",
        "",
        "年齢",
        "官職",
        "離職日",
        "再就職日",
        "再就職先の名称",
        "再就職先の業務内容",
        "再就職先における地位",
        "の有無",
    ],
)
BELOW: Final = (
    ["番号", "氏名", "離職時の年齢", "離職時の官職", "離職日", "再就職日", "再就職先", "", "", "備考"],
    ["", "", "", "", "", "", "名称", "業務内容", "地位", ""],
)
ROW: Final = [
    "1",
    "試験\n花子",
    "60",
    "経済産業省\n架空局\n架空課長",
    "令和８年３月３１日",
    "令8.7.1",
    "ヒカリ磁性\n株式会社",
    "製造業",
    "顧問\n（非常勤）",
    "無",
]


def read(*rows: list[str]) -> list[Record]:
    """Return the records of a notice."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return list(read_notices(io.BytesIO(text.getvalue().encode()), OPTIONS))


@every("head", [ABOVE, BELOW])
def test_a_notice_is_read_below_grouped_headings_and_over_broken_lines(head: tuple[list[str], ...]) -> None:
    (found,) = read(*head, ROW)
    assert isinstance(found, RegisterDocument)
    held, taken = found.content["statements"]
    assert (held["body"], held["post"], held["until"]) == ("METI", "経済産業省架空局架空課長", "2026-03-31")
    assert (taken["on"], taken["post"]) == ("2026-07-01", "顧問（非常勤）")
    (company,) = found.content["companies"]
    assert (company["name"], "address" in company) == ({"ja": "ヒカリ磁性株式会社"}, False)
    assert found.content["people"][0]["name"] == {"ja": "試験 花子"}
    assert [each.said.code for each in found.notes] == ["notices.employer_unmatched"]


def test_rows_of_other_ministries_are_left_out_whatever_is_wrong_with_them() -> None:
    other = [*ROW]
    other[1], other[3], other[4], other[6] = "例示 三郎", "防衛省架空局長", "〃", "同上"
    (found,) = read(*BELOW, other, ROW)
    assert isinstance(found, RegisterDocument)
    assert [each.said.code for each in found.notes] == ["notices.employer_unmatched", "notices.left_out"]


def test_a_row_whose_post_is_a_mark_for_another_is_refused() -> None:
    mark = [*ROW]
    mark[3] = "〃"
    first, second = read(*BELOW, ROW, mark)
    assert isinstance(first, RegisterDocument)
    assert isinstance(second, RefusedRecord)
    assert [(each.field, each.said.code) for each in second.errors] == [("離職時の官職", "published.ditto")]


@every(
    "post, body",
    [
        ("経済産業省大臣官房付（併任）内閣府参事官", "METI"),
        ("経済産業省　資源エネルギー庁次長", "ANRE"),
        ("元経済産業省架空課長", "METI"),
        ("（前）経済産業省架空課長", "METI"),
        ("関東経済産業局架空部長", "METI"),
        ("原子力規制庁架空課長", "NRA"),
        ("沖縄総合事務局経済産業部架空課長", "CAO"),
        ("在架空国日本国大使館参事官（経済産業省）", "MOFA"),
        ("防衛省防衛装備庁架空課長", "ATLA"),
        ("外務省経済産業省より出向", "MOFA"),
        ("内閣府（経済産業省併任）参事官", "CAO"),
        ("内閣官房架空室（経済産業省併任）", None),
        ("独立行政法人架空機構経済産業局架空部長", None),
        ("架空府経済産業局長", None),
        ("大臣官房審議官", None),
        ("株式会社経済産業省", None),
    ],
)
def test_a_post_is_of_the_body_that_its_title_begins_with_and_of_no_other(post: str, body: str | None) -> None:
    assert body_of_post(post, OPTIONS) == body


@every(
    "cell, name, address",
    [
        ("ヒカリ磁性\n株式会社", "ヒカリ磁性株式会社", ""),
        ("株式会社\n架空総合研究所", "株式会社架空総合研究所", ""),
        (
            "架空システム\n開発株式会社\n〒100-0001 東京都架空区1",
            "架空システム開発株式会社",
            "〒100-0001 東京都架空区1",
        ),
        ("架空商事株式会社\n代表取締役　試験 太郎\n東京都架空区1", "架空商事株式会社", "東京都架空区1"),
        ("一般社団法人\n架空協会\n架空区1-2", "一般社団法人架空協会", "架空区1-2"),
        ("架空商事\n架空区1-2-3", "架空商事", "架空区1-2-3"),
        ("Hikari\nMagnetics Inc.", "Hikari Magnetics Inc.", ""),
        ("", "", ""),
    ],
)
def test_a_name_that_is_broken_over_lines_is_one_name(cell: str, name: str, address: str) -> None:
    assert name_and_address(cell) == (name, address)


def test_lines_are_joined_with_a_blank_between_latin_letters_alone() -> None:
    assert joined_lines("架空局\n架空課長") == "架空局架空課長"
    assert joined_lines("Chief\nof 架空\nsection") == "Chief of 架空 section"
