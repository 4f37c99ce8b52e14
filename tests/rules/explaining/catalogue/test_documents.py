"""docs/rulebook is what the files make of it, in both languages, and says the same on every day."""

import io
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from rules.engine.language.errors import RuleError
from rules.engine.language.syntax import Rule
from rules.engine.loading.program_rulebook import base_rulebooks
from rules.explaining.catalogue.cases import CASES, case_sentences
from rules.explaining.catalogue.documents import DOCS, INDEX, rulebook_pages, table_row, write_pages
from tests.every import every

pytestmark = pytest.mark.bare
REMEDY = "run `make docs` and commit what it changes"


def every_rule() -> dict[str, Rule]:
    """Return the rules on all subjects."""
    return {code: rule for book in base_rulebooks() for code, rule in book.rules.items()}


@cache
def made() -> dict[str, str]:
    """Return the pages as the files of today make them."""
    return rulebook_pages(base_rulebooks(), CASES)


@every("name", lambda: sorted(made()))
def test_the_committed_page_is_what_the_files_say(name: str) -> None:
    assert (DOCS / name).exists(), REMEDY
    assert (DOCS / name).read_text(encoding="utf-8") == made()[name], REMEDY


def test_there_is_a_page_for_every_rule_and_no_other() -> None:
    assert {path.name for path in DOCS.iterdir()} == made().keys(), REMEDY
    assert made().keys() == {INDEX, *(f"{code}.md" for code in every_rule())}
    assert all(f"]({name})" in made()[INDEX] for name in made().keys() - {INDEX})


@every("code", lambda: sorted(every_rule()))
def test_a_page_has_the_texts_of_both_languages_and_every_case(code: str) -> None:
    rule, page = every_rule()[code], made()[f"{code}.md"]
    for both in (rule.why, rule.silent_when, *rule.mitigations):
        assert table_row(both.en, both.ja) in page
    said = case_sentences(CASES, code)
    assert len(said) > 2
    for case in said:
        sentence = case.it
        if case.source:
            place = f"<{case.source.url}>" if case.source.url else case.source.where
            sentence += f" / {case.ja} ({case.source.document}, {place})"
        assert table_row(sentence, case.then.replace("_", " ")) in page


def test_a_case_file_that_cannot_be_read_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "COI-01.yaml").write_text("given: {}\ncases:\n  - then: clear\n    it: {}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"COI-01.yaml, line 4: it must be a text"):
        case_sentences(tmp_path, "COI-01")
    assert case_sentences(tmp_path, "COI-02") == ()


def test_a_cell_is_not_ended_by_its_text() -> None:
    assert table_row("a | b", "c\nd") == "| a \\| b | c d |"


def test_the_command_writes_the_pages_and_takes_away_those_of_rules_that_are_no_more(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "docs" / "rulebook"
    write_pages(folder, {"COI-99.md": "gone"})
    monkeypatch.setattr("rules.management.work.rulebook.DOCS", folder)
    out = io.StringIO()
    call_command("rulebook", "docs", stdout=out)
    assert out.getvalue() == f"{len(made())} pages in docs/rulebook.\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == made()
