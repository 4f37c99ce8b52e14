"""Python on a database in a process of its own, as an upgrade runs it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 1_800  # for one command: far more than a slow machine takes, so that a hang ends


def environment(url: str, state: Path) -> dict[str, str]:
    """Return the environment of a process on the database of a URL."""
    own = {
        "DATABASE_URL": url,
        "POLICYENGINE_VAR": str(state),
        "DEBUG": "true",
        "SECRET_KEY": "a key of the test",
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
    }
    return {**os.environ, **own}


def run(url: str, state: Path, *arguments: str) -> str:
    """Run Python with arguments on the database of a URL; return what it printed."""
    command, env = [sys.executable, *arguments], environment(url, state)
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert ended.returncode == 0, ended.stdout[-2_000:] + ended.stderr[-4_000:]
    return ended.stdout


def run_until(said: str, url: str, state: Path, *arguments: str) -> str:
    """Run Python as above, and kill it (SIGKILL) once it has printed a line that begins so; return what it printed."""
    command, env = [sys.executable, "-u", *arguments], environment(url, state)
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        printed = []
        try:
            for line in running.stdout:
                printed.append(line)
                if line.startswith(said):
                    return "".join(printed)
        finally:
            running.kill()
    message = f"it ended before it printed {said!r}: {''.join(printed)[-2_000:]}"
    raise AssertionError(message)
