"""A table of thresholds changes the parameter file in a checkout, and nothing else; it is shown before."""

import difflib
import json
import shutil
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.lists.declared_lists import THRESHOLDS
from institutions.lists.edition_head import head_of
from institutions.lists.file import read_list_file
from institutions.lists.template_file import list_template_csv
from institutions.models import GovernmentBody, Import, ListEdition
from rules.assessing.waiting import finish_here
from rules.engine.language.parameter_file import load_parameters
from rules.engine.loading.program_rulebook import FOLDER, rulebook_of_folder
from rules.explaining.lists.threshold_file import PARAMETER, blocks_of, edit_file_text
from rules.explaining.lists.threshold_rows import TEMPLATE
from rules.explaining.lists.thresholds import Thresholds, compare_thresholds
from rules.models import State
from tests.documents import small

HEADINGS = "class,object,from,until,value_yen,confidence,source,review_on,note,note_ja"
# Fictional figures for a period that nobody has fixed yet.
GOODS = "central,goods,2028-04-01,2030-03-31,21000000,seen,,,,"
SERVICES = '中央政府機関,その他のサービス,令和10年4月1日,令和12年3月31日,"21,000,000",確認済,,,,'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a checkout with the rulebook as it is."""
    (tmp_path / ".git").mkdir()
    found = tmp_path / "rules"
    for name in ("rulebook", "parameters"):
        shutil.copytree(FOLDER / name, found / name)
    for name in ("laws.yaml", "causes.yaml"):
        shutil.copy(FOLDER / name, found)
    return found


def table(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = folder / "thresholds.csv"
    head = {
        "list": "gpa_thresholds",
        "as_of": "2026-10-01",
        "title": "Fictional notice",
        "publisher": "Fictional Ministry",
        "url": "https://lists.example/thresholds",
    }
    path.write_text("\n".join([*(f"{name},{value}" for name, value in head.items()), headings, *rows]))
    return path


def compared(folder: Path, *rows: str, **given: Any) -> Thresholds:
    file = read_list_file(table(folder, *rows, **given))
    return compare_thresholds(file, head_of(file.said, {}), folder)


def changed_lines(folder: Path, found: Thresholds) -> list[str]:
    """Return the lines that come and go."""
    before = (folder / "parameters" / "procurement.yaml").read_text(encoding="utf-8").splitlines()
    diff = difflib.unified_diff(before, found.text.splitlines(), n=0, lineterm="")
    return [line for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.bare
def test_a_new_period_is_one_entry_behind_the_last(folder: Path) -> None:
    found = compared(folder, GOODS, SERVICES)
    assert (found.errors, found.refusals) == ([], [])
    assert [each.record for each in found.entries] == [
        "central_goods from 2028-04-01",
        "central_services from 2028-04-01",
    ]
    assert changed_lines(folder, found) == [
        "+    - for: [central_goods, central_services]",
        "+      from: 2028-04-01",
        "+      until: 2030-03-31",
        "+      value: 21_000_000",
        "+      basis: {law: government_procurement_agreement, article: Annexes}",
        "+      confidence: seen",
        '+      source: "Fictional Ministry, Fictional notice (2026-10-01), https://lists.example/thresholds"',
    ]
    assert found.new
    assert found.new.parameters.value_at(PARAMETER, "2029-01-01", "central_services") == 21_000_000
    assert found.new.parameters.value_at(PARAMETER, "2026-06-01", "central_services") == 20_000_000


@pytest.mark.bare
def test_one_category_of_an_entry_leaves_the_others_as_they_are(folder: Path) -> None:
    found = compared(folder, "central,goods,2026-04-01,,20500000,seen,Gazette,none,none,none")
    (entry,) = found.entries
    assert entry.differs[:2] == ("value: 20,000,000 → 20,500,000", "source: mofa.go.jp kijyungaku2026.html → Gazette")
    lines = changed_lines(folder, found)
    assert {"-    - for: [central_goods, central_services]", "+    - for: central_services"} <= {*lines}
    assert found.new
    values = found.new.parameters
    assert values.value_at(PARAMETER, "2026-04-01", "central_goods") == 20_500_000
    assert values.value_at(PARAMETER, "2026-04-01", "central_services") == 20_000_000
    changed = values.entry_at(PARAMETER, "2026-04-01", "central_goods")
    assert changed
    assert (changed.until_on, changed.note, changed.review_on) == ("2028-03-31", None, None)


@pytest.mark.bare
def test_what_the_files_say_already_changes_nothing(folder: Path) -> None:
    found = compared(folder, "central,goods,2026-04-01,2028-03-31,20000000,seen,,,,")
    assert (found.counts["unchanged"], found.differs, found.text) == (1, False, "")


@pytest.mark.bare
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "central,goods,2027-04-01,2030-03-31,21000000,seen,,,,",
            "two values of gpa_threshold_yen[central_goods] hold",
        ),
        ("central,goods,2029-04-01,2030-03-31,21000000,seen,,,,", "has no value from 2028-04-01 to 2029-03-31"),
    ],
)
def test_a_period_that_overlaps_or_leaves_a_gap_is_refused(folder: Path, row: str, said: str) -> None:
    found = compared(folder, row)
    assert said in found.refusals[0]
    assert (found.new, found.text) == (None, "")


@pytest.mark.bare
@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (GOODS.replace("central", "centrl"), "class", "Did you mean central?"),
        (GOODS.replace("goods", "works"), "object", "'works' is not a valid value of Object."),
        (GOODS.replace("21000000", "many"), "value_yen", "is not a whole number"),
        (GOODS.replace("21000000", "9" * 17), "value_yen", "is more than 1,000,000,000,000,000 yen"),
        (GOODS.replace("2028-04-01", ""), "from", "From is missing. Give from."),
        (GOODS.replace("2030-03-31", "2027-03-31"), "until", "The last day is before the first."),
        (GOODS.replace("seen", ""), "confidence", "The confidence is missing."),
        (GOODS[:-1] + "a note,", "note", "The note is in one language only"),
    ],
)
def test_each_trouble_names_the_remedy(folder: Path, row: str, field: str, said: str) -> None:
    found = compared(folder, row)
    assert any(each.field == field and said in each.message for each in found.errors), found.errors
    assert found.refusals


@pytest.mark.bare
def test_a_row_stands_once(folder: Path) -> None:
    assert "is also in line 7" in compared(folder, GOODS, GOODS).errors[0].message


@pytest.mark.bare
def test_every_entry_of_the_file_can_be_taken_out_and_the_rest_reads_as_before(folder: Path) -> None:
    text = (folder / "parameters" / "procurement.yaml").read_text(encoding="utf-8")
    blocks, _, _ = blocks_of(text, "procurement.yaml", text.splitlines(keepends=True))
    assert edit_file_text(text, "procurement.yaml", [], []) == text
    last = max(each.from_on for each in blocks)
    gone = [(category, last) for each in blocks if each.from_on == last for category in each.categories]
    without = edit_file_text(text, "procurement.yaml", gone, [])
    (folder / "parameters" / "procurement.yaml").write_text(without, encoding="utf-8")
    before, after = load_parameters(FOLDER / "parameters"), load_parameters(folder / "parameters")
    kept = set(after.by_name[PARAMETER].rows)
    assert {before.by_name[PARAMETER].rows[each][:-1] for each in kept} == {
        after.by_name[PARAMETER].rows[each] for each in kept
    }
    # And put back, each says what it said.
    entries = [before.by_name[PARAMETER].rows[category][-1] for category, _ in gone]
    (folder / "parameters" / "procurement.yaml").write_text(
        edit_file_text(without, "p.yaml", [], entries), encoding="utf-8"
    )
    assert load_parameters(folder / "parameters").by_name[PARAMETER].rows == before.by_name[PARAMETER].rows


@pytest.mark.bare
def test_an_empty_template_reads_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"".join(list_template_csv(THRESHOLDS, TEMPLATE, "ja")))
    found = read_list_file(path)
    assert (found.said["list"], found.headings[:2]) == ("gpa_thresholds", ("機関の区分", "調達対象"))


def answer(path: Path, *arguments: str) -> dict[str, Any]:
    """Run the command, and return its answer from JSON."""
    out = StringIO()
    with suppress(SystemExit):
        call_command("refresh_list", str(path), "--json", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture
def checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command work on the copy, and return its folder."""
    monkeypatch.setattr("rules.explaining.lists.thresholds.FOLDER", folder)
    return folder


@pytest.mark.django_db
def test_the_command_writes_the_file_with_take_alone(checkout: Path) -> None:
    path, file = table(checkout, GOODS, SERVICES), checkout / "parameters" / "procurement.yaml"
    before = file.read_text(encoding="utf-8")
    looked = answer(path)
    assert (looked["taken"], looked["counts"]["added"], file.read_text(encoding="utf-8")) == (False, 2, before)
    assert answer(path, "--take")["taken"] is True
    assert rulebook_of_folder(checkout).parameters.value_at(PARAMETER, "2028-04-01", "central_goods") == 21_000_000
    assert (Import.objects.count(), ListEdition.objects.count()) == (0, 0)  # the database holds no threshold
    assert answer(path, "--take")["counts"]["unchanged"] == 2


@pytest.mark.django_db
def test_outside_of_a_checkout_it_is_refused_and_may_be_written_elsewhere(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").rmdir()
    path = table(checkout, GOODS, SERVICES)
    if any((folder / ".git").exists() for folder in tmp_path.parents):
        pytest.skip("the folder of the tests is a checkout itself")
    refused = answer(path, "--take")
    assert refused["refusals"][0].startswith("This installation is not a checkout")
    output = tmp_path / "new.yaml"
    assert answer(path, "--output", str(output))["refusals"] == []
    assert "21_000_000" in output.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        answer(path, "--output", str(tmp_path / "nowhere" / "new.yaml"))


@pytest.mark.django_db
def test_the_lines_show_the_numbers_as_a_diff_of_rulebooks_does(checkout: Path) -> None:
    out = StringIO()
    call_command("refresh_list", str(table(checkout, GOODS, SERVICES)), stdout=out)
    text = out.getvalue().splitlines()
    assert text[0] == "Fictional notice of Fictional Ministry, as of 2026-10-01, beside procurement.yaml"
    assert "    central_goods from 2028-04-01: 21,000,000 yen (line 7)" in text
    assert any(line.startswith("  changed  gpa_threshold_yen") for line in text)
    assert any("read by COL-05" in line for line in text)
    assert text[-2:] == [
        "Partnerships whose newest assessment would change: none",
        "Nothing was changed. To write the file, give --take in a checkout.",
    ]


@pytest.mark.django_db(transaction=True)
def test_it_names_the_partnership_whose_assessment_would_say_something_else(
    checkout: Path, meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    for reference, value in (("P-BELOW", 20_200_000), ("P-ABOVE", 30_000_000)):
        chosen = {"method": "negotiated", "object": "goods", "legal_ground": "accounts_act_29_3_4"}
        document = small(reference=reference, value_yen=value, selection={**chosen, "mof_consulted": False})
        partnership = register_partnership(check_document(document), account=None, way="file").partnership
        finish_here(partnership.assessments.get(state=State.QUEUED))
    raised = table(checkout, "central,goods,2026-04-01,,20500000,seen,,,,")
    (touched,) = answer(raised)["partnerships"]
    assert touched["reference"] == "P-BELOW"
    assert {"code": "COL-05", "before": "flagged high", "after": "clear"} in touched["differences"]
    out = StringIO()
    call_command("refresh_list", str(raised), stdout=out)
    assert "COL-05  flagged high → clear" in out.getvalue()
