"""`register`, `assess` and `rulebook` at the command line: each document ends with an answer, and exit codes say so."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.models import AuditEvent, Partnership
from rules.models import Assessment, State
from tests.documents import example, small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

Json = dict[str, Any]


def lines_of(file: Path, **options: Any) -> tuple[int, list[Json]]:
    """Return the exit code of `register FILE --json`, and what it printed."""
    out, code = io.StringIO(), 0
    try:
        call_command("register", file, json=True, stdout=out, stderr=io.StringIO(), **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def json_lines(folder: Path, *documents: object) -> Path:
    """Return a file with one document a line; text stands as it is."""
    file = folder / "documents.jsonl"
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in documents)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_waiting_evaluates_in_the_same_process_and_prints_the_result(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(example("hikari_magnetics"), indent=2), encoding="utf-8")
    code, (answer,) = lines_of(file, wait=True)
    assert (code, answer["state"], answer["as_of"]) == (0, "done", "2026-06-20")
    assert answer["outcomes"]["COI-01"] == "flagged"
    assert answer["findings"][0]["severity"] == "critical"
    assert set(answer["parties"]) == {"hikari", "sato"}


def test_without_waiting_the_answer_is_a_queued_assessment(tmp_path: Path) -> None:
    code, (answer,) = lines_of(json_lines(tmp_path, small()))
    assert (code, answer["state"], answer["findings"]) == (0, "queued", [])
    assert Assessment.objects.get(pk=answer["assessment"]).state == State.QUEUED


def test_a_refused_document_says_why_and_the_others_go_on(tmp_path: Path) -> None:
    wrong = small(reference="T-2", value_yen=-1)
    code, answers = lines_of(json_lines(tmp_path, small(), wrong, small(reference="T-3")), wait=True)
    assert code == 1
    assert [answer["state"] for answer in answers] == ["done", "refused", "done"]
    assert (answers[1]["reference"], answers[1]["errors"][0]["field"]) == ("T-2", "/value_yen")
    assert set(Partnership.objects.values_list("reference", flat=True)) == {"T-1", "T-3"}


def test_broken_json_in_line_7_of_10_stops_nobody_else(tmp_path: Path) -> None:
    documents: list[object] = [small(reference=f"T-{n}") for n in range(1, 11)]
    documents[6] = '{"reference": "T-7", "title": '
    code, answers = lines_of(json_lines(tmp_path, *documents))
    assert code == 1
    assert [answer["state"] for answer in answers].count("queued") == 9
    assert "line 7: this is not JSON at column" in answers[6]["errors"][0]["message"]


def test_a_list_is_answered_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps([small(reference="T-2"), 7, small()]), encoding="utf-8")
    code, answers = lines_of(file)
    assert (code, [answer["reference"] for answer in answers]) == (1, ["T-2", None, "T-1"])


def test_the_same_file_again_gives_the_first_answers(tmp_path: Path) -> None:
    file = json_lines(tmp_path, small(), small(reference="T-2"))
    assert lines_of(file, wait=True) == lines_of(file, wait=True)
    assert Assessment.objects.count() == 2


def test_waiting_finishes_what_was_registered_before_and_still_waits(tmp_path: Path) -> None:
    file = json_lines(tmp_path, small())
    lines_of(file)
    _, (answer,) = lines_of(file, wait=True)
    assert answer["state"] == "done"
    assert Assessment.objects.count() == 1


def test_other_content_under_the_same_revision_is_refused_and_names_what_differs(tmp_path: Path) -> None:
    lines_of(json_lines(tmp_path, small()))
    code, (answer,) = lines_of(json_lines(tmp_path, small(value_yen=2)))
    assert (code, answer["state"]) == (1, "refused")
    assert answer["errors"][0]["field"] == "/value_yen"
    assert "higher revision" in answer["errors"][0]["message"]


def test_a_failed_evaluation_is_shown_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rules.assessing import attempt

    assess = attempt.__dict__["assess_case"]

    def fail_for_the_first(case: Any, rulebook: Any) -> Any:
        if case.proposal["reference"] == "T-1":
            message = "the engine failed"
            raise RuntimeError(message)
        return assess(case, rulebook)

    monkeypatch.setattr(attempt, "assess_case", fail_for_the_first)
    code, answers = lines_of(json_lines(tmp_path, small(), small(reference="T-2")), wait=True)
    assert (code, [answer["state"] for answer in answers]) == (1, ["error", "done"])
    assert "RuntimeError: the engine failed" in answers[0]["error"]
    assert answers[0]["findings"] == []


def test_an_interrupted_run_says_how_far_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rules.assessing.registering import register_document

    err = io.StringIO()

    def stop_at_the_second(given: Any, *, wait: bool) -> Any:
        if given.label == "line 2":
            raise KeyboardInterrupt
        return register_document(given, wait=wait)

    monkeypatch.setattr("rules.management.work.register.register_document", stop_at_the_second)
    with pytest.raises(SystemExit) as end:
        call_command(
            "register", json_lines(tmp_path, small(), small(reference="T-2")), stdout=io.StringIO(), stderr=err
        )
    assert end.value.code == 130
    assert "Stopped after 1 of 2" in err.getvalue()


def test_without_json_a_person_reads_lines(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("register", json_lines(tmp_path, example("hikari_magnetics")), wait=True, stdout=out)
    assert "EX-METI-001  done" in out.getvalue()
    assert "critical  COI-01  " in out.getvalue()
    assert "1 documents, 0 refused or failed." in out.getvalue()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "wrong.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"is empty|is not UTF-8|cannot be read"):
        call_command("register", file)


def test_assess_takes_an_id_a_reference_or_all(tmp_path: Path) -> None:
    lines_of(json_lines(tmp_path, small(), small(reference="T-2")), wait=True)
    partnership = Partnership.objects.get(reference="T-1")
    for given in (str(partnership.pk), "T-1"):
        out = io.StringIO()
        call_command("assess", given, wait=True, json=True, stdout=out)
        assert json.loads(out.getvalue())["partnership"] == str(partnership.pk)
    call_command("assess", all=True, stdout=io.StringIO())
    assert Assessment.objects.filter(state=State.QUEUED).count() == 2
    with pytest.raises(CommandError, match="No partnership has the id or reference T-9"):
        call_command("assess", "T-9")


def test_a_person_retries_what_was_set_aside(tmp_path: Path) -> None:
    _, (answer,) = lines_of(json_lines(tmp_path, small()))
    Assessment.objects.update(state=State.SET_ASIDE, error="Two attempts ended without a result.")
    out = io.StringIO()
    call_command("assess", retry=answer["assessment"], wait=True, json=True, stdout=out)
    assert json.loads(out.getvalue())["state"] == "done"
    with pytest.raises(CommandError, match="has failed or was set aside"):
        call_command("assess", retry=answer["assessment"])


def test_all_that_failed_is_retried_or_only_what_failed_for_a_reason(tmp_path: Path) -> None:
    _, answers = lines_of(json_lines(tmp_path, *(small(reference=f"T-{number}") for number in range(4))))
    outages, disk, other, overtaken = (Assessment.objects.filter(pk=each["assessment"]) for each in answers)
    failed = {"state": State.SET_ASIDE, "finished_at": "2026-06-20T00:00:00Z"}
    outages.update(**failed, error="The database failed.", error_said={"code": "job.outages", "parameters": {}})
    disk.update(**failed, error="Something with a full disk.")
    other.update(state=State.ERROR, error="RuntimeError: it broke")
    overtaken.update(**failed, error="Something with a full disk.")
    call_command("assess", "T-3", wait=True, stdout=io.StringIO())

    def retried(**options: Any) -> tuple[set[str], str]:
        out, said = io.StringIO(), io.StringIO()
        call_command("assess", retry_all=True, json=True, stdout=out, stderr=said, **options)
        return {json.loads(line)["reference"] for line in out.getvalue().splitlines()}, said.getvalue()

    assert retried(because="no such reason")[0] == set()
    assert retried(because="job.outages")[0] == {"T-0"}
    references, said = retried(because="Full Disk", wait=True)
    assert references == {"T-1"}, "T-3 has a newer result"
    assert "1 of 1 assessments were started again." in said
    assert disk.get().state == State.DONE
    assert retried()[0] == {"T-2"}
    assert outages.get().state == State.QUEUED
    assert overtaken.get().state == State.SET_ASIDE
    assert AuditEvent.objects.filter(verb="retried").count() == 3
    with pytest.raises(CommandError, match="together with --retry-all"):
        call_command("assess", "T-1", because="disk")


def test_the_rulebook_is_listed_shown_and_checked() -> None:
    out = io.StringIO()
    for arguments in (("list",), ("show", "coi-01"), ("check",)):
        call_command("rulebook", *arguments, stdout=out)
    assert "COI-01  critical/high" in out.getvalue()
    assert "Silent when: " in out.getvalue()
    assert "code: COI-01" in out.getvalue()
    assert "rules compile. Version " in out.getvalue()
    for said in (
        "Flags where all of these are on record:",
        "Severity: critical where",
        "5% on all days",
    ):
        assert said in out.getvalue()
    with pytest.raises(CommandError, match="There is no rule COI-99"):
        call_command("rulebook", "show", "COI-99")


def test_rules_are_listed_by_family_and_words_with_what_to_look_at_twice() -> None:
    out = io.StringIO()
    call_command("rulebook", "list", "golf", family="conflict_of_interest", stdout=out)
    (line,) = out.getvalue().splitlines()
    assert line.startswith("COI-02  high")
    assert "[law to be checked, law as of 2013" in line
    call_command("rulebook", "list", "golf", family="litigation", stdout=(none := io.StringIO()))
    assert none.getvalue() == ""
