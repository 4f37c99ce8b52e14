"""Two tables of EDINET, Japan's disclosure system: its code list, and reports of large holdings in companies.

The code list is the file EdinetcodeDlInfo.csv that the Financial Services Agency publishes (cp932, one extra line above
the headings), seen in 2026 with these columns. The list of large holdings is made from reports
(大量保有報告書: more than 5 % of a listed company): one line per filer and issuer. It does not give the size of a
holding, so the share stays unknown; the holding begins with the first known report.
"""

from collections.abc import Iterator
from typing import IO, Any, Final

from institutions.drafts.errors import FieldError
from institutions.formats.edinet_troubles import IssuerUnnamed, NoColumn, NoEdinetCode, NoFilerName
from institutions.formats.ocds.reading.parties import name_by_script
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.formats.tables.cell_text import NotReadError, plain_cell, read_day_cell
from institutions.formats.tables.rows import TableRow, table_rows

CODE: Final = "ＥＤＩＮＥＴコード"
NAME, ENGLISH, KANA = "提出者名", "提出者名（英字）", "提出者名（ヨミ）"
KIND, LISTED, ADDRESS, NUMBER = "提出者種別", "上場区分", "所在地", "提出者法人番号"
FILER, ISSUER = "edinetCode", "issuerEdinetCode"
FOREIGN: Final = "外国"
LISTED_WORDS: Final = {"上場": True, "非上場": False}
SOURCE: Final = {"key": "edinet", "title": "大量保有報告書（EDINET）", "publisher": "金融庁"}


def read_edinet(file: IO[bytes]) -> Iterator[Record]:
    """Yield the records of either table, distinguished by its headings."""
    for row in table_rows(file, headed_by=(CODE, FILER)):
        if row.errors:
            yield RefusedRecord(line=row.line, errors=row.errors)
        elif CODE in row.cells:
            yield filer_record(row)
        elif FILER in row.cells:
            yield holding_record(row)
        else:
            yield RefusedRecord(line=row.line, errors=(FieldError(CODE, NoEdinetCode()),))


def filer_record(row: TableRow) -> Record:
    """Return a line of the code list: one company, or another filer that is not a natural person."""
    cells, code = row.cells, plain_cell(row.cells[CODE])
    name = {language: cells[column].strip() for language, column in filled_names(cells)}
    if not name:
        return RefusedRecord(line=row.line, record=code, errors=(FieldError(NAME, NoFilerName()),))
    company: dict[str, Any] = {"key": code, "name": name, **filer_country(cells.get(KIND, ""))}
    if number := plain_cell(cells.get(NUMBER, "")):
        company["corporate_number"] = number
    if address := cells.get(ADDRESS, "").strip():
        company["address"] = address
    if (listed := LISTED_WORDS.get(cells.get(LISTED, "").strip())) is not None:
        company["listed"] = listed
    at = "/companies/0"
    return RegisterDocument(
        line=row.line,
        record=code,
        content={"companies": [company]},
        headings={
            "/record": CODE,
            at: CODE,
            f"{at}/name": NAME,
            f"{at}/corporate_number": NUMBER,
            f"{at}/address": ADDRESS,
        },
    )


def filled_names(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield language and column of each name that is filled. Some filers have only an English one."""
    for language, column in (("ja", NAME), ("en", ENGLISH), ("kana", KANA)):
        if cells.get(column, "").strip():
            yield language, column


def filer_country(kind: str) -> dict[str, None]:
    """Return an unknown country for a foreign filer, who would otherwise count as Japanese."""
    return {"country": None} if kind.strip().startswith(FOREIGN) else {}


def holding_record(row: TableRow) -> Record:
    """Return a line of the large holdings: the filer holds more than 5 % of the issuer, the exact share is unknown."""
    cells = row.cells
    errors = [
        FieldError(column, NoColumn(column=column)) for column in (ISSUER, "filerName", "first") if column not in cells
    ]
    if errors:
        return RefusedRecord(line=row.line, errors=tuple(errors))
    holder, issuer = plain_cell(cells[FILER]), plain_cell(cells[ISSUER])
    try:
        first = read_day_cell(cells["first"].split()[0])
    except NotReadError as trouble:
        return RefusedRecord(line=row.line, record=f"{holder} {issuer}", errors=(FieldError("first", trouble.said),))
    described = [issuer_of(issuer, cells)] if holder != issuer else []
    notes = () if "issuerName" in cells else (FieldError("issuerName", IssuerUnnamed()),)
    held_by = {
        "key": holder,
        "name": name_by_script(cells["filerName"].strip()),
        **filer_country(cells.get("filerType", "")),
    }
    return RegisterDocument(
        line=row.line,
        record=f"{holder} {issuer}",
        content={
            "companies": [held_by, *described],
            "sources": [dict(SOURCE)],
            "statements": [
                {"kind": "shareholding", "holder": holder, "company": issuer, "from": first, "source": "edinet"}
            ],
        },
        notes=notes,
        headings={
            "/record": FILER,
            "/statements/0/holder": FILER,
            "/statements/0/company": ISSUER,
            "/companies/0": "filerName",
            "/companies/1": "issuerName",
            "/companies/1/corporate_number": "issuerJCN",
            "/statements/0/from": "first",
        },
    )


def issuer_of(code: str, cells: dict[str, str]) -> dict[str, Any]:
    """Return the issuer as the line describes it; one without a name is named by its code."""
    name = name_by_script(cells["issuerName"].strip()) if "issuerName" in cells else {"ja": f"EDINETコード {code}"}
    number = plain_cell(cells.get("issuerJCN", ""))
    return {
        "key": code,
        "name": name,
        **({"corporate_number": number} if number else {}),
    }
