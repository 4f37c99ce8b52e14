"""`screen_processes`: one line a process, totals, Cardinal's own form, and a run that goes on after a kill."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.base.base import BaseDatabaseWrapper

from rules.engine.loading.held_rulebook import held_now
from rules.processes.indicators.r018 import SingleTenderer
from rules.processes.indicators.table import INDICATORS
from tests.rules.processes.samples import Json, award, bid, process

pytestmark = pytest.mark.bare

SINGLE = process(
    bid("A", 5), bid("B", 6, "disqualified"), awards=[award("A")], ocid="ocds-t-1", procurementMethod="open"
)
EQUAL = process(bid("A", 5), bid("B", 5), awards=[award("A")], ocid="ocds-t-2", procurementMethod="open")
SEVERAL = [{**EQUAL, "ocid": f"ocds-t-{number}"} for number in range(3, 9)]


def lines_file(folder: Path, *releases: Json, name: str = "tenders.jsonl") -> Path:
    """Write releases to a file, one a line."""
    path = folder / name
    path.write_text("".join(f"{json.dumps(each)}\n" for each in releases), encoding="utf-8")
    return path


def run(*arguments: object, status: int = 0) -> tuple[str, str]:
    """Run the command with the indicators alone; return both outputs. The rules have tests of their own."""
    out, err = io.StringIO(), io.StringIO()
    found = 0
    try:
        call_command("screen_processes", *map(str, arguments), "--indicators-only", stdout=out, stderr=err)
    except SystemExit as ended:
        found = int(ended.code or 0)
    assert found == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def answers(*arguments: object, status: int = 0) -> list[dict[str, Any]]:  # Any: plain JSON
    """Run the command with --json; return its lines."""
    return [json.loads(line) for line in run(*arguments, "--json", status=status)[0].splitlines()]


def test_each_process_has_a_line_with_outcomes_findings_and_evidence(tmp_path: Path) -> None:
    one, two = answers(lines_file(tmp_path, SINGLE, EQUAL))
    assert (one["ocid"], one["line"], two["line"]) == ("ocds-t-1", 1, 2)
    assert one["outcomes"].keys() == INDICATORS.keys()
    assert {each["code"] for each in one["findings"]} == {"R018", "R035"}
    [found] = two["findings"]
    assert (found["code"], found["severity"]) == ("R028", "info")
    assert found["statement"]["en"] == "2 tenderers, or groups of them, bid the same price: JPY 5."
    assert "同額" in found["statement"]["ja"]
    assert {"path": "/bids/details/1/value/amount", "value": 5.0} in found["evidence"]
    assert found["parties"] == [{"role": "Tenderer", "id": "A"}, {"role": "Tenderer", "id": "B"}]
    assert found["parameters"][0]["name"] == "amounts_above_zero"
    [missing, _] = two["reasons"]["R003"]
    assert (missing["code"], missing["field"]) == ("process.field_missing", "/tender/tenderPeriod/startDate")


def test_cardinals_answer_stands_beside_ours_where_it_differs(tmp_path: Path) -> None:
    [one] = answers(lines_file(tmp_path, SINGLE))
    assert one["outcomes"]["R018"] == "flagged"
    assert one["cardinal"]["R018"]["outcome"] == "not_assessable"
    counted = one["findings"][0]["parameters"][1]
    assert (counted["name"], counted["confidence"]) == ("r018_counts_bids", "ours")
    assert counted["note"]["en"] == "numberOfTenderers counts bids that were disqualified later."
    [alone] = answers(lines_file(tmp_path, SINGLE), "--profile", "cardinal")
    assert (alone["outcomes"]["R018"], "cardinal" in alone) == ("not_assessable", False)


def test_text_has_a_line_for_each_process_and_totals(tmp_path: Path) -> None:
    out, _ = run(lines_file(tmp_path, SINGLE, EQUAL))
    first, second, head, columns, *rows = out.splitlines()
    assert first.startswith("ocds-t-1: flagged R018 R035; not assessable R003")
    assert second.startswith("ocds-t-2: flagged R028;")
    assert head == "2 processes, 0 with errors."
    assert columns.split() == ["flagged", "clear", "not", "applicable", "not", "assessable", "error"]
    assert next(row for row in rows if row.startswith("R028")).split() == ["R028", "1", "1", "0", "0", "0"]


def test_packages_records_and_packed_files_are_read_too(tmp_path: Path) -> None:
    dated = [{**SINGLE, "id": str(n), "date": f"2026-03-0{n}T00:00:00Z"} for n in (1, 2)]
    package = tmp_path / "package.json.gz"
    package.write_bytes(gzip.compress(json.dumps({"releases": dated}).encode()))
    records = tmp_path / "records.json"
    records.write_text(json.dumps({"records": [{"ocid": "ocds-t-2", "compiledRelease": EQUAL}]}, indent=1))
    found = answers(package, records)
    assert [each["ocid"] for each in found] == ["ocds-t-1", "ocds-t-2"]
    assert found[1]["file"] == str(records)


def test_rules_that_fail_for_one_reason_are_one_line_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.facts.derivation.limits.MOST_FACTS", 3)
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("screen_processes", str(lines_file(tmp_path, SINGLE)), stdout=out, stderr=err)
    [line] = [each for each in err.getvalue().splitlines() if "ocds-t-1: " in each]
    assert "line 1, ocds-t-1: COL-01 COL-02 COL-03 " in line
    assert ": More than 3 facts follow from this document: " in line


def test_an_indicator_that_fails_says_why_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _process: object) -> object:
        message = "a figure is not finite"
        raise ValueError(message)

    monkeypatch.setattr(SingleTenderer, "answer", fail)
    _, err = run(lines_file(tmp_path, SINGLE), status=1)
    assert "line 1, ocds-t-1: R018: " in err
    assert "a figure is not finite" in err
    assert "IndicatorFailed(" not in err


def test_a_line_that_cannot_be_read_is_an_error_with_its_place_and_the_others_are_answered(tmp_path: Path) -> None:
    path = lines_file(tmp_path, SINGLE, EQUAL, SINGLE, {"ocid": 7})
    path.write_text(path.read_text() + '{"ocid": \n[]\n')
    out, err = run(path, "--json", status=1)
    found = [json.loads(line) for line in out.splitlines()]
    assert [set(each["outcomes"].values()) == {"error"} for each in found] == [False, False, True, True, True, True]
    assert found[2]["errors"][0]["code"] == "process.repeated"
    assert found[3]["errors"][0]["field"] == "/ocid"
    assert f"{path}, line 3, ocds-t-1: /ocid: The process ocds-t-1 was read before" in err
    assert f"{path}, line 5" in err
    assert found[1] == answers(lines_file(tmp_path, SINGLE, EQUAL, name=path.name))[1]


def test_a_process_of_an_earlier_file_is_answered_once(tmp_path: Path) -> None:
    first, second = (lines_file(tmp_path, EQUAL, name=name) for name in ("a.jsonl", "b.jsonl"))
    assert [each["file"] for each in answers(first, second)] == [str(first)]


def test_a_process_that_could_not_be_read_is_no_earlier_one(tmp_path: Path) -> None:
    unread = {"records": [{"ocid": EQUAL["ocid"], "releases": [{"url": "https://example.org"}]}]}
    broken, read = answers(lines_file(tmp_path, unread, EQUAL), status=1)
    assert (broken["ocid"], broken["errors"][0]["code"]) == (EQUAL["ocid"], "ocds.linked_release_not_given")
    assert read["outcomes"]["R028"] == "flagged"


def test_cardinals_form_has_flags_by_group_and_the_fences(tmp_path: Path) -> None:
    out, _ = run(lines_file(tmp_path, SINGLE, EQUAL), "--format", "cardinal")
    found = json.loads(out)
    assert found["OCID"] == {"ocds-t-1": {"R035": 1.0}, "ocds-t-2": {"R028": 1.0}}
    assert found["Tenderer"]["A"] == {"R028": 1.0, "R035": 0.0}
    assert found["Meta"]["R058"] == {"q1": 0.0, "q3": 0.0, "upper_fence": 0.0}
    assert found["Meta"]["R048"] == {"q1": None, "q3": None, "upper_fence": None}
    kept = tmp_path / "found.json"
    run(lines_file(tmp_path, SINGLE, EQUAL), "--format", "cardinal", "--output", kept)
    assert json.loads(kept.read_text()) == found


def test_the_currency_of_the_command_is_that_of_the_answers(tmp_path: Path) -> None:
    path = lines_file(tmp_path, {**EQUAL, "bids": {"details": [bid("A", 5), bid("B", 6)]}})
    [found] = answers(path, "--currency", "USD")
    assert {each["code"] for each in found["reasons"]["R058"]} >= {"process.other_currency"}
    with pytest.raises(CommandError, match="'yen' is not a currency"):
        run(path, "--currency", "yen")


def test_a_run_that_was_killed_goes_on_and_gives_the_same_file(tmp_path: Path) -> None:
    path = lines_file(tmp_path, SINGLE, EQUAL, *SEVERAL)
    whole, output = tmp_path / "whole.jsonl", tmp_path / "answers.jsonl"
    totals, _ = run(path, "--output", whole)
    run(path, "--output", output)
    # The state of a kill in the middle of the fourth line.
    lines = output.read_bytes().splitlines(keepends=True)
    part, state = (output.with_name(f"answers.jsonl.{end}") for end in ("part", "part.json"))
    began = begun_state(path, tmp_path)
    part.write_bytes(b"".join(lines[:3]) + lines[3][:40])
    state.write_text(began)
    output.unlink()
    resumed, _ = run(path, "--output", output, "--resume")
    assert output.read_bytes() == whole.read_bytes()
    assert resumed == totals
    assert not part.exists()
    assert not state.exists()


def begun_state(path: Path, folder: Path) -> str:
    """Return the state that a run leaves when it is killed, by ending one where it writes."""
    from rules.management.work.screen_processes import Work

    output = folder / "begun.jsonl"

    class Killed(Work):
        def _each(self, *_given: object, **_options: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Killed(io.StringIO(), io.StringIO()).handle(  # type: ignore[arg-type]  # streams instead of wrappers
            files=[path],
            format="ocds",
            profile=None,
            cardinal_settings=None,
            currency=None,
            json=False,
            output=output,
            resume=False,
            indicators_only=True,
            as_proposal=None,
            encoding=None,
            body="",
            publisher=None,
        )
    return output.with_name("begun.jsonl.part.json").read_text()


def test_a_part_of_other_files_or_settings_is_not_resumed(tmp_path: Path) -> None:
    path, output = lines_file(tmp_path, SINGLE, EQUAL), tmp_path / "answers.jsonl"
    output.with_name("answers.jsonl.part").write_text("")
    output.with_name("answers.jsonl.part.json").write_text(begun_state(path, tmp_path))
    with pytest.raises(CommandError, match=r"other files, settings or versions \(currency\).*without --resume"):
        run(path, "--output", output, "--resume", "--currency", "JPY")
    lines_file(tmp_path, SINGLE)
    with pytest.raises(CommandError, match=r"\(files\)"):
        run(path, "--output", output, "--resume")
    run(path, "--output", output)
    assert len(output.read_text().splitlines()) == 1


def test_a_file_that_cannot_be_read_or_written_stops_the_command(tmp_path: Path) -> None:
    path = lines_file(tmp_path, SINGLE)
    with pytest.raises(CommandError, match="nowhere"):
        run(path, tmp_path / "nowhere.jsonl")
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(CommandError, match="is empty"):
        run(path, empty)
    with pytest.raises(CommandError, match="cannot be written"):
        run(path, "--output", tmp_path / "none" / "answers.jsonl")
    with pytest.raises(CommandError, match="Name it with --output"):
        run(path, "--resume")


def test_names_that_no_terminal_or_encoding_can_show_change_nothing_else(tmp_path: Path) -> None:
    half, control = "half \ud800", "ocds-\x1b[31m"
    path = lines_file(tmp_path, {**process(bid(half, 5), bid("B", 5)), "ocid": control})
    output = tmp_path / "answers.jsonl"
    run(path, "--output", output)
    [found] = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert (found["ocid"], found["findings"][0]["parties"][0]["id"]) == (control, half)
    assert "\x1b" not in run(path)[0]


def test_the_rules_are_asked_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone has no register: the rulebook is the program's own, and nothing asks which one is in force."""

    def refuse(*_arguments: object) -> None:
        pytest.fail("The command asked the database.")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
    out = io.StringIO()
    token = held_now.set(None)  # as outside a test
    try:
        call_command("screen_processes", str(lines_file(tmp_path, SINGLE, EQUAL)), "--json", stdout=out)
    finally:
        held_now.reset(token)
    one, _ = map(json.loads, out.getvalue().splitlines())
    assert one["outcomes"]["COL-07"] == "flagged"
    assert one["reasons"]
