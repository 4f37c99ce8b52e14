"""The settings of an installation reach DuckDB, and programs lie below its folder of state."""

from pathlib import Path

import pytest
from django.test import override_settings

from rules.engine.sets.configured import configured_limits, kept_programs, set_evaluator
from rules.engine.sets.duckdb_session import duckdb_session
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of

pytestmark = pytest.mark.bare


def test_settings_reach_the_session_and_the_evaluator(tmp_path: Path) -> None:
    chosen = {"SETS_MEMORY": "300MB", "SETS_THREADS": 1, "SETS_STATEMENT_SECONDS": 7.0, "SETS_DIR": tmp_path}
    kept_programs.cache_clear()
    with override_settings(**chosen):
        with duckdb_session(configured_limits()) as connection:
            names = ("threads", "memory_limit", "temp_directory")
            found = [connection.execute("SELECT current_setting(?)", [name]).fetchone() for name in names]
        assert found == [(1,), ("286.1 MiB",), (str(tmp_path / "spilled"),)]
        evaluator = set_evaluator(book_of(rule("when:\n  - a: tie")))
        assert (evaluator.seconds, evaluator.programs.folder) == (7.0, tmp_path / "programs")
    kept_programs.cache_clear()
