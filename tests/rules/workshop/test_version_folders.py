"""`manage.py rulebook export`, `import` and `diff --texts`: versions move as folders and say in words what changed."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Account, Role
from rules.engine.loading.program_rulebook import base_rulebook
from rules.models import RulebookDraft
from rules.workshop.adopting.candidate import candidate_of
from tests.rules.workshop.adopted import COI_01

pytestmark = pytest.mark.django_db
NUMBERS = "parameters/conflict_of_interest.yaml"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rulebook", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the version in force, with another threshold and another number."""
    made = tmp_path / "of another installation"
    assert base_rulebook().version in said("export", "now", str(made))
    rule = made / COI_01
    rule.write_text(rule.read_text("utf-8").replace("stake.share_bp > 0", "stake.share_bp > 900"), "utf-8")
    numbers = made / NUMBERS
    numbers.write_text(numbers.read_text("utf-8").replace("value: 5_000", "value: 4_000", 1), "utf-8")
    return made


def test_a_version_is_exported_with_its_cases_and_imported_as_a_draft(folder: Path) -> None:
    assert (folder / "cases" / "COI-01.yaml").exists()
    assert (folder / "laws.yaml").exists()
    with pytest.raises(CommandError, match="is not empty"):
        said("export", "now", str(folder))
    with pytest.raises(CommandError, match="no rulebook editor"):
        said("import", str(folder), "--as", "nobody")
    Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)
    assert "It is not in force" in said("import", str(folder), "--as", "editor", "--name", "Of Osaka")
    draft = RulebookDraft.objects.get()
    assert draft.name == "Of Osaka"
    assert set(draft.revisions.values_list("path", flat=True)) == {COI_01, NUMBERS}
    assert candidate_of(draft).rulebook.version != base_rulebook().version


def test_the_rulebook_in_force_makes_no_draft(tmp_path: Path) -> None:
    Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)
    said("export", "now", str(tmp_path / "same"))
    with pytest.raises(CommandError, match="nothing to adopt"):
        said("import", str(tmp_path / "same"), "--as", "editor")
    assert not RulebookDraft.objects.exists()


def test_a_difference_is_said_in_words_of_both_languages(folder: Path) -> None:
    english = said("diff", "now", str(folder), "--texts")
    assert "COI-01" in english
    assert "4,000" in english
    japanese = said("diff", "now", str(folder), "--texts", "--language", "ja")
    assert "COI-01" in japanese
    assert "4,000円" in japanese


def test_a_changed_rule_is_said_part_by_part_in_words_of_both_languages(folder: Path) -> None:
    for code, name in (("INS-08", "institution/INS-08_concurrent_posts"), ("COI-10", "conflict_of_interest/COI-10")):
        (file,) = (folder / "rulebook").glob(f"{name}*.yaml")
        text = file.read_text(encoding="utf-8")
        assert "\nseverity: medium" in text, code
        file.write_text(text.replace("\nseverity: medium", "\nseverity: low"), encoding="utf-8")
    english = said("diff", "now", str(folder), "--texts")
    japanese = said("diff", "now", str(folder), "--texts", "--language", "ja")
    assert (
        "INS-08 Concurrent posts join functions that are kept apart\n  severity:\n    - medium\n    + low\n" in english
    )
    assert "COI-10" in japanese.split("INS-08 併任")[0]
    assert "INS-08 併任による分離された機能の兼務\n  重要度：\n    - 中\n    + 低\n" in japanese
