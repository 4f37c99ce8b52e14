"""The run of the whole suite (`make test`); it names the programs that are missing, and the tests skipped without them.

Under CI=true nothing may be missing. ONLY=stored leaves out the tests that use neither database nor broker, and those
in a browser or about words and methods, which are the same on either database; ONLY=bare runs just the first of these.
ONLY=beside is for a run beside one with ONLY=stored, and leaves to that the random requests and the tests with
the mark server: every room but those with something written for one database (tests/conftest.py). It still walks all
pages, by every role and in a browser.
PROCESSES is the number of processes (2) for the tests that start none of their own; each has a database of its own.
Beside them, in one more process, run the tests that start workers and then those in a browser: both wait more than
they compute. With 0, or with arguments, which go to pytest, everything runs in one process. Each process of pytest
names at its end the files that took longest (tests/dearest.py).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final

TESTS: Final = Path(__file__).resolve().parent
WANTED: Final = {
    "chromium-headless-shell or chromium": "tests in a browser",
    "valgrind": "tests of the engine's memory",
    "openssl": "the test of a timestamp authority",
    "java": "tests on Apache Spark (Debian's openjdk-21-jre-headless)",
    "systemd-analyze": "the test of the units (Debian's systemd)",
    "nginx": "tests behind a proxy",
    "caddy": "tests behind another proxy",
    "msgfmt": "the test that the translations are compiled (Debian's gettext)",
}
SELECTION: Final = {
    "": "",
    "stored": "not bare and not browser and not once",
    "bare": "bare",
    "beside": "not requests and (bare or once or browser or not server)",
}
GROUPS: Final = ("worker", "browser")  # marks of the groups that run beside the rest
NOTHING_SELECTED: Final = 5  # pytest's exit code
NAMED: Final = 25  # of the files that took longest (tests/dearest.py), at the end of each group


def main() -> int:
    """Run the tests, and return pytest's exit code."""
    required = os.environ.get("CI") == "true"
    for program, purpose in WANTED.items():
        if not any(map(shutil.which, program.split(" or "))):
            print(f"{program} is not installed: {purpose} {'cannot run' if required else 'are skipped'}.", flush=True)  # noqa: T201
            if required:
                return 1
    only, processes = os.environ.get("ONLY", ""), os.environ.get("PROCESSES", "2")
    if processes == "0" or sys.argv[1:]:
        return started(SELECTION[only], *sys.argv[1:]).wait()
    return in_groups(SELECTION[only], processes)


def in_groups(selection: str, processes: str) -> int:
    """Run the groups beside the rest, and print what each said once the rest has ended; gives the worst exit code."""
    *groups, rest = selections(selection)
    with ThreadPoolExecutor(max_workers=1) as beside:  # one after the other: two of them would keep each other waiting
        runs = [beside.submit(group_run, *each) for each in zip(GROUPS, groups, strict=True)]
        try:
            # A file stays in one process, so that what its tests share is made once; tests/conftest.py orders them.
            codes = [started(rest, "--numprocesses", processes, "--dist", "loadfile", "--no-loadscope-reorder").wait()]
            for group, run in zip(GROUPS, runs, strict=True):
                code, said = run.result()
                print(f"\n=== tests with the mark {group}\n{said}", flush=True)  # noqa: T201
                codes.append(0 if code == NOTHING_SELECTED and selection else code)
        finally:
            beside.shutdown(cancel_futures=True)
    return max(codes)


def group_run(group: str, expression: str) -> tuple[int, str]:
    """Run the tests of a group; gives pytest's exit code and what it printed."""
    with tempfile.TemporaryFile() as output:
        code = started(expression, *files_of(group), output=output).wait()
        output.seek(0)
        return code, output.read().decode(errors="replace")


def selections(selection: str) -> list[str]:
    """Return the mark expression of each group within a selection, and of the rest: together each test once."""
    left: list[str] = []
    found = []
    for group in GROUPS:
        found.append(both(" and ".join([group, *left]), selection))
        left.append(f"not {group}")
    return [*found, both(" and ".join(left), selection)]


def both(one: str, other: str) -> str:
    """Return a mark expression for the tests that both select."""
    return f"({one}) and ({other})" if other else one


def files_of(group: str) -> list[str]:
    """Return the files that have tests of a group: the others need not be imported for it."""
    marked = re.compile(rf"\bmark\.{group}\b")
    return sorted(str(path) for path in TESTS.rglob("test_*.py") if marked.search(path.read_text(encoding="utf-8")))


def started(selection: str, *arguments: str, output: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
    """Start pytest on the tests that a mark expression selects."""
    # Each process of a run, and each that a test starts, would compile hundreds of modules anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--dearest",
        f"{NAMED}",
        *(["-m", selection] if selection else []),
        *arguments,
    ]
    return subprocess.Popen(command, env={**environment, "DEBUG": "true"}, stdout=output)


if __name__ == "__main__":
    sys.exit(main())
