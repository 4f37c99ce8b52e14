"""Awards of the procurement portal (調達ポータル, GEPS): open data, CSV without headings, eight columns.

The layout, and what is uncertain about it, stand in institutions/data/portal_codes.yaml. It has no reserve prices
and no losing bids, and does not say whether the price includes tax.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.errors import FieldError
from institutions.formats.published.cells import read_published_day, read_published_number
from institutions.formats.published.contracts import PublishedContract
from institutions.formats.published.troubles import (
    CellEmpty,
    NoCaseNumber,
    NoPublishedAmount,
    PortalCodeUnknown,
    PortalColumns,
)
from institutions.formats.published.words import portal_words
from institutions.formats.tables.cell_text import NotReadError, plain_cell
from institutions.formats.tables.formulas import unguard_formula
from institutions.formats.tables.other_files import refuse_other_file
from institutions.formats.tables.rows import read_csv_lines
from institutions.kinds.base import Label

COLUMNS: Final = (
    "調達案件番号",
    "調達案件名称",
    "落札決定日",
    "落札価格",
    "府省コード",
    "入札方式コード",
    "商号又は名称",
    "法人番号",
)
PLACES: Final = {"title": COLUMNS[1], "signed_on": COLUMNS[2], "amount": COLUMNS[3], "supplier": COLUMNS[6]}
CASE_NUMBER: Final = re.compile(r"[0-9]{10,30}", re.ASCII)
PRICE: Final = re.compile(r"([0-9]{1,18})(?:\.[0-9]*)?", re.ASCII)
MINISTRY: Final = Label("a ministry", "府省")
METHOD: Final = Label("a method", "入札方式")


def read_portal_awards(file: IO[bytes]) -> Iterator[PublishedContract]:
    """Yield the awards of a file. FileUnreadableError if it is no CSV."""
    refuse_other_file(file)
    seen: Counter[tuple[str, str]] = Counter()
    for line in read_csv_lines(file):
        if not any(cell.strip() for cell in line.cells):
            continue
        if len(line.cells) != len(COLUMNS):
            said = PortalColumns(number=PlainNumber(len(line.cells)))
            yield PublishedContract(line=line.number, errors=(FieldError("", said),))
        else:
            cells = [unguard_formula(cell).strip() for cell in line.cells]
            number, supplier = cells[0], cells[-1] or cells[-2]
            seen[number, supplier] += 1
            yield portal_award(line.number, cells, seen[number, supplier])


def portal_award(line: int, cells: list[str], times: int) -> PublishedContract:
    """Return one award, with the errors of its cells under the names of the columns; `times`: of case and party."""
    errors: list[FieldError] = []
    given: dict[str, Any] = {}  # Any: values of PublishedContract
    number, title, day, price, ministry, method, supplier, corporate_number = cells
    words = portal_words()

    def wrong(column: int, said: Coded) -> None:
        errors.append(FieldError(COLUMNS[column], said))

    for column, cell in enumerate(cells[:-1]):
        if not cell:
            wrong(column, CellEmpty())
    if number and not CASE_NUMBER.fullmatch(number):
        wrong(0, NoCaseNumber(value=outside_value(number)))
    try:
        given["signed_on"] = read_published_day(day) if day else ""
    except NotReadError as trouble:
        wrong(2, trouble.said)
    if found := PRICE.fullmatch(plain_cell(price)):
        given["amount"] = int(found[1])  # the publisher writes decimals; rounded down to whole yen
    elif price:
        wrong(3, NoPublishedAmount(value=outside_value(price)))
    if buyer := words["ministries"].get(ministry):
        given |= {"body": buyer.get("body"), "body_name": buyer["name"]}
    elif ministry:
        wrong(4, PortalCodeUnknown(value=outside_value(ministry), what=MINISTRY))
    if how := words["methods"].get(method):
        given |= {"method": how["method"], "method_said": how["name"]}
    elif method:
        wrong(5, PortalCodeUnknown(value=outside_value(method), what=METHOD))
    try:
        given["corporate_number"] = read_published_number(corporate_number) if corporate_number else None
    except NotReadError as trouble:
        wrong(7, trouble.said)
    return PublishedContract(
        line=line,
        number=number,
        title=" ".join(title.split()),
        supplier=" ".join(supplier.split()),
        times=times,
        errors=tuple(errors),
        places=PLACES,
        **given,
    )
