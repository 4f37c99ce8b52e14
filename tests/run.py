"""Run the whole suite (`make test`): say what this machine lacks, and what is skipped for it.

Under CI=true nothing may be missing. ONLY=stored leaves out the tests that touch neither database nor broker, and those
in a browser, which sees the same pages on either database; ONLY=bare runs just the first of these. PROCESSES says in
how many processes (2), each with a database of its own; 0 is this one.
"""

import os
import shutil
import subprocess
import sys

WANTED = {
    "chromium": "tests in a browser",
    "valgrind": "tests of the engine's memory",
    "msgfmt": "the test that the translations are compiled (Debian's gettext)",
}
# A file stays in one process, so that what its tests share is made once. Each process has a database of its own.
# The order is that of tests/conftest.py: what takes minutes first.
PARALLEL = ("--numprocesses", os.environ.get("PROCESSES", "2"), "--dist", "loadfile", "--no-loadscope-reorder")
SELECTION = {"": "", "stored": "not bare and not browser", "bare": "bare"}


def main() -> int:
    """Exit with what pytest says."""
    required = os.environ.get("CI") == "true"
    for program, purpose in WANTED.items():
        if shutil.which(program) is None:
            print(f"{program} is not installed: {purpose} {'cannot run' if required else 'are skipped'}.", flush=True)  # noqa: T201
            if required:
                return 1
    selection = SELECTION[os.environ.get("ONLY", "")]
    # Each process of a run, and each that a test starts, would compile hundreds of modules anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "pytest", *PARALLEL, *(["-m", selection] if selection else []), *sys.argv[1:]]
    return subprocess.run(command, check=False, env={**environment, "DEBUG": "true"}).returncode


if __name__ == "__main__":
    sys.exit(main())
