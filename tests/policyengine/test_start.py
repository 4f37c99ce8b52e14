"""Commands start quickly, show examples, and end quietly where nobody reads on.

Seconds differ from machine to machine: modules are counted instead.
"""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from institutions.formats.export_formats import FORMATS
from institutions.management.own_command import WithExamples
from institutions.management.work import export
from tests.every import every

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[2]
OWN = sorted(name for name, app in get_commands().items() if app in ("institutions", "rules"))
MOST_MODULES = 1_250  # Django with our tables, allauth and Celery are some 1,090 of them
MOST_OF_ALL = 1_400  # of all commands together
# Libraries that no command needs to say how it is used.
HEAVY = (
    "docx",
    "drf_spectacular.openapi",
    "duckdb",
    "durable",
    "ibis",
    "icalendar",
    "networkx",
    "numpy",
    "openpyxl",
    "pandas",
    "policyengine.urls",
    "psycopg",
    "pyarrow",
    "pyspark",
    "rapidfuzz",
    "redis",
    "rest_framework.serializers",
    "rules.engine.compiled",
    "rules.messages.receivers",
    "rules.web",
    "weasyprint",
)
HELP_OF_ALL = """
import contextlib, io, json, sys
import django
django.setup()
from django.core.management import get_commands, load_command_class
for name, app in sorted(get_commands().items()):
    if app in ("institutions", "rules"):
        with contextlib.redirect_stdout(io.StringIO()):
            load_command_class(app, name).create_parser("manage.py", name).print_help()
print(json.dumps(sorted(sys.modules)))
"""
HELP_OF_ONE = """
import json, sys
from django.core.management import execute_from_command_line
try:
    execute_from_command_line(["manage.py", "register", "--help"])
except SystemExit:
    print(json.dumps(sorted(sys.modules)))
"""


def modules_after(program: str) -> list[str]:
    """Return the modules that a process of its own has loaded at the end of a program."""
    env = {**os.environ, "DEBUG": "true", "DJANGO_SETTINGS_MODULE": "policyengine.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def without_reader(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command whose standard output is a pipe that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            stdout=writer,
            stderr=subprocess.PIPE,
            env={**os.environ, "DEBUG": "true"},
            check=False,
        )
    finally:
        os.close(writer)


def command_named(name: str) -> BaseCommand:
    """Return a command of ours."""
    return load_command_class(get_commands()[name], name)


def test_the_help_of_a_command_loads_no_heavy_library_and_few_modules() -> None:
    found = modules_after(HELP_OF_ONE)
    assert [name for name in HEAVY if name in found] == []
    assert len(found) <= MOST_MODULES


def test_the_help_of_all_commands_together_loads_no_heavy_library() -> None:
    found = modules_after(HELP_OF_ALL)
    assert [name for name in HEAVY if name in found] == []
    assert len(found) <= MOST_OF_ALL


@every("name", OWN)
def test_every_command_ends_its_help_with_examples_that_it_understands(name: str) -> None:
    command = command_named(name)
    assert isinstance(command, WithExamples)
    assert command.examples
    parser = command.create_parser("manage.py", name)
    text = parser.format_help()
    for typed, said in command.examples.items():
        assert f"  python manage.py {typed}\n      {said}\n" in text
        first, *arguments = shlex.split(typed)
        assert first == name
        parser.parse_args(arguments)


def test_a_file_that_an_example_names_in_docs_is_there() -> None:
    named = [
        part
        for name in OWN
        for typed in getattr(command_named(name), "examples", {})
        for part in shlex.split(typed)
        if part.startswith("docs/")
    ]
    assert named
    assert [each for each in named if not (ROOT / each).exists()] == []


@every("arguments", [("rulebook", "list"), ("submission_schema",), ("check",)])
def test_a_command_whose_reader_has_gone_ends_quietly_and_not_as_a_success(arguments: tuple[str, ...]) -> None:
    done = without_reader(*arguments)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_pipe_into_head_leaves_no_traceback() -> None:
    line = f"{shlex.quote(sys.executable)} manage.py register --help | head -1"
    done = subprocess.run(
        ["bash", "-c", line], cwd=ROOT, env={**os.environ, "DEBUG": "true"}, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("usage: manage.py register")
    assert done.stderr == ""


class GoneReader(io.RawIOBase):
    """A standard output that nobody reads any more."""

    def writable(self) -> bool:
        """Return that it is open for writing."""
        return True

    def write(self, _content: Any) -> int:  # Any: bytes of any sort
        """Refuse to write."""
        raise BrokenPipeError


def test_an_export_whose_reader_has_gone_is_no_file_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "selection_from", lambda _options: None)
    monkeypatch.setitem(
        FORMATS, "json", type("Written", (), {"write": staticmethod(lambda _selection: iter([b"{}\n"]))})
    )
    monkeypatch.setattr(sys, "stdout", type("Out", (), {"buffer": GoneReader()})())
    with pytest.raises(BrokenPipeError):
        export.Work(sys.stdout, sys.stderr).handle(file="-", format="json")  # type: ignore[arg-type]
