"""A small good file in each format and each encoding, and its import. All names are fictional."""

import io
import json
from typing import Any

from openpyxl import Workbook

from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import
from tests.institutions.formats.bods.reading.samples import entity, interest, person, relationship
from tests.institutions.formats.ocds.reading.samples import release
from tests.institutions.formats.published.lists import (
    PORTAL,
    grouped_sheet,
    list_csv,
    list_workbook,
    notices_workbook,
)
from tests.institutions.imports.records import HOLDING

OCDS_OPTIONS = {
    "sponsor": "METI",
    "domain": "infrastructure",
    "proposed_on": "2026-06-15",
    "method": "open",
    "object": "works",
    "value_yen": "1",
    "yen_per_USD": "150.25",
}
TABLE = (
    ("record", "holder", "holder.name", "holder.type", "company", "company.name", "share_bp", "from"),
    ("1", "K1", "北マテリアル株式会社", "company", "H1", "ヒカリ磁性株式会社", "6.2%", "令和3年4月1日"),
    ("2", "S1", "佐藤 遥", "person", "H1", "ヒカリ磁性株式会社", "１２０", "2021/4/1"),
    ("3", "K1", "北マテリアル株式会社", "company", "M1", "みなみ電算株式会社", "", ""),
)
CODES = (
    ("ダウンロード実行日", "2026年6月15日現在"),
    (
        "ＥＤＩＮＥＴコード", "提出者種別", "上場区分", "提出者名", "提出者名（英字）", "提出者名（ヨミ）", "所在地",
        "提出者法人番号",
    ),
    ("E90001", "内国法人・組合", "上場", "ヒカリ磁性株式会社", "Hikari Magnetics", "ヒカリジセイ", "東京都", ""),
    ("E90002", "内国法人・組合", "非上場", "北マテリアル株式会社", "", "キタマテリアル", "札幌市", ""),
)  # fmt: skip
EDGES = (
    ("edinetCode", "issuerEdinetCode", "filerName", "first", "issuerName", "issuerJCN", "filerType"),
    ("E90002", "E90001", "北マテリアル株式会社", "2021-04-01", "ヒカリ磁性株式会社", "", ""),
    ("E90003", "E90001", "みなみ電算株式会社", "2022-04-01", "ヒカリ磁性株式会社", "", ""),
)
Rows = tuple[tuple[str, ...], ...]


def csv_of(rows: Rows, encoding: str = "utf-8") -> bytes:
    """Return a table as CSV."""
    return "".join(",".join(row) + "\r\n" for row in rows).encode(encoding)


def excel_of(rows: Rows) -> bytes:
    """Return a table as Excel."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def lines_of(*values: Any) -> bytes:
    """Return JSON values, one a line."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values).encode()


DOCUMENTS = [{"record": f"R{number}", **HOLDING} for number in range(3)]
STATEMENTS = [entity(), person(), relationship(interest(share=5, start="2020-01-01"))]
PROCESSES = [release(ocid=f"ocds-test01-{number}") for number in range(2)]
# By what it is: the format, and the file.
GOOD: dict[str, tuple[str, bytes]] = {
    "csv": ("shareholding", csv_of(TABLE)),
    "csv in cp932": ("shareholding", csv_of(TABLE, "cp932")),
    "xlsx": ("shareholding", excel_of(TABLE)),
    "edinet codes": ("edinet", csv_of(CODES, "cp932")),
    "edinet holdings": ("edinet", csv_of(EDGES)),
    "edinet holdings in Excel": ("edinet", excel_of(EDGES)),
    "ocds lines": ("ocds", lines_of(*PROCESSES)),
    "ocds package": ("ocds", json.dumps({"uri": "x:1", "version": "1.1", "releases": PROCESSES}).encode()),
    "bods lines": ("bods", lines_of(*STATEMENTS)),
    "bods list": ("bods", json.dumps(STATEMENTS, ensure_ascii=False).encode()),
    "contract list": ("contract_list", list_csv().getvalue().decode().replace("－", "―").encode()),
    "contract list in Excel": ("contract_list", list_workbook({"４月": grouped_sheet()}).getvalue()),
    "portal awards": ("portal_awards", PORTAL.encode()),
    "notices in Excel": ("re_employment_notices", notices_workbook().getvalue()),
    "json lines": ("json", lines_of(*DOCUMENTS)),
    "json list": ("json", json.dumps(DOCUMENTS, ensure_ascii=False).encode()),
}


def bring_in(
    body: GovernmentBody, format_name: str, content: bytes, *, dry_run: bool = False, **options: object
) -> Import:
    """Import these bytes as a file of a format; return the finished job."""
    given: dict[str, object] = {**(OCDS_OPTIONS if format_name == "ocds" else {}), **options}
    made = request_import(
        io.BytesIO(content),
        file_name="f",
        format_name=format_name,
        body=body,
        options=given,
        dry_run=dry_run,
        here=True,
    )
    run_import(claim_of(made))
    made.refresh_from_db()
    return made
