"""Programs of rulebooks are kept by all that they depend on, and only writing one loads Ibis."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from rules.engine.language.parameters import Parameters, ParameterValue
from rules.engine.sets import kept_programs
from rules.engine.sets.kept_programs import KeptPrograms, program_name
from rules.engine.sets.statement import ProgramForm
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of, parameter

pytestmark = pytest.mark.bare
LIMIT = parameter("yen_limit", "yen", ParameterValue(10))
BOOK = book_of(rule("when:\n  - a: tie\n    where:\n      - a.yen == parameter.yen_limit"), parameters=[LIMIT])
WRITES = "rules.engine.sets.program.write_program"


def test_a_program_is_written_once_and_read_from_its_file_afterwards(tmp_path: Path) -> None:
    first = KeptPrograms(tmp_path / "sets").program(BOOK)
    assert [file.name for file in (tmp_path / "sets").iterdir()] == [
        f"{program_name(BOOK, BOOK.parameter_values)}.json"
    ]
    with patch(WRITES) as writes:
        again = KeptPrograms(tmp_path / "sets")
        assert again.program(BOOK) == first
        assert again.program(BOOK) is again.program(BOOK)
    assert not writes.called


def test_only_the_newest_files_are_kept(tmp_path: Path) -> None:
    for age in range(kept_programs.MOST_FILES + 5):
        file = tmp_path / f"{age}.json"
        file.touch()
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    KeptPrograms(tmp_path).program(BOOK)
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {f"{program_name(BOOK, BOOK.parameter_values)}.json", *(f"{age}.json" for age in range(19))}


def test_a_file_that_is_torn_or_changed_is_written_again(tmp_path: Path) -> None:
    first = KeptPrograms(tmp_path).program(BOOK)
    (file,) = tmp_path.iterdir()
    whole = file.read_text(encoding="utf-8")
    changed = json.loads(whole)
    changed["statements"][0]["query"] = "SELECT 1"
    for wrong in ("", whole[: len(whole) // 2], "[]", json.dumps(changed)):
        file.write_text(wrong, encoding="utf-8")
        with patch(WRITES, return_value=first) as writes:
            assert KeptPrograms(tmp_path).program(BOOK) == first
        assert writes.called, wrong[:20]
        assert file.read_text(encoding="utf-8") == whole


def test_a_program_is_another_for_other_numbers_facts_libraries_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    own = BOOK.parameter_values
    names = {program_name(BOOK, own)}
    names.add(program_name(BOOK, Parameters({"yen_limit": parameter("yen_limit", "yen", ParameterValue(11))})))
    names.add(program_name(book_of(rule("when:\n  - a: tie")), own))
    names.add(program_name(BOOK, own, ProgramForm("pyspark")))
    names.add(program_name(BOOK, own, ProgramForm(admitted=True)))
    for what, value in (
        ("version", lambda name: f"another {name}"),
        ("translation_sha256", lambda: "another"),
        ("_fields_text", lambda _vocabulary: {"tie": ["yen: an amount"]}),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(kept_programs, what, value)
            names.add(program_name(BOOK, own))
    assert len(names) == 8


def test_nothing_but_writing_a_program_loads_ibis() -> None:
    code = """
import sys
import django
django.setup()
def loaded(*names):
    return sorted({name.partition(".")[0] for name in sys.modules} & set(names))
import policyengine.celery, policyengine.urls, rules.engine.loading.rulebook_in_force
found = loaded("ibis", "duckdb", "pyarrow", "pandas", "sqlglot")  # openpyxl loads numpy wherever it is installed
assert not found, f"a web process loads {found}"
import rules.engine.sets.evaluator, rules.engine.sets.kept_programs
found = loaded("ibis", "pandas", "sqlglot")
assert not found, f"the evaluation of a kept program loads {found}"
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
