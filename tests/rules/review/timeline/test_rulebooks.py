"""Rules and numbers that differ between two stored versions of the rulebook, in words."""

import json

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.review.timeline.change_note import rulebook_lines
from rules.review.timeline.rulebooks import compare_rulebooks

NUMBERS = "parameters/conflict_of_interest.yaml"


def changed_text(**files: str) -> str:
    """Return the current rulebook with other files, as a later version."""
    data = json.loads(current_rulebook().text)
    data["form"]["version"] = "f" * 64
    data["files"] |= {path.replace("__", "/"): text for path, text in files.items()}
    return json.dumps(data)


def lines(after: str, language: str) -> list[str]:
    return [line.text[language] for line in rulebook_lines(compare_rulebooks(current_rulebook().text, after))]


def test_a_changed_number_is_told_with_its_meaning_and_its_values() -> None:
    text = json.loads(current_rulebook().text)["files"][NUMBERS]
    assert "- value: 500\n" in text
    after = changed_text(**{NUMBERS: text.replace("- value: 500\n", "- value: 1000\n", 1)})
    assert lines(after, "en") == [
        "A number of the rulebook changed: A holding of at least this share makes the finding critical: from 5% to 10%."
    ]
    assert lines(after, "ja") == ["ルール集の基準値の変更：持分がこの割合以上のときは重要度を重大とする：5%から10%へ。"]


def test_another_note_of_a_number_is_no_change() -> None:
    text = json.loads(current_rulebook().text)["files"][NUMBERS]
    note = "A standard of academic societies (5 % of the shares), not law."
    assert note in text
    after = changed_text(**{NUMBERS: text.replace(note, "Another note.")})
    assert lines(after, "en") == ["The rulebook has another version; its rules and numbers are the same."]


def test_rules_that_came_and_changed_are_named() -> None:
    files = json.loads(current_rulebook().text)["files"]
    path = next(each for each in files if "/COI-01_" in each)
    after = changed_text(**{path: files[path] + "\n# Another word.\n", "rulebook/collusion/COL-99_new.yaml": "x"})
    assert lines(after, "en") == ["New rules: COL-99.", "Changed rules: COI-01."]
