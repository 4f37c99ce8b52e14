"""The run on temporary databases (`make bench`): everything, or the subjects that are named.

A figure alone says little on an unknown machine, so each comes with its ratio to a peer that ran beside it.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from benchmarks.databases import POSTGRESQL, SQLITE, SeededDatabase, postgresql_trouble, seeded_database
from policyengine.processes import ROOT

DATABASES = (SQLITE, POSTGRESQL)
ONCE = (
    "compiling",
    "engine",
    "sets",
    "screen",
    "throughput",
    "memory",
    "identities",
    "names",
    "officer",
    "detection",
)  # need no particular database
# each on a copy of the seeded register
BY_DATABASE = (
    "registrations",
    "verdicts",
    "posting",
    "assessment",
    "batch",
    "garbage",
    "storing",
    "incremental",
    "growth",
    "screening",
    "workshop",
    "twin",
    "lookups",
    "search",
    "ownership",
    "imports",
    "loading",
    "large_imports",
    "exchange",
    "worklist",
    "trail",
    "reading_a_case",
    "many_findings",
)


def say(text: str) -> None:
    """Print one line at once, so that it comes before those of the processes that follow."""
    print(text, flush=True)


def run_subject(subject: str, register: SeededDatabase) -> None:
    """Run one subject in a process of its own, on a copy of the seeded register that is removed afterwards."""
    with register.copy() as env:
        process = subprocess.Popen([sys.executable, "-m", "benchmarks.subject", subject], env=env, cwd=ROOT)
        try:
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if code:
        sys.exit(f"The benchmark of {subject} on {register.name} failed with exit {code}; see above.")


def end_on_signal(_number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM remove what was made, as Ctrl-C does."""
    raise KeyboardInterrupt


def main() -> None:
    """Measure on SQLite, then on PostgreSQL if it answers; subjects that need no particular database run once.

    BENCHMARK_DATABASES names one of the two alone.
    """
    wanted = set(sys.argv[1:])
    if unknown := sorted(wanted - {*ONCE, *BY_DATABASE}):
        sys.exit(f"No subject is called {', '.join(unknown)}. Choose from {', '.join((*ONCE, *BY_DATABASE))}.")
    chosen = os.environ.get("BENCHMARK_DATABASES", " ".join(DATABASES)).split()
    if not chosen or {*chosen} - {*DATABASES}:
        sys.exit(f"BENCHMARK_DATABASES is {' '.join(chosen)!r}. Give one or both of {' '.join(DATABASES)}.")
    signal.signal(signal.SIGTERM, end_on_signal)
    began = time.monotonic()
    load = os.getloadavg()[0]
    say(f"{os.cpu_count()} cores; load before the start {load:.1f} (the figures want an idle machine).")
    with tempfile.TemporaryDirectory(prefix="policyengine-bench-") as folder, contextlib.ExitStack() as stack:
        for name in chosen:
            trouble = postgresql_trouble() if name == POSTGRESQL else ""
            if trouble:
                say(f"\n{trouble}")
                continue
            say(f"\n{name}: migrating and seeding …")
            register = stack.enter_context(seeded_database(name, Path(folder)))
            for subject in (*(ONCE if name == chosen[0] else ()), *BY_DATABASE):
                if not wanted or subject in wanted:
                    run_subject(subject, register)
    say(f"\nEnded after {time.monotonic() - began:.0f} seconds.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; temporary databases and folders are removed.")
