"""`manage.py export`: a whole file or none, for one body or for all, and errors with their remedy."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.exports.selection import KIND_OF_LIST, LISTS, list_named
from institutions.formats.export_formats import FORMATS, check_fit
from institutions.formats.tables import spreadsheets
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.formats.tables.writing.files import xlsx_bytes
from institutions.kinds import KINDS
from tests.institutions.exports.registered import fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def export(path: Path, *options: str, **more: Any) -> str:
    """Run the command, and return its output."""
    out = StringIO()
    call_command("export", str(path), *options, stdout=out, **more)
    return out.getvalue()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_format_writes_a_file(form: str, tmp_path: Path) -> None:
    fill()
    path = tmp_path / "out"
    said = export(path, "--format", form, *(["--what", "companies"] if FORMATS[form].single else []))
    assert said == f"{path.stat().st_size:,} bytes written to {path}.\n"
    assert path.stat().st_size > 0
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_body_gets_what_it_may_read_in_its_own_name(tmp_path: Path) -> None:
    fill()
    export(tmp_path / "out", "--format", "bods", "--body", "DA", "--on", "2026-06-15")
    lines = [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert lines[0]["publicationDetails"]["publisher"] == {"name": "Digital Agency"}
    assert "佐藤 遥" not in str(lines)


def test_the_name_of_a_kind_is_the_name_of_its_list() -> None:
    assert list_named("shareholding") == list_named("shareholdings") == "shareholdings"
    assert {"duties", "listings", "people", "partnerships"} <= {*LISTS}
    assert len(KIND_OF_LIST) == len(KINDS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "csv"], "A file in the format csv holds one list. Name it: companies,"),
        (["--format", "bods", "--what", "bids"], "bods cannot hold bids."),
        (
            ["--format", "json", "--what", "sharholdings"],
            "There is no list 'sharholdings' to export. Did you",
        ),
        (
            ["--format", "json", "--what", "people", "--what", "partnerships"],
            "partnerships need a file of their own",
        ),
        (["--format", "json", "--body", "X"], "There is no government body with the code X."),
        (["--format", "json", "--on", "today"], "'today' is not a date"),
        (["--format", "pdf"], "invalid choice"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_the_remedy(options: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=message):
        export(tmp_path / "out", *options)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        export(tmp_path / "nowhere" / "out", "--format", "json")


def test_an_export_that_breaks_off_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    with pytest.raises(CommandError, match="more than 2 rows"):
        export(tmp_path / "out", "--format", "xlsx", "--what", "shareholdings")
    assert not list(tmp_path.iterdir())


def test_no_excel_sheet_is_longer_than_excel_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    with pytest.raises(TooManyRowsError, match="Export it as csv"):
        list(xlsx_bytes(selection_of("METI", "shareholdings")))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_each_list_that_a_format_can_hold_is_a_list(form: str) -> None:
    for name in FORMATS[form].lists:
        check_fit(FORMATS[form], (name,))
    assert {*FORMATS[form].lists} <= {*LISTS}


@pytest.mark.parametrize(
    "prefix", ["", "ocds", "ocds-12345", "ocds-1234567", "ocds-ABC123", "ocds-１２３４５６", "x-213czf"]
)
def test_what_is_no_prefix_of_ocds_is_refused(prefix: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a prefix of OCDS"):
        export(tmp_path / "out", f"--ocid-prefix={prefix}", "--format", "ocds")
    export(tmp_path / "out", "--ocid-prefix=ocds-213czf", "--format", "ocds")
