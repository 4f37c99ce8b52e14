"""Files of OCDS data: lines, packages and records, plain or packed; what is broken is named by its line."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from institutions.drafts.documents import FileDocument, FileUnreadableError
from institutions.formats.ocds.publishers import NO_PROFILE
from institutions.formats.ocds.reading.files import OcdsFile
from tests.institutions.formats.ocds.reading.samples import OPTIONS, release

pytestmark = pytest.mark.bare


def lines(*ocids: str) -> list[str]:
    """Return a line for each process."""
    return [json.dumps(release(ocid=ocid), ensure_ascii=False) for ocid in ocids]


def read(folder: Path, content: str | bytes, name: str = "data.jsonl") -> list[FileDocument]:
    """Return the documents of a file, of which the length is known before."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    file = OcdsFile(path, OPTIONS)
    found = list(file)
    assert len(file) == len(found)
    assert list(file) == found, "a file can be read again"
    return found


def references(found: list[FileDocument]) -> list[str | None]:
    return [None if each.errors else each.reference for each in found]


def messages(found: list[FileDocument]) -> list[str]:
    return [error.message for each in found for error in each.errors]


def package(*releases: dict[str, Any], **more: Any) -> str:
    return json.dumps({"version": "1.1", "releases": list(releases), **more}, indent=1)


def test_lines_are_documents_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, "\n".join(lines("a", "b")))
    assert references(found) == ["a", "b"]
    assert [each.label for each in found] == ["line 1, a", "line 2, b"]


def test_a_packed_file_is_known_by_its_content(tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(lines("a", "b")).encode())
    assert references(read(tmp_path, packed, "data.jsonl")) == ["a", "b"]


def test_a_packed_file_that_ends_early_gives_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(lines(*(f"p-{n}" for n in range(500)))).encode())
    found = read(tmp_path, packed[: len(packed) // 2])
    assert len(found) > 10
    assert all(each.errors == () for each in found[:-1])
    assert messages(found)[-1].endswith("Fetch it again; what came before was read.")


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b", b"\x1f\x8bnot gzip at all", gzip.compress(b"{}", mtime=0)[:-4] + b"abcd"]
)
def test_a_packed_file_that_is_damaged_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "damaged or ends early" in messages(read(tmp_path, content))[-1]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('{"ocid": ', "broken at line 2"),
        ('{"ocid": "x", "ocid": "y"}', "occurs twice"),
        ("[1]", "a list is not a release, record or package"),
        ("5", "5 is not a release"),
        ('{"title": "x"}', "ocid, releases and records are all missing"),
        ('{"ocid": "x", "deep": ' + "[" * 60 + "]" * 60 + "}", "more than 50 levels"),
        ("[" * 100_000, "nested too deeply"),
        ('{"ocid": "x", "tender": 5}', "Line 2: 5 is not an object"),
    ],
)
def test_a_line_that_cannot_be_taken_names_itself_and_the_others_go_on(tmp_path: Path, broken: str, says: str) -> None:
    first, last = lines("a", "c")
    found = read(tmp_path, f"{first}\n{broken}\n{last}\n")
    assert [bool(each.errors) for each in found] == [False, True, False]
    assert any(says in each for each in messages(found))
    assert all("ine 2" in each for each in messages(found))


def test_a_refused_release_keeps_its_reference(tmp_path: Path) -> None:
    [found] = read(tmp_path, json.dumps(release(awards=5)))
    assert (found.reference, found.errors[0].field) == ("ocds-test01-1", "/awards")


def test_a_process_that_stands_on_two_lines_is_not_taken_twice(tmp_path: Path) -> None:
    assert references(read(tmp_path, "\n".join(lines("a", "b", "a")))) == ["a", "b"]
    undated = json.dumps(release(ocid="a", date=None))
    found = read(tmp_path, "\n".join([undated, *lines("b"), undated]))
    assert references(found) == ["a", "b", None]
    assert "Line 3: The process a is also in line 1" in messages(found)[0]


def test_releases_on_lines_of_their_own_are_merged_by_their_dates(tmp_path: Path) -> None:
    tender = {name: value for name, value in release(date="2026-01-01", tag=["tender"]).items() if name != "awards"}
    award = {"ocid": "ocds-test01-1", "date": "2026-02-01", "tag": ["award"], "awards": release()["awards"]}
    apart = read(tmp_path, "\n".join(json.dumps(each) for each in (award, release(ocid="b"), tender)))
    together = read(tmp_path, package(award, tender))
    assert references(apart) == ["ocds-test01-1", "b"]
    assert apart[0].document == together[0].document
    assert apart[0].stated_at == together[0].stated_at


def test_releases_of_one_date_that_contradict_each_other_are_refused_with_line_and_place(tmp_path: Path) -> None:
    other = release(tender={**release()["tender"], "title": "別の調達"})
    found = read(tmp_path, "\n".join(json.dumps(each) for each in (release(), other)))
    assert references(found) == ["ocds-test01-1", None]
    assert "Line 2: The process ocds-test01-1 is also in line 1." in messages(found)[0]
    assert "(2026-05-20T09:00:00+09:00) and says something else in /tender/title" in messages(found)[0]


def test_the_releases_of_a_package_are_merged_by_process(tmp_path: Path) -> None:
    tender = {name: value for name, value in release(date="2026-01-01", tag=["tender"]).items() if name != "awards"}
    award = {"ocid": "ocds-test01-1", "date": "2026-02-01", "tag": ["award"], "awards": release()["awards"]}
    found = read(tmp_path, package(award, tender, release(ocid="other"), publisher={"name": "Example Ministry"}))
    assert references(found) == ["ocds-test01-1", "other"]
    document: Any = found[0].document
    assert document["participants"] == [{"company": "party:H", "role": "lead_partner"}]
    assert document["sources"][0]["publisher"] == "Example Ministry"


def test_a_record_gives_its_compiled_release_or_what_its_releases_give(tmp_path: Path) -> None:
    records = [
        {"ocid": "a", "compiledRelease": release(ocid="a"), "releases": [{"url": "https://example.jp/1"}]},
        {"ocid": "b", "releases": [release(ocid="b")]},
        {"ocid": "c", "releases": [{"url": "https://example.jp/3", "date": "2026-01-01"}]},
        {"ocid": "d", "releases": [release(ocid="d", date="2026-01-01"), release(ocid="e", date="2026-01-02")]},
        7,
    ]
    found = read(tmp_path, json.dumps({"records": records}))
    assert references(found) == ["a", "b", None, None, None]
    assert [error.field for each in found for error in each.errors] == [
        "/records/2",
        "/records/3/releases",
        "/records/4",
    ]


def test_a_record_without_a_package_is_read_too(tmp_path: Path) -> None:
    assert references(read(tmp_path, json.dumps({"ocid": "a", "compiledRelease": release(ocid="a")}))) == ["a"]


@pytest.mark.parametrize("content", ['{"releases": []}', '{"releases": 5}', '{"records": {}}', '{"releases": [5]}'])
def test_a_package_without_releases_is_refused(tmp_path: Path, content: str) -> None:
    assert len(messages(read(tmp_path, content))) == 1


@pytest.mark.parametrize("content", ["", "\n\n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_no_file_of_data(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(FileUnreadableError, match="is empty"):
        read(tmp_path, content)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FileUnreadableError, match="cannot be read"):
            OcdsFile(path, OPTIONS)


def test_the_encoding_of_the_publishers_profile_is_read_and_named_where_a_line_is_no_text_in_it(tmp_path: Path) -> None:
    options = replace(OPTIONS, publisher=replace(NO_PROFILE, encoding="cp932"))
    path = tmp_path / "data.jsonl"
    titled = json.dumps(release(ocid="a", tender={"title": "架空道路の舗装"}), ensure_ascii=False)
    path.write_bytes(titled.encode("cp932") + b"\n" + b'{"ocid": "\x81"}\n')
    first, second = OcdsFile(path, options)
    assert "架空道路の舗装" in str(first.document)
    assert "Line 2 is no text in CP932" in second.errors[0].message
    assert "Line 1 is not UTF-8" in next(iter(OcdsFile(path, OPTIONS))).errors[0].message


def test_a_stage_of_which_only_later_releases_are_known_is_noted(tmp_path: Path) -> None:
    began, changed = release(tag=["tender"], date="2026-04-01T00:00:00Z"), release(tag=["tenderUpdate"])
    (alone,) = read(tmp_path, json.dumps(changed), "later.json")
    assert not alone.errors, "what is known is registered"
    assert [(each.field, each.said.code) for each in alone.notes][:1] == [("/tender", "ocds.earlier_release_unknown")]
    (both,) = read(tmp_path, package(began, {**changed, "date": "2026-05-01T00:00:00Z"}), "both.json")
    assert "ocds.earlier_release_unknown" not in [each.said.code for each in both.notes]
