"""The system checks: each says what is wrong, with an id and a hint."""

import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from rules.engine.loading import checks, program_rulebook


def test_a_sound_installation_has_nothing_to_say() -> None:
    assert checks.engine_imports() == []
    assert checks.rulebook_compiles() == []
    assert checks.lease_outlasts_limit() == []


def test_an_engine_that_does_not_import_is_named_with_the_way_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    (error,) = checks.engine_imports()
    assert error.id == "rules.E001"
    assert "--no-cache-dir" in str(error.hint)


def test_a_rulebook_that_does_not_compile_is_named_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rulebook" / "collusion"
    rules.mkdir(parents=True)
    (tmp_path / "parameters").mkdir()
    (rules / "COL-02_wrong.yaml").write_text("code: COL-02\n", encoding="utf-8")
    monkeypatch.setattr(program_rulebook, "FOLDER", tmp_path)
    program_rulebook.base_rulebook.cache_clear()
    try:
        (error,) = checks.rulebook_compiles()
    finally:
        program_rulebook.base_rulebook.cache_clear()
    assert error.id == "rules.E002"
    assert "COL-02_wrong.yaml, line 1" in error.msg
    assert error.hint


def test_a_lease_that_ends_before_the_hard_limit_is_refused(settings: Settings) -> None:
    settings.ASSESSMENT_LEASE_SECONDS = settings.ASSESSMENT_HARD_SECONDS
    (error,) = checks.lease_outlasts_limit()
    assert error.id == "rules.E003"
    assert "lease 120 s" in error.msg


def test_a_worker_that_would_take_no_assessment_is_refused(settings: Settings) -> None:
    assert checks.batch_has_an_assessment() == []
    settings.ASSESSMENT_BATCH = 0
    (error,) = checks.batch_has_an_assessment()
    assert (error.id, error.hint) == ("rules.E004", "Set ASSESSMENT_BATCH to 1 or more.")
