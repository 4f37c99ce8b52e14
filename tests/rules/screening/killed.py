"""`python -m tests.rules.screening.killed KILLS`: a screening is killed in the middle again and again, and goes on.

It works on the database of the environment, by the small rulebook of the tests. A child process is killed (SIGKILL) at
a step of a screening: when it renews its lease, or when half of a file is written. Before another process goes on, the
store is compacted and what nobody reads is removed. Each screening must end with the digest, the cases and the parts of
one that was left alone.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import django

if TYPE_CHECKING:
    from rules.models import Screening

RANGE = 2  # cases, so that there are several ranges


def main(kills: int) -> None:
    """Kill so many screenings, and finish each."""
    django.setup()
    from django.conf import settings

    from rules.fact_store.storage import PARTIAL
    from rules.models import ScreeningRange

    settings.SCREENING_RANGE = RANGE  # in this process alone
    whole = finished(started())
    steps = counted_steps(lambda: finished(started()))
    for number in range(1, kills + 1):
        screening = started()
        ended = in_child(lambda: killing_at(1 + (number - 1) * steps // kills, lambda: finished(screening)))  # noqa: B023 - called at once
        assert ended == signal.SIGKILL, f"kill {number} came too late"
        compacted()
        done = finished(taken_back(screening))
        assert (done.state, done.digest) == ("done", whole.digest), f"kill {number}: {done.state} {done.error}"
        assert (done.cases, done.sampled) == (whole.cases, whole.sampled), f"kill {number}: a case is lost or doubled"
        assert sum(each.cases for each in done.parts.all()) == whole.cases
    left = [*Path(settings.FACT_STORE).rglob(f"*{PARTIAL}"), *ScreeningRange.objects.all()]
    assert left == [], f"files or ranges of killed screenings are left: {left}"
    sys.stdout.write(f"{kills} killed at {kills} of {steps} steps: digest {whole.digest[:12]} each time\n")


def started() -> UUID:
    """Return a new screening."""
    from rules.screening.requesting import request_screening
    from tests.rules.screening.conftest import rulebook_with

    return request_screening(rulebook_with().version, seed="5eed", notified=False).pk


def finished(screening: UUID) -> "Screening":
    """Claim a screening and run it to its end."""
    from rules.screening.claim import claim_screening
    from rules.screening.run import run_screening
    from tests.rules.screening.conftest import rulebook_with

    claim = claim_screening(screening)
    assert claim is not None, "the screening cannot be claimed"
    return run_screening(claim, rulebook_with())


def taken_back(screening: UUID) -> UUID:
    """Let the sweeper find that the lease of a screening is over."""
    from django.utils import timezone

    from institutions.jobs.sweeping import take_back
    from rules.models import Screening
    from rules.screening.claim import SCREENINGS

    Screening.objects.filter(pk=screening).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert take_back(SCREENINGS, timezone.now()) == (1, 0)
    return screening


def compacted() -> None:
    """Compact the store and remove what nobody reads, also what a killed process had begun to write."""
    from rules.fact_store.compacting import compact_store
    from rules.fact_store.configured import fact_storage
    from rules.fact_store.generations import prune

    compact_store(fact_storage(), all_of_it=True)
    prune(fact_storage(), begun=timedelta(0))


def counted_steps(screen: Callable[[], object]) -> int:
    """Return the number of steps at which a screening may be killed."""
    counted: list[int] = []
    with_steps(lambda _begin: counted.append(1), screen)
    return len(counted)


def killing_at(number: int, screen: Callable[[], object]) -> None:
    """Run a screening; kill this process at its so-many-th step."""
    done = 0

    def step(begin: Callable[[], object]) -> None:
        nonlocal done
        done += 1
        if done == number:
            begin()
            os.kill(os.getpid(), signal.SIGKILL)

    with_steps(step, screen)


def with_steps(step: Callable[[Callable[[], object]], None], screen: Callable[[], object]) -> None:
    """Run a screening; call `step` before each of its steps with what begins it."""
    from unittest.mock import patch

    from institutions.jobs.claiming import Claim
    from rules.fact_store import storage

    write, update = storage._write_whole, Claim.update

    def writing(path: Path, content: bytes) -> None:
        step(lambda: path.write_bytes(content[: len(content) // 2]))
        write(path, content)

    def updating(claim: "Claim[Screening]", **columns: object) -> None:
        step(lambda: None)
        update(claim, **columns)

    with patch.object(storage, "_write_whole", writing), patch.object(Claim, "update", updating):
        screen()


def in_child(act: Callable[[], object]) -> int:
    """Run something in a process of its own, with a connection of its own; return the signal that ended it, or 0."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
