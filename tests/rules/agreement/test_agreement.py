"""durable_rules, the matcher and the oracle say the same of random rulebooks and random facts."""

import os
import random
import re
import resource
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from rules.engine.evaluating.evaluate import Evaluator
from tests.rules.agreement import long_run, parts
from tests.rules.agreement.agreement import CASES_OF_A_SEED, compare_book
from tests.rules.agreement.random_forms import random_records, random_rulebook

pytestmark = pytest.mark.bare
FIXED = 20_260_401
BOOKS = 125  # fixed, and as many that were never tried, with 20 cases each: 5,000 cases
COMES_TO = ("flagged", "clear", "not_applicable", "not_assessable", "stage 2 matches", "open guards")
MEMORY = 6_000_000_000  # bytes of a process; it needs a tenth


def test_three_evaluators_agree_on_the_cases_of_fixed_seeds() -> None:
    counts = sum((compare_book(seed) for seed in range(FIXED, FIXED + BOOKS)), start=compare_book(FIXED - 1))
    assert counts["cases"] == (BOOKS + 1) * CASES_OF_A_SEED
    for what in COMES_TO:
        assert counts[what] > 0, f"no case came to {what}: the generators no longer reach it"


def test_three_evaluators_agree_on_cases_that_were_never_tried() -> None:
    """Run in a process with a limit of its own: a case that takes all memory names its seed, and ends no machine."""
    first = secrets.randbelow(10**9)
    command = [sys.executable, "-m", "tests.rules.agreement.long_run", "--processes", "1"]
    limits = [f"--seed={first}", f"--cases={BOOKS * CASES_OF_A_SEED}"]
    done = subprocess.run(
        [*command, *limits],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEBUG": "true"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        capture_output=True,
        text=True,
        check=False,
    )
    printed = f"first seed {first}\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, printed
    totals = done.stdout.splitlines()[-1]
    for what in ("cases", *COMES_TO):
        assert re.search(rf"(?:^|, ){what} [1-9]", totals), f"no case came to {what}\n{printed}"


def test_both_evaluators_agree_on_forms_that_no_compiler_emits() -> None:
    rng = random.Random(FIXED)  # noqa: S311  # a fixed seed
    matches = 0
    for _ in range(50):
        evaluator = Evaluator(random_rulebook(rng))
        matches += sum(len(evaluator.evaluate(random_records(rng)).matches) for _ in range(20))
    assert matches > 1_000


def test_a_part_that_there_is_not_is_refused_before_any_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert parts.main(["1", "7"]) == 2
    assert "no part 7. Name some of 1, 2, 3, 4, 5, 6" in capsys.readouterr().err


def test_it_says_how_long_a_part_still_takes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_run, "SECONDS_BETWEEN_LINES", -1.0)
    monkeypatch.setattr(long_run, "results", lambda work, seeds, _processes: map(work, seeds))
    monkeypatch.setattr(sys, "argv", ["long_run", "--cases", str(3 * CASES_OF_A_SEED), "--seed", str(FIXED)])
    assert long_run.main() == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line.endswith("min left")]
    assert [line.partition(" cases")[0] for line in said] == ["20 of 60", "40 of 60", "60 of 60"]
    assert said[-1].endswith(" 0 disagreements, about 0 min left")
