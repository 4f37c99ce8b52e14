"""`screen_processes` on files as publishers write them: rules, profiles, encodings, several files, versions."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.rules.processes.samples import Json, award, bid, process

pytestmark = pytest.mark.bare

NAMED = {"procurementMethod": "open", "mainProcurementCategory": "works"}
SINGLE = process(bid("A", 980_000), awards=[award("A")], ocid="ocds-test01-1", title="架空町道路工事", **NAMED)
OTHER = process(bid("A", 980_000), bid("B", 990_000), awards=[award("A")], ocid="ocds-test01-2", **NAMED)
PROFILE = """\
name: {en: Sample Town (fictional), ja: 架空町（架空）}
ocids: [ocds-test01-]
fields: {reserve_price: tender.value}
tax: {reserve_price: included, bids: excluded}
currency: JPY
encoding: cp932
confidence: ours
source: fictional
"""


def screened(*arguments: object, status: int = 0) -> tuple[list[dict[str, Any]], str]:  # Any: plain JSON
    """Run the command with --json; return its lines and the errors."""
    out, err = io.StringIO(), io.StringIO()
    found = 0
    try:
        call_command(
            "screen_processes", *map(str, arguments), "--json", "--as-of", "2026-11-01", stdout=out, stderr=err
        )
    except SystemExit as ended:
        found = int(ended.code or 0)
    assert found == status, err.getvalue()
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def written(path: Path, *releases: Json, encoding: str = "utf-8") -> Path:
    """Write releases to a file, one a line."""
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in releases), encoding=encoding)
    return path


def test_rules_and_indicators_stand_in_one_line(tmp_path: Path) -> None:
    [one], _ = screened(written(tmp_path / "a.jsonl", SINGLE))
    assert one["outcomes"]["COL-07"] == one["outcomes"]["R018"] == "flagged"
    found = {each["code"]: each for each in one["findings"]}
    assert {"code", "severity", "statement", "evidence", "parameters"} <= found["COL-07"].keys() & found["R018"].keys()
    assert found["COL-07"]["statement"].keys() == {"en", "ja"}
    assert one["reasons"]["COL-19"][0]["field"] == "exclusion"
    [alone], _ = screened(tmp_path / "a.jsonl", "--indicators-only")
    assert {code[0] for code in alone["outcomes"]} == {"R"}


def test_a_profile_of_the_publisher_names_encoding_and_reserve_price(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text(PROFILE, encoding="utf-8")
    tender = {**OTHER["tender"], "value": {"amount": 1_050_000, "currency": "JPY"}, "title": "架空町道路工事"}
    period = {"endDate": "2005-06-01T00:00:00Z"}
    path = written(tmp_path / "a.jsonl", {**OTHER, "tender": {**tender, "tenderPeriod": period}}, encoding="cp932")
    [read], _ = screened(path, "--publisher", tmp_path / "town.yaml")
    [finding] = [each for each in read["findings"] if each["code"] == "COL-08"]
    assert "98%" in finding["statement"]["en"]
    assert [each["name"] for each in finding["parameters"]].count("consumption_tax_bp") == 1
    [as_named], _ = screened(path, "--encoding", "cp932")
    assert as_named["outcomes"]["COL-08"] == "not_assessable"


def test_a_line_in_another_encoding_is_refused_with_its_number_and_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", OTHER)
    path.write_bytes(path.read_bytes() + json.dumps(SINGLE, ensure_ascii=False).encode("cp932") + b"\n")
    (good, bad), errors = screened(path, status=1)
    assert (good["ocid"], bad["outcomes"]["COL-07"]) == (OTHER["ocid"], "error")
    assert "Line 2 is no text in UTF-8. Name the encoding of the file with --encoding (cp932, iso-8859-1)" in errors


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: {en: a, ja: b}\nsource: x\n", "confidence is missing"),
        (PROFILE.replace("excluded", "without"), "tax.bids is 'without'. Write one of included, excluded."),
        (PROFILE.replace("currency", "curency"), "/ is 'curency'. Write one of"),
        ("[", "cannot be read as a profile of a publisher"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused_with_field_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "town.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        screened(written(tmp_path / "a.jsonl", SINGLE), "--publisher", tmp_path / "town.yaml")
    assert said in str(refused.value)
    with pytest.raises(CommandError, match=r"There is no profile 'nowhere'\. Use one of okinawa"):
        screened(tmp_path / "a.jsonl", "--publisher", "nowhere")


def test_a_process_of_a_later_file_is_compared_by_what_it_says(tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", SINGLE, OTHER)
    changed = {**OTHER, "tender": {**OTHER["tender"], "numberOfTenderers": 5}, "date": "2026-01-01T00:00:00Z"}
    second = written(tmp_path / "b.jsonl", {**SINGLE, "id": "other", "date": "2026-01-01T00:00:00Z"}, changed)
    lines, errors = screened(first, second, status=1)
    assert [each["ocid"] for each in lines] == [SINGLE["ocid"], OTHER["ocid"], OTHER["ocid"]]
    assert "1 processes of later files say the same as before" in errors
    assert "a.jsonl, line 2, and says something else there in /tender/numberOfTenderers." in errors
    without = {**OTHER, "tender": {"procurementMethod": "open"}}
    assert (
        "there in /tender/mainProcurementCategory."
        in screened(first, written(tmp_path / "b.jsonl", without), status=1)[1]
    )


def test_versioned_releases_give_their_newest_values(tmp_path: Path) -> None:
    def versions(*values: object) -> list[Json]:
        return [
            {
                "releaseID": str(place),
                "releaseDate": f"2020-0{place}-01T00:00:00Z",
                "releaseTag": ["tender"],
                "value": each,
            }
            for place, each in enumerate(values, start=1)
        ]

    record = {
        "ocid": SINGLE["ocid"],
        "versionedRelease": {
            "tender": {"procurementMethod": versions("limited", "open"), "title": versions("a", None)},
            "bids": {
                "details": [{"id": "1", "status": versions("valid"), "tenderers": [{"id": "A", "name": versions("A")}]}]
            },
            "awards": [{"id": "1", "status": versions("pending", "active"), "suppliers": [{"id": "A"}]}],
        },
        "releases": [{"url": "https://example.org/1", "date": "2020-01-01T00:00:00Z"}],
    }
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"records": [record], "publisher": {"name": "Sample"}}), encoding="utf-8")
    [read], _ = screened(path)
    assert read["outcomes"]["COL-07"] == read["outcomes"]["R018"] == "flagged"
    linked = {"records": [{"ocid": "ocds-test01-9", "releases": record["releases"]}]}
    path.write_text(json.dumps(linked), encoding="utf-8")
    assert (
        "links to the release https://example.org/1, which is in none of the given files" in screened(path, status=1)[1]
    )
    path.write_text(json.dumps({"records": [{"ocid": "ocds-test01-9"}]}), encoding="utf-8")
    assert "neither a compiled release nor its releases in full" in screened(path, status=1)[1]


def test_a_process_is_printed_as_the_document_of_a_partnership(tmp_path: Path) -> None:
    dated = {**OTHER, "tender": {**OTHER["tender"], "value": {"amount": 1_050_000, "currency": "JPY"}}}
    path = written(tmp_path / "a.jsonl", SINGLE, {**dated, "date": "2026-05-01T00:00:00Z"})
    out = io.StringIO()
    stated = {"submitted_by": "METI", "sponsor": "MIC", "domain": "infrastructure"}
    call_command("screen_processes", str(path), as_proposal=OTHER["ocid"], stdout=out, **stated)
    document = json.loads(out.getvalue())
    assert (document["reference"], document["sponsor"], document["proposed_on"]) == (OTHER["ocid"], "MIC", "2026-05-01")
    assert [each["kind"] for each in document["statements"]] == ["bid", "bid", "award"]
    with pytest.raises(CommandError, match="--as-proposal needs --submitted-by, --sponsor"):
        call_command("screen_processes", str(path), as_proposal=OTHER["ocid"], domain="infrastructure")
    with pytest.raises(CommandError, match="have no process ocds-none"):
        call_command("screen_processes", str(path), as_proposal="ocds-none", **stated)
    with pytest.raises(CommandError, match="/tender/value: The release has no value"):
        call_command("screen_processes", str(path), as_proposal=SINGLE["ocid"], **stated)
