"""Worked examples of the law: cases with the document that has them, and their answer on the page of the rule."""

import pytest
from django.test import Client

from institutions.models import Account, Role
from rules.engine.language.errors import RuleError
from rules.engine.loading.program_rulebook import base_rulebook
from rules.workshop.case_files import cases_of_text
from rules.workshop.case_running import run_examples
from rules.workshop.files import stored_cases

CASES = "cases/COI-01.yaml"
JA = "    ja: 5%以上の持分の保有は、重大なものとして確認の対象とする。\n"
SOURCE = f"{JA}    source: {{document: Explanatory memorandum (fictional), page: 12}}\n"


def with_source(source: str) -> str:
    first = "  - it: flags a holding of 5 % or more as critical\n"
    return stored_cases()[CASES].replace(first, first + source)


def test_a_case_with_a_source_is_an_example_and_its_answer_is_known() -> None:
    files = {**base_rulebook().files, CASES: with_source(SOURCE)}
    (example,) = run_examples(files, "COI-01")
    assert (example.trouble, example.expected) == ("", "flagged, critical")
    assert example.source
    assert (example.source.document, example.source.where) == ("Explanatory memorandum (fictional)", "12")
    stricter = {path: text.replace("stake.share_bp > 0", "stake.share_bp > 900") for path, text in files.items()}
    (otherwise,) = run_examples(stricter, "COI-01")
    assert "not flagged" in otherwise.trouble
    assert run_examples({**files, CASES: with_source("")}, "COI-01") == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{JA}    source: {{page: 12}}\n", "no document"),
        (f"{JA}    source: {{document: Memorandum}}\n", "neither a page nor an address"),
        (f"{JA}    source: {{document: Memorandum, url: example.jp}}\n", "is not an address"),
        ("    source: {document: Memorandum, page: 12}\n", "no Japanese sentence"),
    ],
)
def test_a_source_that_nobody_finds_is_refused_with_its_line(source: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        list(cases_of_text(with_source(source), "COI-01", "COI-01.yaml"))


@pytest.mark.parametrize("kind", ["[holds_stake]", "{holds_stake: 1}", "holds_stack"])
def test_a_type_that_is_none_is_refused_with_its_line(kind: str) -> None:
    text = f"given:\n  p: {{type: {kind}}}\ncases:\n  - {{it: flags, then: flagged}}\n"
    with pytest.raises(RuleError, match=r"COI-01.yaml, line 2: .* is not a fact type"):
        list(cases_of_text(text, "COI-01", "COI-01.yaml"))


@pytest.mark.django_db
def test_the_page_of_the_rule_shows_its_examples_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {**stored_cases(), CASES: with_source(SOURCE)}
    monkeypatch.setattr("rules.workshop.adopting.version_folders.stored_cases", lambda: cases)
    client = Client()
    client.force_login(Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR))
    for language, answered, sentence, expected in (
        ("en", "answered as it says", "The rule flags a holding of 5 % or more as critical.", "Flagged (Critical)"),
        ("ja", "出典と同じ結果", "5%以上の持分の保有は、重大なものとして確認の対象とする。", "要確認（重大）"),
    ):
        shown = client.get("/rulebook/COI-01/", headers={"Accept-Language": language}).content.decode()
        assert answered in shown
        assert sentence in shown
        assert expected in shown
        assert "Explanatory memorandum (fictional)" in shown
    assert "flags a holding" not in shown
    assert "Worked examples" not in client.get("/rulebook/COI-06/", headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.django_db
def test_an_example_that_the_rule_in_force_answers_otherwise_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = with_source(SOURCE)
    other = whole.replace(f"{SOURCE}    then: flagged, critical", f"{SOURCE}    then: clear")
    assert other != whole
    monkeypatch.setattr(
        "rules.workshop.adopting.version_folders.stored_cases", lambda: {**stored_cases(), CASES: other}
    )
    client = Client()
    client.force_login(Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR))
    for language, parts in (
        ("en", ("0 of 1", "answered otherwise", "Expected: Clear. Answer: Flagged")),
        ("ja", ("1件中0件", "出典と異なる結果")),
    ):
        shown = client.get("/rulebook/COI-01/", headers={"Accept-Language": language}).content.decode()
        assert [each for each in parts if each not in shown] == []


@pytest.mark.django_db
def test_cases_that_cannot_be_read_do_not_take_the_page_of_the_rule_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {**stored_cases(), CASES: with_source("    source: {document: Memorandum, page: 12}\n")}
    monkeypatch.setattr("rules.workshop.adopting.version_folders.stored_cases", lambda: cases)
    client = Client()
    client.force_login(Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR))
    answer = client.get("/rulebook/COI-01/", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert "no Japanese sentence" in answer.content.decode()


def test_what_has_no_source_needs_no_japanese_sentence_and_may_have_one() -> None:
    plain, with_ja = (next(cases_of_text(with_source(more), "COI-01", "COI-01.yaml")) for more in ("", JA))
    assert (plain.ja, with_ja.ja) == ("", "5%以上の持分の保有は、重大なものとして確認の対象とする。")
    assert with_ja.source is None


@pytest.mark.django_db
def test_so_does_the_page_of_a_rule_on_the_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    path, first = "cases/INS-03.yaml", "  - it: informs where a law gives both\n"
    cases = {**stored_cases(), path: stored_cases()[path].replace(first, first + SOURCE)}
    monkeypatch.setattr("rules.workshop.adopting.version_folders.stored_cases", lambda: cases)
    client = Client()
    client.force_login(Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR))
    shown = client.get("/rulebook/INS-03/", headers={"Accept-Language": "en"}).content.decode()
    assert "answered as it says" in shown
    assert "The rule informs where a law gives both." in shown
    assert "Explanatory memorandum (fictional)" in shown
