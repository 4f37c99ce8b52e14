"""`make pictures`: the demonstration is set up, and each page that officers and reviewers use most is photographed.

`python -m tests.pictures.run [--tree FOLDER] [--into FOLDER]`: it starts the program of a folder (this one, or that of
an earlier version) with a state of its own, and saves pictures of the dashboard, the lists, a partnership, a case, a
finding and each step of the form: in English and Japanese, light and dark, on a desk (1280) and a telephone (390). They
are for people to look at, before and after a change; nothing compares them. Prints how many there are, and ends with 1
if a page was not answered.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.pictures.taking import take_all

ROOT: Final = Path(__file__).resolve().parents[2]
LOG_IN: Final = re.compile(r"^ +([a-z]+(?:-[a-z0-9]+)*) {2,}(\S+)$")  # as the demonstration prints it
SERVES: Final = "Serving at "
GRACE_SECONDS: Final = 40


@contextmanager
def demonstration(tree: Path, state: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address and the log-ins of the program of a folder, which serves its demonstration meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    set_here = {"DEBUG": "true", "POLICYENGINE_VAR": str(state), "PORT": port}
    left_out = ("DATABASE_URL", "SECRET_KEY")  # the state is its own
    env = {name: value for name, value in os.environ.items() if name not in left_out} | set_here
    process = subprocess.Popen(
        [sys.executable, "-m", "policyengine.serve"], cwd=tree, env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        found: dict[str, str] = {}
        for line in process.stdout or ():
            if known := LOG_IN.match(line):
                found[known[1]] = known[2]
            if SERVES in line:
                break
        else:
            sys.exit(f"The program of {tree} did not start: see above.")
        yield f"http://127.0.0.1:{port}", found
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(GRACE_SECONDS)


def main() -> None:
    """Save the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, default=ROOT, help="the folder of the program")
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "pictures", help="where the pictures go")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as state, demonstration(given.tree, Path(state)) as (address, log_ins):
        count, lost = take_all(address, log_ins, given.into)
    print(f"{count} pictures in {given.into}")  # noqa: T201 - this is a command
    for each in lost:
        print(f"not answered: {each}")  # noqa: T201 - likewise
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
