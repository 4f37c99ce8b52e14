"""`make faults`: proposals are registered all the time, while one part of an installation after the other fails.

`python -m tests.faults.run [NAME …]`: it starts a PostgreSQL (on a small disk of its own, where it may mount one) and a
RabbitMQ, web server, worker and beat, whose clock can be set. Then each fault happens while two systems register
proposals, which they repeat until they are answered. Prints for each fault what was accepted, stored and assessed, what
was lost or doubled, and the time to recovery; ends with 1 if anything was lost or doubled, if the audit trail is not
sound afterwards, or if a screening that was killed on its way did not end as the first (`tests.faults.screening`).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import django

from tests.faults.caller import Caller
from tests.faults.clock import settable_clock
from tests.faults.counting import (
    Outcome,
    asked_until,
    claims_number,
    doubled_references,
    finished_references,
    say,
    set_aside_number,
    stored_references,
    table,
    unfinished,
)
from tests.faults.installation import ROOT, Installation, end_in_order, installation
from tests.faults.kinds import Fault, faults_of

DISK: Final = "600m"
SCREENING: Final = "screening"
NAMES: Final = (
    "worker", "web", "master", "beat", "rabbitmq", "postgresql", "postgresql-killed", "disk", "clock-ahead",
    "clock-back", SCREENING,
)  # fmt: skip
BEFORE: Final = 4.0  # seconds of registrations before a fault, and after the recovery
AFTER: Final = 2.0
LONG: Final = 15.0  # seconds; what is not assessed then is counted, and some of it named
NAMED: Final = 3
# Leases are short, so that a killed worker costs seconds; sweeps and messages have the times of a server.
SETTINGS: Final = {
    "ASSESSMENT_SOFT_SECONDS": "14",
    "ASSESSMENT_HARD_SECONDS": "16",
    "ASSESSMENT_LEASE_SECONDS": "20",
    "TEST_SECONDS_A_CASE": "0.1",
    "SCREENING_HOUR": "-1",
    "REQUESTS_A_MINUTE_OF_KEY": "0",
    "REQUESTS_A_MINUTE_OF_ADDRESS": "0",
    "LOG_LEVEL": "WARNING",
}


def outcome_of(fault: Fault, made: Installation, caller: Caller) -> Outcome:
    """Let a fault happen as often as it is to, and count what came of it."""
    caller.met.clear()
    before = len(caller.accepted)
    recoveries: list[Recovery] = []
    prefix = f"{fault.name.upper()}."
    for number in range(fault.times):
        with caller.registering(f"{prefix}{number}"):
            time.sleep(BEFORE)
            fault.happen()
            recoveries.append(recovery(f"{prefix}{number}", caller))
            time.sleep(AFTER)
        say(f"  {fault.said}: answered and assessed again after {recoveries[-1].assessed:.1f} s")
    accepted = set(caller.accepted[before:])
    settled = asked_until(lambda: accepted <= finished_references(prefix), LONG)
    if settled >= LONG:
        open_ones = unfinished(prefix)
        say(f"  {len(open_ones)} are not assessed after {settled:.0f} s:")
        for line in open_ones[:NAMED]:
            say(f"    {line}")
        settled += asked_until(lambda: accepted <= finished_references(prefix))
    finished = finished_references(prefix)
    return Outcome(
        said=fault.said,
        times=fault.times,
        accepted=len(accepted),
        stored=len(stored_references(prefix)),
        finished=len(finished),
        lost=len(accepted - finished),
        doubled=len(doubled_references(prefix)),
        set_aside=set_aside_number(prefix),
        errors=caller.met["5xx"],
        unanswered=caller.met["unanswered"],
        taken=[each.taken for each in recoveries],
        recoveries=[each.assessed for each in recoveries],
        settled=settled,
    )


@dataclass(frozen=True, slots=True)
class Recovery:
    """The seconds after a fault until a worker took one more assessment, and until one more proposal was accepted and
    one more assessed. A worker takes many at once, and stores their results together.
    """

    taken: float
    assessed: float


def recovery(prefix: str, caller: Caller) -> Recovery:
    """Wait for the recovery from a fault; return the seconds that it took."""
    began, accepted = time.monotonic(), len(caller.accepted)
    before: list[tuple[int, int]] = []
    taken: list[float] = []

    def assesses() -> bool:
        claims, done = claims_number(prefix), len(finished_references(prefix))
        before.append((claims, done))
        if claims > before[0][0] and not taken:
            taken.append(time.monotonic() - began)
        return done > before[0][1] and len(caller.accepted) > accepted

    assessed = asked_until(assesses)
    return Recovery(taken[0] if taken else assessed, assessed)


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Yield the folder of a small disk; None where this user may mount none."""
    with tempfile.TemporaryDirectory(prefix="faults-disk-") as name:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", name], check=False)
        if mounted.returncode:
            say("No disk can be mounted here: the fault of a full disk is left out.")
            yield None
            return
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=False)


def fill_register(made: Installation) -> str:
    """Make the register; return a key that may register."""
    made.command("migrate", "--verbosity", "0")
    made.command("seed")
    return made.command("api_key", "METI", "--scope", "read", "--scope", "register").strip().splitlines()[0]


def run_faults(names: list[str]) -> bool:
    """Let the chosen faults happen; return whether nothing was lost, nothing doubled, and the audit trail is sound."""
    with small_disk() as disk, tempfile.TemporaryDirectory(prefix="faults-clock-") as clocks:
        Path(clocks).chmod(0o755)
        clock = settable_clock(Path(clocks))
        data = disk / "postgres" if disk else None
        if disk and data:
            disk.chmod(0o755)
            data.mkdir()
        with installation({**SETTINGS, **clock.settings}, data) as made:
            key = fill_register(made)
            os.environ.update({**made.environment, "LD_PRELOAD": ""})
            django.setup()
            for name in ("web", "worker", "beat"):
                made.start(name)
            caller = Caller(made.web_port, key)
            caller.register("FIRST")
            asked_until(lambda: bool(finished_references("FIRST")))
            outcomes = []
            for fault in faults_of(made, disk, clock):
                if fault.name in names or not names:
                    say(f"{fault.said} …")
                    outcomes.append(outcome_of(fault, made, caller))
            say(table(outcomes))
            say(f"{os.cpu_count()} processors; load of the last 15 minutes {os.getloadavg()[2]:.1f}")
            sound, found = made.answer("verify_audit")
            say(next(line for line in found.splitlines() if " events in " in line) if sound else found)
            return sound and all(each.is_whole for each in outcomes)


def main() -> int:
    """Run the faults that were chosen, or all; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "names",
        nargs="*",
        help=f"{', '.join(NAMES)}; all if none is given",
    )
    names: list[str] = parser.parse_args().names
    if unknown := sorted(set(names) - set(NAMES)):
        parser.error(f"There is no fault {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
    end_in_order()
    whole = True
    if [each for each in names if each != SCREENING] or not names:
        whole = run_faults([each for each in names if each != SCREENING])
    if SCREENING in names or not names:
        with suppress(KeyboardInterrupt):
            whole = (
                not subprocess.run(
                    [sys.executable, "-m", "tests.faults.screening", "--times", "2"], cwd=ROOT, check=False
                ).returncode
                and whole
            )
    say("Nothing was lost or doubled." if whole else "SOMETHING WAS LOST OR DOUBLED, OR THE TRAIL IS NOT SOUND.")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
