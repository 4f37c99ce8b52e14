"""The commands of `make mutants` and `make agree` start by themselves, without the settings that a test has."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.bare
OF_TESTS = ("DJANGO_SETTINGS_MODULE", "DEBUG", "SECRET_KEY")


def printed(*command: str) -> str:
    """Run a module as the Makefile does; return what it printed."""
    plain = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
    done = subprocess.run([sys.executable, "-m", *command], env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_mutants_of_one_rule_are_tried() -> None:
    assert "mutants of 1 rules" in printed("tests.rules.mutants.run", "--rules", "COI-09", "--processes", "1")


def test_the_comparison_of_evaluators_starts() -> None:
    assert "--cases" in printed("tests.rules.agreement.long_run", "--help")
