"""The table of the dearest files counts each test once, in one process and in several."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import TESTS

pytestmark = pytest.mark.bare
ONE = "import time\n\ndef test_a():\n    sum(range(2_000_000))\n\ndef test_b():\n    pass\n"
TWO = "import time\n\ndef test_c():\n    time.sleep(0.3)\n"


@pytest.mark.parametrize("processes", ["0", "2"])
def test_it_adds_up_the_time_of_each_file(tmp_path: Path, processes: str) -> None:
    (tmp_path / "test_one.py").write_text(ONE)
    (tmp_path / "test_two.py").write_text(TWO)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "tests.dearest", "--dearest", "1"]
    said = subprocess.run(
        [*command, "--numprocesses", processes, "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=TESTS.parent,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    table = said[said.index("dearest files") :]
    rows = re.findall(r"^ +([\d.]+) +([\d.]+) +(\d+)  (.+)$", table, re.MULTILINE)
    assert [(tests, file) for _processor, _clock, tests, file in rows] == [("3", "all"), ("1", "test_two.py")]
    assert float(rows[1][1]) >= 0.3
