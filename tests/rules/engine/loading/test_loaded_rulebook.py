"""A rulebook that was loaded or stored evaluates both stages; the second reads the case as the first does."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from institutions.values.hashing import canonical_json
from rules.engine.compiled import stored_form
from rules.engine.compiled.compiled_form import ComputedColumn, Rulebook
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.engine.evaluating.silent_codes import NotMet
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook, load_rulebook, read_laws, rulebook_from_text
from rules.workshop.case_files import CASE_OF_A_PARTNERSHIP, fact_of
from tests.rules.other_form import with_other_keys

pytestmark = pytest.mark.bare
TEXTS = """
family: collusion
title: {en: A title, ja: 題}
why: {en: Because, ja: 理由}
silent_when: {en: Never, ja: なし}
basis: [{law: ours, confidence: ours}]
mitigations: [{en: Stop, ja: 中止}]
statement: {en: Something, ja: 何か}
"""
FIRST = """code: COL-01
severity: high
when:
  - part: participates
    where:
      - part.role == partner
"""
SECOND = """code: COL-02
severity:
  - medium:
      - exists:
          other: finding
          where:
            - other.family == collusion
            - case.value_yen > parameter.large_yen
  - low
when:
  - hit: finding
    where:
      - hit.code == COL-01
      - hit.severity >= medium
      - case.sponsor == METI
      - case.proposed_on >= 2026-06-15
"""
PARAMETERS = "large_yen: {meaning: {en: x, ja: x}, unit: yen, values: [{value: 1_000, confidence: ours}]}\n"


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedRulebook:
    """Return a rulebook with one rule of each stage."""
    rules = tmp_path / "rulebook" / "collusion"
    rules.mkdir(parents=True)
    (rules / "COL-01_first.yaml").write_text(FIRST + TEXTS, encoding="utf-8")
    (rules / "COL-02_second.yaml").write_text(SECOND + TEXTS, encoding="utf-8")
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "collusion.yaml").write_text(PARAMETERS, encoding="utf-8")
    (tmp_path / "laws.yaml").write_text("{}", encoding="utf-8")
    return load_rulebook(tmp_path, ["METI", "DA"])


def second_stage(book: LoadedRulebook, **case: object) -> tuple[EvaluatedRule, list[str]]:
    """Return the outcome of the rule that reads findings, and the severities of what it finds."""
    partner = {"type": "participates", "company": "hikari", "role": "partner"}
    facts = [fact_of("partnership", {**CASE_OF_A_PARTNERSHIP, **case}), fact_of("partner", partner)]
    evaluation = book.evaluate(book.records(facts))
    assert evaluation.outcomes["COL-01"].outcome == "flagged"
    return evaluation.outcomes["COL-02"], [match.severity for match in evaluation.matches if match.code == "COL-02"]


def in_another_form(book: LoadedRulebook, change: Mapping[str, Any]) -> str:
    """Return the stored text of the rulebook as if another compiler had made its form."""
    form = Rulebook("", book.form.rules, book.form.columns, book.form.parameters, book.form.texts)
    changed = stored_form.with_version(replace(form, **change))
    return canonical_json({**json.loads(book.text), "form": json.loads(stored_form.rulebook_to_json(changed))})


def assert_both_stages_read_the_case(book: LoadedRulebook) -> None:
    assert second_stage(book) == (EvaluatedRule("flagged"), ["medium"])
    assert second_stage(book, value_yen=1_000) == (EvaluatedRule("flagged"), ["low"])
    for other in ({"sponsor": "DA"}, {"proposed_on": "2026-06-14"}):
        outcome, _ = second_stage(book, **other)
        assert outcome.outcome == "clear"
        assert isinstance(outcome.reason, NotMet)
        assert "does not hold" in outcome.reason.text


def test_a_rule_of_the_second_stage_reads_the_case(loaded: LoadedRulebook) -> None:
    assert_both_stages_read_the_case(loaded)


def test_so_does_one_of_a_stored_rulebook(loaded: LoadedRulebook) -> None:
    assert_both_stages_read_the_case(rulebook_from_text(loaded.text))


def test_so_does_one_whose_form_another_compiler_made(loaded: LoadedRulebook) -> None:
    again = rulebook_from_text(in_another_form(loaded, {"rules": tuple(reversed(loaded.form.rules))}))
    assert again.version != loaded.version
    assert [rule.code for rule in again.form.rules] == ["COL-02", "COL-01"]
    assert_both_stages_read_the_case(again)


def test_a_form_that_computes_of_findings_what_no_field_says_is_refused(loaded: LoadedRulebook) -> None:
    column = ComputedColumn("finding", "c_unheard_of", "this.severity >= case.level", ("severity", "case.level"))
    text = in_another_form(loaded, {"columns": (*loaded.form.columns, column)})
    with pytest.raises(ValueError, match=r"computes 'this\.severity >= case\.level', and there is no case\.level"):
        rulebook_from_text(text)


def test_a_form_that_computes_of_findings_what_is_no_test_is_refused(loaded: LoadedRulebook) -> None:
    column = ComputedColumn("finding", "c_unheard_of", "severity of this", ("severity",))
    text = in_another_form(loaded, {"columns": (*loaded.form.columns, column)})
    with pytest.raises(ValueError, match="'severity of this' is not what a column is computed from"):
        rulebook_from_text(text)


def test_a_form_that_computes_of_findings_under_other_keys_is_evaluated_alike(loaded: LoadedRulebook) -> None:
    again = rulebook_from_text(with_other_keys(loaded))
    ours = {column.key for column in loaded.form.columns if column.type == "finding"}
    theirs = {column.key for column in again.form.columns if column.type == "finding"}
    assert ours
    assert not ours & theirs
    assert_both_stages_read_the_case(again)


def test_a_form_whose_other_columns_were_computed_otherwise_is_evaluated(loaded: LoadedRulebook) -> None:
    column = ComputedColumn("participates", "c_unheard_of", "this.role == case.role", ("role", "case.role"))
    again = rulebook_from_text(in_another_form(loaded, {"columns": (*loaded.form.columns, column)}))
    assert_both_stages_read_the_case(again)


def test_a_finding_that_a_case_gives_is_read_like_one_that_was_found(loaded: LoadedRulebook) -> None:
    hit = {"type": "finding", "code": "COL-01", "family": "collusion", "severity": "medium"}
    case = fact_of("partnership", CASE_OF_A_PARTNERSHIP)
    given = loaded.evaluate(loaded.records([case, fact_of("hit", hit)]))
    assert [(match.code, match.severity, match.facts) for match in given.matches] == [
        ("COL-02", "medium", (("hit", "hit"),))
    ]
    low = loaded.evaluate(loaded.records([case, fact_of("hit", {**hit, "severity": "low"})]))
    assert low.outcomes["COL-02"].outcome == "clear"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("a:\n  b: [", "line 2: not readable as YAML"),
        ("act: {name: {en: A, ja: B}, url: 2026-02-31}", "line 1: not readable as YAML: day is out of range for month"),
        ("act: {name: =}", "line 1: not readable as YAML: could not determine a constructor"),
        ("- act", "line 1: the file of laws must be a mapping"),
        ("act", "line 1: the file of laws must be a mapping"),
    ],
)
def test_a_file_of_laws_that_cannot_be_read_is_named(tmp_path: Path, text: str, trouble: str) -> None:
    (tmp_path / "laws.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=f"laws.yaml, {trouble}"):
        read_laws(tmp_path)


def test_without_laws_there_are_none(tmp_path: Path) -> None:
    assert read_laws(tmp_path) == {}
    (tmp_path / "laws.yaml").write_text("# Every rule is ours.\n", encoding="utf-8")
    assert read_laws(tmp_path) == {}
