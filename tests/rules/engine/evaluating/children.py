"""The run of a module of these tests in a child process, plainly or under valgrind."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
EXTENSION = "durable_rules_engine"


def run(*arguments: str, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    """Run a module and return the ended child; its return code is negative where a signal ended it."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)


def need_valgrind() -> None:
    """Skip the test where valgrind is missing; under CI that is a failure."""
    if shutil.which("valgrind"):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("valgrind is missing; CI needs it")
    pytest.skip("valgrind is missing")


def errors_of_the_extension(report: Path, *arguments: str) -> list[str]:
    """Return valgrind's reports with durable_rules anywhere in the stack; those of CPython alone are left out.

    Leaks are left out too: CPython reaches its objects by pointers into them, so that whether one made at import counts
    as lost depends on the other imports. `make bench` prints that memory does not grow.
    """
    need_valgrind()
    command = ["valgrind", "--error-limit=no", "--xml=yes", f"--xml-file={report}", sys.executable, "-m", *arguments]
    environment = os.environ | {"PYTHONMALLOC": "malloc"}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=600, check=False)
    return [
        f"{error.findtext('kind')}: {', '.join(frame.findtext('fn', '?') for frame in error.iter('frame'))}"
        for error in ET.parse(report).getroot().iter("error")  # noqa: S314  # valgrind wrote it
        if not (error.findtext("kind") or "").startswith("Leak_")
        and any(EXTENSION in (place.text or "") for place in error.iter("obj"))
    ]
