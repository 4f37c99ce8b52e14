"""Cells of published lists: kinds of competition, tax, days, amounts and counts as people write them."""

from institutions.formats.published.cells import (
    read_published_count,
    read_published_day,
    read_published_method,
    read_published_yen,
    read_reserve_price,
    tax_basis,
)
from institutions.formats.published.contracts import PublishedContract, read_contract_list
from institutions.formats.published.register_records import ListOptions, contract_record
from institutions.formats.register_document import RegisterDocument
from institutions.formats.tables.cell_text import NotReadError
from tests.every import every
from tests.institutions.formats.published.lists import HEADINGS, ROWS, list_csv

METHOD, RESERVE, AMOUNT = (5, 6, 7)


def listed(*changes: tuple[int, str], headings: tuple[str, ...] = HEADINGS) -> PublishedContract:
    """Return the second row of the list with other cells."""
    row = [*ROWS[1]]
    for column, cell in changes:
        row[column] = cell
    (found,) = read_contract_list(list_csv([row], headings=headings))
    return found


def headed(**said: str) -> tuple[str, ...]:
    """Return the headings with other ones of the prices."""
    columns = {"reserve": RESERVE, "amount": AMOUNT}
    found = list(HEADINGS)
    for name, heading in said.items():
        found[columns[name]] = heading
    return tuple(found)


def refused(reader: object, cell: str) -> str:
    """Return the code with which a cell is refused; empty if it is read."""
    try:
        reader(cell)  # type: ignore[operator]  # a reader of a cell
    except NotReadError as trouble:
        return trouble.said.code
    return ""


@every(
    "cell, method",
    [
        ("一般競争入札", "open"),
        ("一般競争入札（総合評価）", "open"),
        ("一般競争入札\n（公募）", "open"),
        ("指名競争", "designated"),
        ("指名競争入札（総合評価）", "designated"),
        ("公募型指名競争入札", "selective"),
        ("簡易公募型指名競争入札", "selective"),
        ("随意契約（企画競争）", "negotiated"),
        ("随意契約（公募）", "negotiated"),
        ("随意契約（不落）", "negotiated"),
        ("不落随契（一般競争入札）", "negotiated"),
        ("随意契約（少額）", "small_value"),
        ("オープンカウンター方式", "small_value"),
        ("企画競争", "negotiated"),
        ("公募型プロポーザル", "negotiated"),
        ("総合評価", None),
        ("簡易公募型競争入札", None),
        ("競争入札", None),
    ],
)
def test_the_kind_of_competition_is_read_as_stated(cell: str, method: str | None) -> None:
    found = listed((METHOD, cell))
    assert (found.method, found.method_said) == (method, " ".join(cell.split()))
    assert read_published_method(cell) == method
    assert [each.said.code for each in found.notes if each.said.code == "published.method_unclear"] == (
        [] if method else ["published.method_unclear"]
    )


@every(
    "text, basis",
    [
        ("契約金額（税込）", "included"),
        ("契約金額（円・税込み）", "included"),
        ("契約金額\n（消費税及び地方消費税を含む。）", "included"),
        ("契約金額（税抜）", "excluded"),
        ("契約金額（消費税及び地方消費税を含まない。）", "excluded"),
        ("契約金額（消費税を除く）", "excluded"),
        ("契約金額（円）", None),
        ("契約金額（税込、単価契約は税抜）", None),
    ],
)
def test_the_heading_of_an_amount_says_its_tax_basis(text: str, basis: str | None) -> None:
    assert tax_basis(text) == basis
    found = listed(headings=headed(amount=text, reserve="予定価格（税抜）"))
    assert (found.tax, found.reserve_tax) == (basis, "excluded")


def test_a_reserve_price_has_the_tax_basis_of_its_own_heading_alone() -> None:
    found = listed(headings=headed(reserve="予定価格（税抜）", amount="契約金額（税込）"))
    record = contract_record(found, ListOptions(publisher="METI", title="list", body="METI"))
    assert isinstance(record, RegisterDocument)
    call, award = record.content["statements"]
    assert (call["tax"], award["tax"]) == ("excluded", "included")
    silent = listed(headings=headed(reserve="予定価格（円）", amount="契約金額（税込）"))
    record = contract_record(silent, ListOptions(publisher="METI", title="list", body="METI"))
    assert isinstance(record, RegisterDocument)
    assert "tax" not in record.content["statements"][0]


@every(
    "cell, basis",
    [
        ("4,900,000円（税込）", "included"),
        ("4,900,000円（税抜）", "excluded"),
        ("4,900,000円\n（うち消費税445,454円）", "included"),
        ("4,900,000円（税抜4,454,546円）", None),
    ],
)
def test_a_cell_says_its_own_tax_basis(cell: str, basis: str | None) -> None:
    found = listed((AMOUNT, cell), headings=headed(amount="契約金額"))
    assert (found.amount, found.tax, found.errors) == (4_900_000, basis, ())


@every(
    "cell, word",
    [
        ("－", "no_reason"),
        ("非公表", "no_reason"),
        ("非開示", "no_reason"),
        ("公表しない", "no_reason"),
        ("同種の他の契約の予定価格を類推されるおそれがあるため公表しない", "similar_contracts"),
        ("同種の他の契約の予定価格を類推される\nおそれがあるため公表しない", "similar_contracts"),
    ],
)
def test_a_withheld_reserve_price_is_withheld_with_its_words(cell: str, word: str) -> None:
    assert read_reserve_price(cell).withheld == word
    assert listed((RESERVE, cell)).reserve.said == " ".join(cell.split())


@every(
    "cell",
    [
        "2024/4/1 0:00",
        "2024-04-01 00:00:00",
        "2024-04-01T00:00:00",
        "令6.4.1",
        "令6年4月1日",
        "R6.4.1",
        "令和６年４月１日",
        "令和6年4月1日（月）",
        "令和６年４月１日（月曜日）",
    ],
)
def test_a_day_is_read_however_it_is_plain(cell: str) -> None:
    assert read_published_day(cell) == "2024-04-01"


@every("cell", ["2024/4/1 13:00", "6.4.1", "令6.4", "令和6年4月1日～令和7年3月31日", "令和6年4月1日（鳥）"])
def test_what_may_be_another_day_is_refused(cell: str) -> None:
    assert refused(read_published_day, cell) == "cell.no_day"


@every(
    "cell",
    [
        "￥12,345,678-",
        "¥12,345,678.-",
        "￥12,345,678―",
        "12,345,678円",
        "12,345,678.-",
        "金12,345,678円也",
        "\\12,345,678-",
        "１２，３４５，６７８円（消費税及び地方消費税を含む。）",
    ],
)
def test_an_amount_is_read_however_it_is_closed(cell: str) -> None:
    assert read_published_yen(cell) == 12_345_678
    assert read_reserve_price(cell).yen == 12_345_678


@every("cell", ["12,345,678-", "-12,345,678", "▲12,345", "12,345千円", "1,234.5", "12,34円", "¥-", "¥12,345-1"])
def test_what_may_be_another_amount_is_refused(cell: str) -> None:
    assert refused(read_published_yen, cell) == "published.no_amount"


@every("cell, count", [("1（1）", 1), ("3者(1者)", 3), ("３者（うち１者）", 3), ("2 (0)", 2), ("1\n(1)", 1)])
def test_a_number_in_brackets_is_of_those_counted(cell: str, count: int) -> None:
    assert read_published_count(cell) == count


@every("cell", ["1（3）", "3者（うち1者辞退）", "1（1", "(1)", "2回"])
def test_a_count_that_may_be_another_is_refused(cell: str) -> None:
    assert refused(read_published_count, cell) == "published.no_count"
