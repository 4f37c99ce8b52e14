"""Published lists for tests, as ministries word and lay them out. All companies, people and contracts are fictional."""

import csv
import io
from datetime import date
from typing import Any, Final

from openpyxl import Workbook

TITLE: Final = "公共調達の適正化について（平成18年8月25日付財計第2017号）に基づく競争入札に係る情報の公表（架空）"
HEADINGS: Final = (
    "物品役務等の名称及び数量",
    "契約担当官等の氏名並びにその所属する部局の名称及び所在地",
    "契約を締結した日",
    "契約の相手方の商号又は\n名称及び住所",
    "法人番号",
    "一般競争入札・指名競争入札の別（総合評価の実施）",
    "予定価格\n（円）",
    "契約金額\n（円・税込）",
    "落札率\n（％）",
    "再就職の\n役員の数",
    "応札・応募者数",
    "備考",
)
OFFICER: Final = "支出負担行為担当官　架空省大臣官房会計課長　試験 太郎　東京都千代田区架空1-1-1"
WITHHELD: Final = "同種の他の契約の予定価格を類推されるおそれがあるため公表しない"
ROWS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "架空業務システムの運用保守　一式",
        OFFICER,
        "令和6年4月1日",
        "ヒカリ磁性株式会社\n東京都港区架空2-2-2",
        "７００００１２０５０００２",
        "一般競争入札（総合評価）",
        WITHHELD,
        "１２，３４５，６７８円",
        "－",
        "－",
        "１者",
        "",
    ),
    (
        "架空統計調査の集計",
        OFFICER,
        "R6.4.15",
        "北マテリアル株式会社 北海道架空市3-3-3",
        "",
        "指名競争入札",
        "5,000,000",
        "4,900,000",
        "98%",
        "2",
        "3",
        "",
    ),
    (
        "架空庁舎の清掃",
        OFFICER,
        "2024/5/7",
        "架空清掃合同会社",
        "－",
        "一般競争入札",
        "－",
        "単価 1,200円ほか",
        "－",
        "0",
        "－",
        "単価契約",
    ),
)


def list_csv(rows: Any = ROWS, *, encoding: str = "utf-8", headings: Any = HEADINGS) -> io.BytesIO:
    """Return a list as CSV: a title, a blank line, headings with line ends in them, rows, and a remark."""
    text = io.StringIO()
    csv.writer(text).writerows([[TITLE], [], headings, *rows, ["※架空の公表である。"]])
    return io.BytesIO(text.getvalue().encode(encoding))


def list_workbook(sheets: dict[str, list[list[object]]]) -> io.BytesIO:
    """Return an Excel file with these rows on its sheets."""
    workbook = Workbook()
    workbook.remove(workbook["Sheet"])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def grouped_sheet() -> list[list[object]]:
    """Return a sheet whose headings take two rows, with a group over three columns, and whose days are serial."""
    head: list[object] = [*HEADINGS[:9], "再就職の役員の数", "公益法人の場合", None, None, "備考"]
    below: list[object] = [None] * 10 + ["公益法人の区分", "国認定、都道府県認定の区分", "応札・応募者数", None]
    first: list[object] = [
        "架空研究設備の購入",
        OFFICER,
        45383,
        "架空計測株式会社\n京都府架空市4-4-4",
        7000012050002,
        "一般競争入札",
        9000000,
        8100000,
        "=H6/G6",
        0,
        None,
        None,
        2,
        None,
    ]
    second: list[object] = [*first]
    second[0], second[2] = "架空研究設備の据付け", date(2024, 5, 1)
    return [[TITLE], [None], head, below, first, second, ["合計", None, None, None, None, None, None, 16200000]]


PORTAL: Final = (
    '"0000000000000099001","架空サーバの賃貸借","2026-01-30","1234567.0","W1","8002010","ヒカリ磁性株式会社","7000012050002"\n'
    '"0000000000000099002","架空健康診断業務","2026-01-31","98765.4","A1","8004020","架空医師会",""\n'
    '"0000000000000099001","架空サーバの賃貸借","2026-01-30","7654321.0","W1","8002050","北マテリアル株式会社",""\n'
)


def portal_csv(text: str = PORTAL) -> io.BytesIO:
    """Return open data of awards, in UTF-8 with its mark."""
    return io.BytesIO(text.encode("utf-8-sig"))


NOTICE_HEADINGS: Final = (
    "番号",
    "氏名",
    "離職時の年齢",
    "離職時の官職",
    "離職日",
    "再就職日",
    "再就職先の名称",
    "再就職先の業務内容",
    "再就職先における地位",
    "求職の承認の有無",
    "官民人材交流センターの援助の有無",
)
# Pseudonyms; METI is real, the posts, people and companies are not.
NOTICES: Final[tuple[tuple[object, ...], ...]] = (
    (1, "試験　花子", 60, "経済産業省架空局架空課長", 46112, 46204, "ヒカリ磁性株式会社", "製造業", "顧問", "無", "無"),
    (
        2,
        "見本 次郎",
        59,
        "関東経済産業局架空部長",
        date(2026, 3, 31),
        date(2026, 7, 1),
        "株式会社架空総合研究所",
        "調査",
        "非常勤参与",
        "無",
        "無",
    ),
    (
        3,
        "例示 三郎",
        60,
        "防衛省架空局架空課長",
        date(2026, 3, 31),
        date(2026, 6, 1),
        "架空重工株式会社",
        "製造業",
        "顧問",
        "無",
        "無",
    ),
    (
        4,
        "古例 四郎",
        61,
        "経済産業省架空局架空課長",
        date(2018, 3, 31),
        date(2018, 6, 1),
        "架空電機株式会社",
        "製造業",
        "顧問",
        "無",
        "無",
    ),
)


def notices_workbook(rows: Any = NOTICES) -> io.BytesIO:
    """Return notices as an Excel file: a title, headings, rows, a remark; some days are serial numbers."""
    title = "国家公務員法第106条の25第2項等の規定に基づく国家公務員の再就職状況の公表（架空）"
    return list_workbook({"別添1": [[title], [None], list(NOTICE_HEADINGS), *map(list, rows), ["※架空の公表である。"]]})
