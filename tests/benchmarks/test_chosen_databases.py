"""The benchmarks run on the databases that BENCHMARK_DATABASES names."""

import os
import subprocess
import sys


def test_a_database_that_there_is_not_is_refused_with_the_choice() -> None:
    env = {**os.environ, "BENCHMARK_DATABASES": "PostgreSQL Oracle"}
    ran = subprocess.run([sys.executable, "-m", "benchmarks", "twin"], env=env, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.strip() == ("BENCHMARK_DATABASES is 'PostgreSQL Oracle'. Give one or both of SQLite PostgreSQL.")
