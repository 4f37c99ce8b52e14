"""Every process of ours looks for unused circles of objects at our thresholds, whatever Python's own are."""

import os
import subprocess
import sys

import pytest

from policyengine.garbage import THRESHOLDS

PRINT = "import gc; print(gc.get_threshold(), gc.get_freeze_count() > 10_000)"
STARTED = {
    "manage.py": (["manage.py", "shell", "--verbosity", "0", "--command", PRINT], False),
    "workers": (["-c", f"import policyengine.celery; {PRINT}"], False),
    "web server": (["-c", f"import policyengine.wsgi; {PRINT}"], True),
}


@pytest.mark.bare
@pytest.mark.parametrize("process", STARTED)
def test_a_process_looks_rarely_and_the_web_server_past_what_stays(process: str) -> None:
    arguments, frozen = STARTED[process]
    env = {**os.environ, "DEBUG": "true"}
    ended = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == f"{THRESHOLDS} {frozen}"
