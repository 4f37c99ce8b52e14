"""A screening by real workers, killed in the middle again and again, must end with the same digest.

`python -m tests.faults.screening [--times 20] [--cases 30]`: it starts a PostgreSQL and a RabbitMQ of its own,
registers and assesses fictional cases, and screens them. Then for each kind of fault (a worker, PostgreSQL, RabbitMQ,
a compaction of the fact store: kill -9), so many times: a screening begins, the kind is killed after some ranges,
started again, and the screening must end with the digest and the cases of the first one, no assessment more or less,
and every file of the store as it was written. Prints a line a fault; ends with 1 if one failed.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django

from tests.faults.installation import Installation, end_in_order, installation
from tests.faults.servers import Service

if TYPE_CHECKING:
    from rules.models import Screening

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 600.0  # seconds for a screening to end
LEASE_SECONDS: Final = 15
RANGE: Final = 6  # cases
SEED: Final = "5eed"
COMPACTIONS: Final = 2  # the last of so many is killed
LONGEST_COMPACTION: Final = 1.0  # seconds: it writes some twenty files, each slowly


def settings_of_screening() -> dict[str, str]:
    """Return the settings of the program: short leases, and small, slow ranges."""
    return {
        "SCREENING_RANGE": str(RANGE),
        "SCREENING_SAMPLE": "1",
        "SCREENING_HOUR": "-1",
        "SCREENING_LEASE_SECONDS": str(LEASE_SECONDS),
        "SWEEP_SECONDS": "1",
        "RESEND_SECONDS": "5",
        "TEST_SECONDS_A_SCREENED_RANGE": "0.3",
    }


def killed_and_started(service: Service) -> None:
    """Kill a service and start it again."""
    service.kill()
    time.sleep(1.0)
    service.start()


def faults_of(made: Installation) -> dict[str, Callable[[], None]]:
    """Return each kind of fault."""

    def worker() -> None:
        made.kill("worker")
        made.start("worker")

    def compaction() -> None:
        program = [sys.executable, "-m", "tests.faults.compacting"]
        with subprocess.Popen(program, cwd=ROOT, env=made.environment, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            for _turn in range(COMPACTIONS):
                assert running.stdout.readline() == "compacting\n", "a compaction failed"
            time.sleep(random.uniform(0.0, LONGEST_COMPACTION))  # noqa: S311 - not secret
            running.kill()

    return {
        "compaction": compaction,
        "worker": worker,
        "PostgreSQL": lambda: killed_and_started(made.postgres),
        "RabbitMQ": lambda: killed_and_started(made.rabbit),
    }


def fill(made: Installation, cases: int) -> None:
    """Register and assess so many fictional cases."""
    import json

    from tests.documents import example

    path = made.folder / "cases.jsonl"
    documents = ({**example("digital_agency_cloud"), "reference": f"FAULT-{number:03}"} for number in range(cases))
    path.write_text("\n".join(json.dumps(each) for each in documents), encoding="utf-8")
    made.command("migrate", "--verbosity", "0")
    made.command("seed")
    made.command("register", str(path), "--wait")
    made.command("facts", "build")


def begun() -> "Screening":
    """Return a screening of which the workers were notified."""
    from rules.engine.loading.rulebook_in_force import current_rulebook
    from rules.screening.requesting import request_screening

    return request_screening(current_rulebook().version, seed=SEED)


def ended(screening: "Screening", when: Callable[["Screening", int], bool]) -> "Screening":
    """Wait until a condition on a screening and its finished ranges is true. TimeoutError if it does not come.

    The database may be away meanwhile: then the connection is made anew.
    """
    from django.db import Error, connection

    from rules.models import RangeState, Screening, ScreeningRange

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            row = Screening.objects.get(pk=screening.pk)
            if when(row, ScreeningRange.objects.filter(screening=row, state=RangeState.DONE).count()):
                return row
        except Error:
            connection.close()
        time.sleep(0.1)
    message = f"screening {screening.pk} did not get on: {row.state} {row.error}, {row.screened} of {row.cases} cases"
    raise TimeoutError(message)


def is_over(row: "Screening", _done: int) -> bool:
    """Return whether a screening has ended, with a result or without."""
    return row.state not in {"queued", "running"}


def has_come_to(ranges: int) -> Callable[["Screening", int], bool]:
    """Return the condition that so many ranges are finished, or that the screening has ended."""
    return lambda row, done: done >= ranges or is_over(row, done)


def standing() -> list[object]:
    """Return every assessment with its state."""
    from rules.models import Assessment

    return list(Assessment.objects.order_by("pk").values_list("pk", "state", "snapshot"))


def torn_files() -> list[str]:
    """Return the files of the store that are not what was written."""
    from rules.fact_store.checking import damaged_files
    from rules.fact_store.configured import fact_storage
    from rules.fact_store.generations import readable_manifest

    storage = fact_storage()
    return list(damaged_files(storage, readable_manifest(storage)))


def check(made: Installation, times: int) -> int:
    """Let every fault happen so many times; return how many screenings did not end as the first."""
    made.start("worker")
    made.start("beat")
    whole, before = ended(begun(), is_over), standing()
    say(f"left alone: {whole.state}, {whole.cases} cases, digest {whole.digest[:12]}, {whole.seconds:.1f} s")
    ranges = -(-whole.cases // RANGE)
    failed = 0
    for kind, happen in faults_of(made).items():
        for number in range(times):
            at = 1 + number * (ranges - 2) // max(times, 1)
            screening = begun()
            ended(screening, has_come_to(at))
            happen()
            began = time.monotonic()
            row = ended(screening, is_over)
            same = (row.state, row.digest, row.cases) == (whole.state, whole.digest, whole.cases)
            same = same and not row.ranges.exists() and standing() == before and not torn_files()
            failed += not same
            say(
                f"{kind} killed after {at} of {ranges} ranges: {row.state}, digest {row.digest[:12]}, "
                f"{time.monotonic() - began:.1f} s after it was back{'' if same else ': NOT THE SAME ' + row.error}"
            )
    say(f"{failed} of {len(faults_of(made)) * times} screenings did not end as the first")
    return failed


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run all faults; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="of each kind")
    parser.add_argument("--cases", type=int, default=30)
    chosen = parser.parse_args()
    end_in_order()
    with installation(settings_of_screening()) as made:
        os.environ.update(made.environment)
        django.setup()
        fill(made, chosen.cases)
        return 1 if check(made, chosen.times) else 0


if __name__ == "__main__":
    sys.exit(main())
