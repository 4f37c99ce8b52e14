"""`manage.py import_file`: the same file changes nothing, a corrected one supersedes, each bad row is named."""

import json
import re
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from institutions.models import GovernmentBody, Import, ImportOutcome, ImportPart, Party, table_of

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "holder,holder.name,holder.type,company,company.name,share_bp,from"
ROWS = ("K1,北マテリアル,company,H1,ヒカリ磁性,620,2021-04-01", "S1,佐藤 遥,person,H1,,10.5%,令和4年4月1日")
Shareholding: Any = table_of("shareholding")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "holdings.csv"
    path.write_text("\n".join([HEAD, *ROWS]), encoding="cp932")
    return path


def run(path: Path, *arguments: str) -> dict[str, Any]:
    """Run the command, and return its answer."""
    out = StringIO()
    given = ("--format", "shareholding", "--submitted-by", "METI", "--wait", "--json", *arguments)
    with suppress(SystemExit):  # 1 where a record was refused
        call_command("import_file", str(path), *given, stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    """Return the counts of added, changed, unchanged and refused records."""
    return tuple(answer[word] for word in ("added", "changed", "unchanged", "refused"))


def test_the_same_file_twice_changes_nothing(meti: GovernmentBody, table: Path) -> None:
    first = run(table)
    assert (first["state"], first["total"], counts(first)) == ("done", 2, (2, 0, 0, 0))
    rows = list(Shareholding.objects.values())
    again = run(table)
    assert (again["state"], counts(again)) == ("done", (0, 0, 2, 0))
    assert list(Shareholding.objects.values()) == rows
    assert not ImportPart.objects.exists()


def test_what_ends_is_listed_with_what_it_said(meti: GovernmentBody, table: Path) -> None:
    run(table)
    table.write_text("\n".join([HEAD, ROWS[0]]), encoding="utf-8")
    out = StringIO()
    given = ("--format", "shareholding", "--submitted-by", "METI", "--wait", "--complete", "2025-10-01", "--dry-run")
    call_command("import_file", str(table), *given, stdout=out)
    record = ImportOutcome.objects.get(outcome="ended").record
    said = out.getvalue().splitlines()
    assert f"{record}: The file no longer has it: it ended on 2025-09-30." in said
    assert f"{record}: Its content was: holder: 佐藤 遥; company: ヒカリ磁性; share_bp: 1050; from: 2022-04-01." in said


def test_a_corrected_file_supersedes(meti: GovernmentBody, table: Path) -> None:
    run(table)
    table.write_text("\n".join([HEAD, ROWS[0].replace("620", "700"), ROWS[1]]), encoding="utf-8-sig")
    assert counts(run(table)) == (0, 1, 1, 0)
    assert sorted(row.share_bp for row in Shareholding.objects.current()) == [700, 1050]
    assert Shareholding.objects.values("lineage").distinct().count() == 2


def test_a_dry_run_says_what_would_be_and_keeps_nothing(meti: GovernmentBody, table: Path) -> None:
    answer = run(table, "--dry-run")
    assert (answer["state"], counts(answer)) == ("done", (2, 0, 0, 0))
    assert not Shareholding.objects.exists()
    assert not Party.objects.exclude(code="METI").exists()
    assert ImportOutcome.objects.count() == 2


def test_a_record_without_a_name_and_a_field_is_named_by_its_line_alone(meti: GovernmentBody, tmp_path: Path) -> None:
    path, out = tmp_path / "documents.jsonl", StringIO()
    path.write_text("5\n", encoding="utf-8")
    with suppress(SystemExit):
        call_command("import_file", str(path), "--format", "json", "--submitted-by", "METI", "--wait", stdout=out)
    assert out.getvalue().startswith("line 1: ")
    assert ", :" not in out.getvalue()


def test_a_row_with_a_character_that_turns_the_line_round_is_refused_alone(meti: GovernmentBody, table: Path) -> None:
    table.write_text(
        "\n".join([HEAD, ROWS[0], "K2,Kita \u202estnemurtsnI,company,H1,,620,2021-04-01"]), encoding="utf-8"
    )
    assert counts(run(table)) == (1, 0, 0, 1)
    (refused,) = ImportOutcome.objects.filter(outcome="refused")
    assert refused.line == 3
    assert "invisible character (U+202E)" in refused.errors[0]["message"]


def test_a_bad_row_is_named_by_line_and_heading_and_spoils_no_other(meti: GovernmentBody, table: Path) -> None:
    table.write_text("\n".join([HEAD, ROWS[0], "K1,,,H1,,12000,", "K1,,,,,5,"]))
    answer = run(table)
    assert counts(answer) == (1, 0, 0, 2)
    refused = ImportOutcome.objects.filter(outcome="refused").order_by("number")
    assert [(each.line, each.errors[0]["field"]) for each in refused] == [(3, "share_bp"), (4, "company")]


@pytest.mark.parametrize("content", [b"", b'"a', b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_fails_with_a_remedy_and_brings_nothing(
    meti: GovernmentBody, table: Path, content: bytes
) -> None:
    table.write_bytes(content)
    answer = run(table)
    assert answer["state"] == "failed"
    assert answer["error"]
    assert not Shareholding.objects.exists()


def test_a_file_that_breaks_off_in_its_last_row_brings_nothing(meti: GovernmentBody, table: Path) -> None:
    table.write_text("\n".join([HEAD, *ROWS, '"K2,broken']))
    assert run(table)["state"] == "failed"
    assert not Shareholding.objects.exists()


def test_without_wait_a_worker_is_asked(meti: GovernmentBody, table: Path) -> None:
    out = StringIO()
    call_command("import_file", str(table), "--format", "shareholding", "--submitted-by", "METI", stdout=out)
    job = Import.objects.get()
    assert (job.state, str(job.pk) in out.getvalue()) == ("queued", True)
    call_command("import_file", "--cancel", str(job.pk), stdout=out)
    job.refresh_from_db()
    assert (job.state, ImportPart.objects.exists()) == ("cancelled", False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--format", "sharholding", "--submitted-by", "METI"), "Did you mean"),
        (("--format", "shareholding", "--submitted-by", "NOBODY"), "NOBODY"),
        (("--format", "shareholding"), "--submitted-by"),
        (("--format", "shareholding", "--submitted-by", "METI", "--option", "sponsor=METI"), "not an option"),
    ],
)
def test_what_is_asked_wrongly_is_refused_before_anything(
    meti: GovernmentBody, table: Path, arguments: tuple[str, ...], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("import_file", str(table), *arguments)
    assert not Import.objects.exists()


def test_a_folder_is_no_file(meti: GovernmentBody, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"is a folder\. Give one file of it"):
        call_command("import_file", str(tmp_path), "--format", "shareholding", "--submitted-by", "METI")
    assert not Import.objects.exists()


def test_a_collection_is_named_and_what_changed_is_listed(meti: GovernmentBody, tmp_path: Path) -> None:
    assert meti
    file = tmp_path / "posts.csv"
    table = "record,person,person.name,body,post\n1,{},{},METI,{}\n"
    given = ("--format", "appointment", "--submitted-by", "METI", "--wait")
    for row, more, said in (
        (("S1", "佐藤 遥", "課長"), (), "1 added"),
        (("S1", "佐藤 遥", "局長"), (), "post: 課長 → 局長"),
        (("A1", "阿部 湊", "課長"), ("--collection", "Council"), "Collection: Council."),
        (("A1", "阿部 湊", "課長"), ("--replace",), "person: 佐藤 遥 → 阿部 湊"),
    ):
        file.write_text(table.format(*row), encoding="utf-8")
        out = StringIO()
        call_command("import_file", str(file), *given, *more, stdout=out)
        assert said in out.getvalue()


def test_what_another_process_has_cannot_be_resumed_until_its_lease_ends(meti: GovernmentBody, table: Path) -> None:
    run(table)
    until = timezone.now() + timedelta(minutes=5)
    Import.objects.update(state="running", lease_until=until, worker="host:123", finished_at=None)
    job = Import.objects.get()
    written = timezone.localtime(until).isoformat(sep=" ", timespec="seconds")
    with pytest.raises(CommandError, match=rf"host:123 has the import until {re.escape(written)}.*goes on by itself"):
        call_command("import_file", "--resume", str(job.pk), "--wait")
    Import.objects.update(state="done", lease_until=None)
    with pytest.raises(CommandError, match="nothing to continue"):
        call_command("import_file", "--resume", str(job.pk))


def test_a_dry_run_says_how_the_first_records_are_read(meti: GovernmentBody, table: Path) -> None:
    table.write_text("\n".join([HEAD, ROWS[0].replace("620", "50"), "S1,佐藤 遥,person,H1,,100,"]), encoding="utf-8")
    out = StringIO()
    given = ("--format", "shareholding", "--submitted-by", "METI", "--wait")
    call_command("import_file", str(table), *given, "--dry-run", stdout=out)
    said = out.getvalue().splitlines()
    assert said[0] == "line 2 is read as: 北マテリアル holds 0.5% of ヒカリ磁性; from 1 April 2021"
    assert "All shares in this file are 1% or less. If they are percent, write 50%." in said


def test_an_import_that_stores_keeps_no_second_copy_of_what_its_records_say(meti: GovernmentBody, table: Path) -> None:
    run(table)
    assert not ImportOutcome.objects.exclude(read=[]).exists()
    assert Import.objects.get().notes == []
