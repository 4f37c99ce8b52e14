"""The benchmarks run on the databases that BENCHMARK_DATABASES names."""

import os
import subprocess
import sys

from benchmarks.__main__ import BY_DATABASE, runs


def test_a_database_that_there_is_not_is_refused_with_the_choice() -> None:
    env = {**os.environ, "BENCHMARK_DATABASES": "PostgreSQL Oracle"}
    ran = subprocess.run([sys.executable, "-m", "benchmarks", "twin"], env=env, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.strip() == ("BENCHMARK_DATABASES is 'PostgreSQL Oracle'. Give one or both of SQLite PostgreSQL.")


def test_subjects_that_grow_a_register_share_one() -> None:
    assert runs(BY_DATABASE, {"workshop", "twin", "search"}) == [["search"], ["workshop", "twin"]]
    assert runs(BY_DATABASE, {"twin"}) == [["twin"]]
    assert sorted(each for run in runs(BY_DATABASE, ()) for each in run) == sorted(BY_DATABASE)
