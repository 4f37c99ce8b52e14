"""`register --format ocds`: the options say what the data lacks, and each document ends with its answer and notes."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.formats.ocds.writing.release import ocds_lines
from institutions.models import Partnership
from tests.institutions.exports.registered import selection_of
from tests.institutions.formats.ocds.reading.samples import RELEASE, release, shared

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

OPTIONS = ("--submitted-by=METI", "--sponsor=DA", "--domain=magnets", "--proposed-on=2026-06-15")
CHOSEN = ("--method=open", "--object=goods")


def register(*given: Path | str) -> tuple[int, list[dict[str, Any]]]:
    """Return the exit code, and what was printed as JSON."""
    out, code = io.StringIO(), 0
    try:
        arguments = (*map(str, given), "--format=ocds", "--wait", "--json")
        call_command("register", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        code = int(end.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def two_lines(tmp_path: Path) -> Path:
    """Return a release that can be taken and one whose value is in dollars, each on its line."""
    dollars = release(ocid="ocds-test01-2", awards=None, buyer={"name": "Ministry of Magnets"})
    dollars["tender"]["value"] = {"amount": 200_000, "currency": "USD"}
    file = tmp_path / "data.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in (RELEASE, dollars)), encoding="utf-8")
    return file


def test_what_lacks_a_value_in_yen_is_refused_and_the_others_are_assessed(two_lines: Path) -> None:
    code, (first, second) = register(two_lines, *OPTIONS, *CHOSEN)
    assert (code, first["state"], second["state"]) == (1, "done", "refused")
    assert second["reference"] == "ocds-test01-2"
    [error] = second["errors"]
    assert error["field"] == "/tender/value"
    assert error["message"].startswith("Line 2: ")
    assert "--yen-per-unit USD=RATE" in error["message"]
    assert [each.reference for each in Partnership.objects.all()] == ["ocds-test01-1"]


def test_several_files_are_one_run_and_each_answer_names_its_file(two_lines: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps(release(ocid="ocds-test01-3")), encoding="utf-8")
    code, answers = register(two_lines, other, *OPTIONS, *CHOSEN)
    assert code == 1
    assert [(each["file"], each["state"]) for each in answers] == [
        (str(two_lines), "done"),
        (str(two_lines), "refused"),
        (str(other), "done"),
    ]
    with pytest.raises(CommandError, match=r"none\.json"):
        register(other, tmp_path / "none.json", *OPTIONS, "--revision=2")
    assert Partnership.objects.get(reference="ocds-test01-3").submissions.count() == 1


def test_a_rate_makes_it_a_document_whose_notes_are_printed(two_lines: Path) -> None:
    code, (first, second) = register(two_lines, *OPTIONS, *CHOSEN, "--yen-per-unit=USD=150.5")
    assert (code, second["state"]) == (0, "done")
    assert "notes" not in first
    assert [note["field"] for note in second["notes"]] == ["/buyer"]
    document = Partnership.objects.get(reference="ocds-test01-2").submissions.get().document
    assert (document["value_yen"], document["value_other_currency"]) == (30_100_000, "200000 USD")


def test_the_same_file_sent_again_changes_nothing(two_lines: Path) -> None:
    first, again = (register(two_lines, *OPTIONS, *CHOSEN, "--value-yen=1") for _ in range(2))
    assert [each["assessment"] for each in first[1]] == [each["assessment"] for each in again[1]]


def test_a_later_state_of_a_process_is_a_higher_revision(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(RELEASE), encoding="utf-8")
    assert register(file, *OPTIONS, *CHOSEN)[0] == 0
    file.write_text(json.dumps(release(awards=None)), encoding="utf-8")
    assert register(file, *OPTIONS, *CHOSEN)[1][0]["state"] == "refused"
    assert register(file, *OPTIONS, *CHOSEN, "--revision=2")[1][0]["state"] == "done"


def test_a_later_release_is_registered_with_what_earlier_ones_said(tmp_path: Path) -> None:
    files = []
    for place, (day, tag, parts) in enumerate(
        [
            ("2026-01-01", "tender", ("parties", "tender", "language")),
            ("2026-04-10", "tenderUpdate", ("bids",)),
            ("2026-04-20", "award", ("awards",)),
        ]
    ):
        files.append(tmp_path / f"{place}.json")
        content = {name: RELEASE[name] for name in ("ocid", *parts)}
        files[-1].write_text(json.dumps({**content, "id": tag, "date": day, "tag": [tag]}), encoding="utf-8")
    for revision, file in enumerate(files, start=1):
        [answer] = register(file, *OPTIONS, *CHOSEN, f"--revision={revision}")[1]
        assert answer["state"] == "done", answer
    held = Partnership.objects.get().submissions.get(superseded_at__isnull=True)
    whole = tmp_path / "whole.json"
    releases = [json.loads(each.read_text(encoding="utf-8")) for each in files]
    whole.write_text(json.dumps({"releases": [{**each, "ocid": "ocds-test01-9"} for each in releases]}))
    register(whole, *OPTIONS, *CHOSEN, "--revision=3")
    other = Partnership.objects.get(reference="ocds-test01-9").submissions.get()
    for document in (held.document, other.document):
        document.pop("reference")
    assert json.dumps(held.document, sort_keys=True).replace("test01-1", "test01-9") == json.dumps(
        other.document, sort_keys=True
    )
    assert register(files[0], *OPTIONS, *CHOSEN)[1][0]["state"] == "done", "sent again it changes nothing"
    assert Partnership.objects.get(reference="ocds-test01-1").submissions.count() == 3


def test_a_reader_sees_the_notes_in_lines(two_lines: Path) -> None:
    out = io.StringIO()
    arguments = ("--format=ocds", *OPTIONS, *CHOSEN, "--value-yen=1")
    call_command("register", str(two_lines), *arguments, stdout=out, stderr=io.StringIO())
    assert "    note      /buyer: 'Ministry of Magnets' is not carried over" in out.getvalue()
    assert "2 documents, 0 refused or failed." in out.getvalue()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "--format ocds needs --submitted-by, --sponsor, --domain, --proposed-on"),
        (OPTIONS[:3], "--format ocds needs --proposed-on: it is missing in the OCDS data."),
        ((*OPTIONS, "--yen-per-unit=USD=1", "--yen-per-unit=USD=2"), "two rates for USD"),
        ((*OPTIONS, "--yen-per-unit=150"), "'150' is not a rate"),
        ((*OPTIONS, "--yen-per-unit=JPY=1"), "'JPY=1' is not a rate"),
        ((*OPTIONS, "--yen-per-unit=USD=NaN"), "is not a rate"),
        ((*OPTIONS, "--value-yen=-5"), "'-5' is not an amount in yen"),
        ((*OPTIONS, "--value-yen=1_000"), "is not an amount in yen"),
        ((*OPTIONS, "--revision=0"), "The first revision is 1"),
        ((*OPTIONS[:3], "--proposed-on=15.6.2026"), "'15.6.2026' is not a date"),
        ((*OPTIONS, "--domain=magnet"), "invalid choice: 'magnet'"),
    ],
)
def test_options_that_are_missing_or_wrong_are_named(two_lines: Path, options: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError) as refused:
        register(two_lines, *options)
    assert says in str(refused.value)


def test_a_document_of_version_1_takes_none_of_these_options(two_lines: Path) -> None:
    with pytest.raises(CommandError, match="--sponsor, --revision can only be given with --format ocds"):
        call_command("register", str(two_lines), "--sponsor=DA", "--revision=2")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        register(tmp_path / "none.jsonl", *OPTIONS)


def test_the_official_example_is_registered_and_assessed() -> None:
    path = shared("ppp_full_compiled_release.json")
    code, [answer] = register(path, *OPTIONS, "--object=services", "--value-yen=90000000000")
    assert (code, answer["state"], answer["outcomes"]["COL-07"]) == (0, "done", "flagged")
    assert len(answer["parties"]) == 11


def exported(path: Path, **changed: Any) -> Path:
    """Return the export of the register, with fields of its releases changed."""
    packages = [json.loads(line) for line in ocds_lines(selection_of("METI", "partnerships"))]
    for package in packages:
        for each in package["releases"]:
            each["tender"] |= changed
    path.write_text("\n".join(map(json.dumps, packages)), encoding="utf-8")
    return path


def test_a_process_that_the_register_exported_itself_is_the_partnership_that_it_holds(
    two_lines: Path, tmp_path: Path
) -> None:
    [first, _] = register(two_lines, *OPTIONS, *CHOSEN)[1]
    code, [again] = register(exported(tmp_path / "out.json"), *OPTIONS, *CHOSEN)
    assert (code, again["state"], again["assessment"]) == (0, "done", first["assessment"])
    assert Partnership.objects.count() == 1


def test_one_of_its_own_that_says_something_else_is_refused_with_where_to_correct_it(
    two_lines: Path, tmp_path: Path
) -> None:
    register(two_lines, *OPTIONS, *CHOSEN)
    code, [answer] = register(
        exported(tmp_path / "out.json", value={"amount": 5, "currency": "JPY"}), *OPTIONS, *CHOSEN
    )
    assert answer.get("errors"), answer
    [error] = answer["errors"]
    assert (code, answer["state"], error["field"]) == (1, "refused", "/ocid")
    assert "Correct the partnership in its proposal" in error["message"]
    assert Partnership.objects.count() == 1
