"""Whatever a file holds, an import ends: brought in or refused with a reason, nothing half stored, never an error."""

import gzip
import io
import json
import tracemalloc
import zipfile
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.all_formats import FORMATS
from institutions.kinds import KINDS
from institutions.models import (
    GovernmentBody,
    Import,
    ImportedRecord,
    ImportOutcome,
    Partnership,
    Party,
    RecordOutcome,
    table_of,
)
from tests.every import every, undone
from tests.institutions.imports.good_files import GOOD, TABLE, bring_in, csv_of, excel_of

pytestmark = [pytest.mark.django_db, pytest.mark.server]  # PostgreSQL refuses more
FUZZED = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
MEBIBYTE = 1024 * 1024
PUBLISHED = ("contract_list", "portal_awards", "re_employment_notices")
READ_AS = ("ocds", "bods", "json", "edinet", "shareholding", "people", *PUBLISHED)
TEXTS = [name for name, (_, content) in GOOD.items() if not content.startswith(b"PK")]


def zip_of(**parts: bytes) -> bytes:
    """Return a zip of other things than a workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, each in parts.items():
            packed.writestr(name, each)
    return content.getvalue()


BROKEN = {
    "nothing": b"",
    "spaces": b" \n" * 1000,
    "nul": b"\0" * 100,
    "deep JSON": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "deep JSON that ends": b"[" * 100_000 + b"]" * 100_000,
    "cut JSON": b'{"ocid": "x", "tender": {',
    "cut gzip": gzip.compress(b'{"ocid": "x"}' * 1000)[:40],
    "gzip of noise": gzip.compress(bytes(range(256)) * 10),
    "gzip of gzip": gzip.compress(gzip.compress(b"[]")),
    "UTF-16": "edinetCode,issuerEdinetCode".encode("utf-16"),
    "long number": b'{"ocid": ' + b"9" * 100_000 + b"}",
    "a zip": b"PK\x03\x04" + b"\0" * 60,
    "a zip of letters": zip_of(letter=b"Dear Sato"),
    "a zip bomb": zip_of(**{"xl/media/nothing.bin": b"\0" * 70 * MEBIBYTE}),
    "the old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4,
    "one long line": b"x" * 3_000_000,
    "one quote": b'record,holder\n"' + b"x\n" * 1_000_000,
    "many columns": b"," * 100_000 + b"\n",
    "repeated keys": b'{"ocid": "a", "ocid": "b"}\n{"ocid": "c"}',
    "surrogates": json.dumps({"ocid": "\ud800"}).encode(),
    "infinite": b'{"ocid": NaN, "record": Infinity}',
}


def rows() -> dict[str, int]:
    """Count the rows that an import writes, by table."""
    counted = {kind: table_of(kind).objects.count() for kind in ("shareholding", "bid", "award")}
    return {**counted, "party": Party.objects.count(), "record": ImportedRecord.objects.count()} | {
        "partnership": Partnership.objects.count()
    }


def has_ended(made: Import) -> bool:
    """Return whether it is over and gives an outcome for each record, or for the file."""
    outcomes = ImportOutcome.objects.filter(job=made)
    assert made.state in ("done", "failed")
    assert made.state == "done" or made.error
    assert "Traceback" not in made.error
    assert made.place == outcomes.count() == made.added + made.changed + made.unchanged + made.refused
    assert all(each.errors for each in outcomes.filter(outcome=RecordOutcome.REFUSED))
    return True


@pytest.fixture
def held(meti: GovernmentBody) -> dict[str, int]:
    """Return the rows of the register before the test."""
    return rows()


@every("format_name", READ_AS)
@every("name", BROKEN, within=undone)
def test_a_broken_file_ends_with_a_reason_and_brings_nothing(
    meti: GovernmentBody, held: dict[str, int], format_name: str, name: str
) -> None:
    made = bring_in(meti, format_name, BROKEN[name])
    assert has_ended(made)
    assert made.error or made.refused or made.total == 0
    assert rows() == held


@every("name", GOOD, within=undone)
def test_each_good_file_is_brought_in_whole(meti: GovernmentBody, name: str) -> None:
    made = bring_in(meti, *GOOD[name])
    assert (made.state, made.refused) == ("done", 0), list(ImportOutcome.objects.values_list("errors", flat=True))
    assert made.added > 0
    assert {each.outcome for each in ImportOutcome.objects.filter(job=bring_in(meti, *GOOD[name]))} == {"unchanged"}


@pytest.mark.parametrize("name", GOOD)
@FUZZED
@given(part=st.integers(0, 999))
def test_a_file_that_was_cut_off_brings_whole_records_or_none(meti: GovernmentBody, name: str, part: int) -> None:
    format_name, content = GOOD[name]
    with transaction.atomic():
        made = bring_in(meti, format_name, content[: len(content) * part // 1000])
        assert has_ended(made)
        whole = ImportedRecord.objects.count() if format_name != "ocds" else Partnership.objects.count()
        assert made.added == whole
        for kind in {kind for each in ImportedRecord.objects.all() for kind in each.kinds}:
            stated: Any = table_of(kind)  # its columns come from the declaration of its kind
            assert {each.imported.superseded_at for each in stated.objects.select_related("imported")} == {None}
        transaction.set_rollback(True)


@every("name", TEXTS)
@every("encoding", ["utf-16", "utf-16-le", "utf-32", "euc_jp", "iso2022_jp", "cp932"], within=undone)
def test_a_text_in_another_encoding_is_refused_or_read_as_it_is_and_never_as_other_letters(
    meti: GovernmentBody, name: str, encoding: str
) -> None:
    format_name, content = GOOD[name]
    was = "cp932" if name in ("csv in cp932", "edinet codes") else "utf-8"
    made = bring_in(meti, format_name, content.decode(was).encode(encoding))
    assert has_ended(made)
    names = {each for party in Party.objects.exclude(code="METI") for each in (party.name_ja, party.name_en) if each}
    written = content.decode(was)
    escaped = json.dumps(sorted(names))[1:-1].replace('"', "").split(", ") if names else []
    assert all(each in written for each in names) or all(each in written for each in escaped)
    assert made.error or made.refused or made.added


@pytest.mark.parametrize("name", GOOD)
@FUZZED
@given(at=st.integers(0, 999), damage=st.binary(min_size=1, max_size=12))
def test_damage_anywhere_does_nothing_but_be_refused_or_read(
    meti: GovernmentBody, name: str, at: int, damage: bytes
) -> None:
    format_name, content = GOOD[name]
    place = len(content) * at // 1000
    with transaction.atomic():
        assert has_ended(bring_in(meti, format_name, content[:place] + damage + content[place + len(damage) :]))
        transaction.set_rollback(True)


@FUZZED
@given(content=st.binary(max_size=200), format_name=st.sampled_from(READ_AS))
def test_no_bytes_do_anything_but_end(meti: GovernmentBody, content: bytes, format_name: str) -> None:
    with transaction.atomic():
        assert has_ended(bring_in(meti, format_name, content))
        transaction.set_rollback(True)


CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "K1",
        "METI",
        "JP",
        "null",
        "true",
        "2026-06-15",
        "R8.6.15",
        "6.2%",
        "１２",
        "=1+1",
        "'",
        "\x00",
        "a;b",
        ";",
        "9" * 30,
    ]
)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(FUZZED, max_examples=8)
@given(data=st.data())
def test_no_cell_of_any_table_does_anything_but_be_stored_or_refused(
    meti: GovernmentBody, name: str, data: st.DataObject
) -> None:
    headings = TEMPLATES[name].headings(data.draw(st.sampled_from(["en", "ja"])))
    table: list[list[str]] = data.draw(
        st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=3)
    )
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in table]
    content = "\n".join(",".join(row) for row in [headings, *quoted]).encode("utf-8", "surrogatepass")
    with transaction.atomic():
        assert has_ended(bring_in(meti, name, content))
        transaction.set_rollback(True)


def test_every_format_is_fuzzed() -> None:
    assert {*READ_AS} | {*TEMPLATES} == {*FORMATS}
    assert {format_name for format_name, _ in GOOD.values()} >= {*FORMATS} - {*TEMPLATES}
    assert {*TEMPLATES} - {"people", "companies", "bodies"} == {name for name, kind in KINDS.items() if not kind.case}


@pytest.mark.parametrize("write", [csv_of, excel_of])
def test_a_long_table_takes_no_more_memory_than_a_short_one(meti: GovernmentBody, write: Any) -> None:
    def most_for(count: int) -> int:
        row = TABLE[1]
        content = write((TABLE[0], *((str(n), f"K{n % 9}", *row[2:4], f"H{n % 7}", *row[5:]) for n in range(count))))
        with transaction.atomic():
            tracemalloc.start()
            made = bring_in(meti, "shareholding", content)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert made.added == count
            transaction.set_rollback(True)
        return most

    most_for(10)  # what is loaded once
    assert most_for(2_000) < most_for(400) + 6 * MEBIBYTE
