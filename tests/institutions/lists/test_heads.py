"""A file says what list it is, of which day, by whom and where; what it leaves out is said beside it."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid
from institutions.lists.declared_lists import LISTS, ListContent
from institutions.lists.edition_head import EditionHead, head_of
from institutions.lists.file import read_list_file
from institutions.lists.template_file import TEMPLATES, list_template_csv
from tests.every import every
from tests.institutions.lists.editions import HEAD, LYRA, ORION, edition_file

pytestmark = pytest.mark.bare


def head(path: Path, **given: str) -> EditionHead:
    return head_of(read_list_file(path).said, given)


def troubles(path: Path, **given: str) -> dict[str, str]:
    with pytest.raises(DraftInvalid) as refused:
        head(path, **given)
    return {each.field: each.message for each in refused.value.errors}


def test_a_file_says_everything_itself(tmp_path: Path) -> None:
    found = head(edition_file(tmp_path, ORION))
    assert (found.declared.word, found.as_of, found.title) == (
        "meti_end_user",
        date(2026, 6, 1),
        "Fictional end user list",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_japanese_headings_days_and_names_of_lists_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    lines = [
        "リスト,外国ユーザーリスト,,",
        "基準日,令和8年6月1日,,",
        "発行者,架空の庁,,",
        "URL,https://lists.example/,,",
    ]
    path.write_text("\n".join([*lines, "", "企業の名称,企業の国,開始日,終了日（最終日）", "架空光学,TR,,"]), encoding)
    found = head(path)
    assert (found.declared.word, found.as_of, found.publisher) == ("meti_end_user", date(2026, 6, 1), "架空の庁")
    assert found.title == "METI Foreign End User List"
    assert read_list_file(path).rows[0].line == 7


def test_an_excel_file_says_the_same(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for name, value in HEAD.items():
        sheet.append([name, date(2026, 6, 1) if name == "as_of" else value])
    sheet.append([])
    sheet.append(["company", "company.name_en", "company.country"])
    sheet.append(["1", "Orion Dynamics", "AE"])
    book.save(tmp_path / "list.xlsx")
    assert head(tmp_path / "list.xlsx").as_of == date(2026, 6, 1)
    (row,) = read_list_file(tmp_path / "list.xlsx").rows
    assert row.cells == {"company": "1", "company.name_en": "Orion Dynamics", "company.country": "AE"}


def test_what_the_file_leaves_out_is_said_beside_it(tmp_path: Path) -> None:
    path = edition_file(tmp_path, ORION, as_of="", url="")
    found = head(path, as_of="2026-06-02", url="https://lists.example/other")
    assert (found.as_of, found.url) == (date(2026, 6, 2), "https://lists.example/other")


def test_everything_that_is_missing_is_named(tmp_path: Path) -> None:
    path = edition_file(tmp_path, ORION, list="", as_of="", title="", publisher="", url="")
    found = troubles(path)
    assert found.keys() == {"list", "as_of", "publisher", "url"}
    assert (
        found["as_of"]
        == "The edition date is missing. Give --as-of, or a line above the table with as_of and its value."
    )


def test_what_is_said_twice_must_be_the_same(tmp_path: Path) -> None:
    found = troubles(edition_file(tmp_path, ORION), as_of="2026-06-02")
    assert found == {"as_of": "The file says '2026-06-01' but the option says '2026-06-02'. Leave the option out."}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("list", "meti_end_users", "Did you mean meti_end_user?"),
        ("as_of", "1 June", "is not a date"),
        ("as_of", "2099-01-01", "2099-01-01 is in the future"),
        ("url", "lists.example", "is not a web address"),
    ],
)
def test_each_trouble_names_the_remedy(tmp_path: Path, name: str, value: str, said: str) -> None:
    assert said in troubles(edition_file(tmp_path, ORION, **{name: value}))[name]


def test_a_line_of_the_head_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("as_of,2026-06-01\nas of,2026-06-02\ncompany\nX\n")
    with pytest.raises(FileUnreadableError, match="Line 2 repeats as_of"):
        read_list_file(path)


def test_a_file_without_a_table_is_none(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("as_of,2026-06-01\n")
    with pytest.raises(FileUnreadableError, match="The file has no table"):
        read_list_file(path)


def test_a_list_has_a_longest_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.lists.file.MAX_ENTRIES", 1)
    with pytest.raises(FileUnreadableError, match="more than 1 rows"):
        read_list_file(edition_file(tmp_path, ORION, LYRA))


@every("language", ["en", "ja"])
@every("word", [word for word, each in LISTS.items() if each.content in TEMPLATES])
def test_an_empty_template_reads_as_what_it_is(tmp_path: Path, word: str, language: str) -> None:
    template = TEMPLATES[LISTS[word].content]
    path = tmp_path / "empty.csv"
    path.write_bytes(b"".join(list_template_csv(LISTS[word], template, language)))
    found = read_list_file(path)
    assert found.said["list"] == word
    assert found.rows == ()
    assert all(template.by_heading.get(each) or template.by_heading.get(each.casefold()) for each in found.headings)
    assert LISTS[word].content is not ListContent.THRESHOLDS
