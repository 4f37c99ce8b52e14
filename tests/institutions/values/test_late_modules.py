"""Modules that enter functions in a table are loaded before the table is first read, once, and not at the start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from institutions.values import late_modules
from institutions.values.late_modules import enter_late_modules, load_late_modules

pytestmark = pytest.mark.bare
ROOT = Path(__file__).resolve().parents[3]
STARTED = """
import json, sys
import django
django.setup()
from institutions.values.late_modules import _waiting
named = list(_waiting)
before = [name for name in named if name in sys.modules]
{reading}
print(json.dumps([named, before, [name for name in named if name not in sys.modules]]))
"""
READING = {
    "a signal": "from institutions.events.signals import RegisterSignal; RegisterSignal().send(None)",
    "a domain event": "from rules.events import kinds, publishing; publishing.publish(kinds.Event())",
    "a verification": "from institutions.audit.derived_rows import compared_tables; assert compared_tables()",
    "an import": "from institutions.imports.whole_files import work_on_whole; work_on_whole('companies')",
    "a stored code": (
        "import contextlib\nfrom institutions.codes.restoring import restore_code\n"
        "with contextlib.suppress(ValueError): restore_code({'code': 'no.such_code'})"
    ),
}


@pytest.mark.parametrize("reading", READING.values(), ids=list(READING))
def test_a_process_loads_them_when_it_reads_a_table_and_not_before(reading: str) -> None:
    env = {**os.environ, "DEBUG": "true", "DJANGO_SETTINGS_MODULE": "policyengine.settings"}
    program = STARTED.replace("{reading}", reading)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    named, before, missing = json.loads(done.stdout.splitlines()[-1])
    assert "rules.messages.receivers" in named
    assert before == []
    assert missing == []


def test_a_module_that_cannot_be_imported_ends_every_reader_and_is_not_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(late_modules, "_waiting", [])
    enter_late_modules("no_such_module", "json")
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="no_such_module"):
            load_late_modules()
    late_modules._waiting.remove("no_such_module")
    load_late_modules()
    assert late_modules._waiting == []
