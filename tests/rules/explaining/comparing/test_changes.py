"""Differences between two rulebooks are described part by part, in words."""

from pathlib import Path

import pytest

from rules.engine.loading.program_rulebook import rulebook_of_folder
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.comparing.changes import VersionChange, changed_numbers, rule_changes
from tests.rules.explaining.comparing.folders import copied, rewritten, rule_file

pytestmark = pytest.mark.bare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the rulebook as it is."""
    return copied(tmp_path)


def changes(folder: Path) -> dict[str, VersionChange]:
    """Return the changes of the folder, by name."""
    new = rulebook_of_folder(folder)
    found = (*rule_changes(current_rulebook(), new), *changed_numbers(current_rulebook(), new))
    return {change.name: change for change in found}


def test_the_same_files_and_files_with_more_lines_differ_in_nothing(folder: Path) -> None:
    assert changes(folder) == {}
    file = rule_file(folder, "COI-02")
    file.write_text("# A comment.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert changes(folder) == {}


def test_a_condition_is_shown_before_and_after(folder: Path) -> None:
    rewritten(rule_file(folder, "COI-02"), "gift.kind in (gift, loan, ", "gift.kind in (gift, ")
    (change,) = changes(folder).values()
    assert (change.name, change.how) == ("COI-02", "changed")
    assert change.lines[0] == "when it flags:"
    went, came = change.lines[1:]
    assert went.startswith("  -   kind: gift, loan, free service")
    assert came.startswith("  +   kind: gift, free service")


def test_a_severity_and_a_text_are_parts_of_their_own(folder: Path) -> None:
    file = rule_file(folder, "COI-02")
    rewritten(file, "severity: high", "severity: critical")
    rewritten(file, "en: Gift or hospitality from an interested party", "en: Gift of an interested party")
    assert changes(folder)["COI-02"].lines == ("title", "severity:", "  - high", "  + critical")


def test_a_rule_that_went_is_removed_and_the_other_way_round_added(folder: Path) -> None:
    rule_file(folder, "COI-02").unlink()
    found = changes(folder)
    assert found["COI-02"].how == "removed"
    assert [each.how for each in rule_changes(rulebook_of_folder(folder), current_rulebook())] == ["added"]


def test_a_number_is_shown_with_its_days_and_its_readers(folder: Path) -> None:
    file = folder / "parameters" / "conflict_of_interest.yaml"
    rewritten(file, "value: 5_000", "value: 10_000")
    lines = changes(folder)["eth_gift_report_yen"].lines
    assert lines[0].startswith("- 5,000 yen from 1 April 2000; national_public_service_ethics_act 6(1); text of")
    assert lines[1].startswith("+ 10,000 yen from 1 April 2000")
    assert lines[-1] == "read by COI-03"


def test_a_number_without_a_reader_says_so_and_a_new_meaning_is_named(folder: Path) -> None:
    file = folder / "parameters" / "collusion.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text + "\ncol_unread_yen: {meaning: New, unit: yen, values: [{value: 1, confidence: ours}]}\n", encoding="utf-8"
    )
    rewritten(
        folder / "parameters" / "conflict_of_interest.yaml", "en: Kin up to this degree count as close", "en: Kin"
    )
    found = changes(folder)
    assert found["col_unread_yen"].how == "added"
    assert found["col_unread_yen"].lines[-1] == "read by no rule"
    assert found["coi_kin_degree"].lines[0] == "meaning"
