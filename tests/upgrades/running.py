"""Python on a database in a process of its own, as an upgrade runs it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 1_800  # for one command: far more than a slow machine takes, so that a hang ends


def run(url: str, state: Path, *arguments: str) -> str:
    """Run Python with arguments on the database of a URL; return what it printed."""
    own = {
        "DATABASE_URL": url,
        "POLICYENGINE_VAR": str(state),
        "DEBUG": "true",
        "SECRET_KEY": "a key of the test",
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
    }
    command = [sys.executable, *arguments]
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert ended.returncode == 0, ended.stdout[-2_000:] + ended.stderr[-4_000:]
    return ended.stdout
