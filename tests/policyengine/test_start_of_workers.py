"""A worker starts without the pages of the site, and not at all if a check of the engine finds something wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.policyengine.processes import ROOT

pytestmark = pytest.mark.bare

SECONDS = 600  # far more than a slow machine takes
LOADED = """
import sys
from policyengine.celery import app
app.loader.import_default_modules()
print(*(name for name in ("policyengine.urls", "rules.web.pages", "rules.web.api") if name in sys.modules))
"""


def ran(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run Python to its end, with the broker made of files and the state of an installation in a folder."""
    own = {"DEBUG": "true", "POLICYENGINE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "policyengine.settings"}
    given = {name: value for name, value in os.environ.items() if not name.startswith("CELERY_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**given, **own, **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_a_worker_loads_no_page(tmp_path: Path) -> None:
    done = ran(tmp_path, "-c", LOADED)
    assert (done.returncode, done.stdout) == (0, "\n"), done.stderr[-2_000:]


def test_a_worker_that_could_assess_nothing_does_not_start(tmp_path: Path) -> None:
    done = ran(tmp_path, "-m", "celery", "-A", "policyengine", "worker", "--concurrency", "1", ASSESSMENT_BATCH="0")
    assert done.returncode == 1, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert "The worker does not start:" in done.stderr
    assert "(rules.E004) A worker would take 0 assessments at once." in done.stderr
    assert "HINT: Set ASSESSMENT_BATCH to 1 or more." in done.stderr
