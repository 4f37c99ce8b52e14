"""The size of a group of processes, the connections of a database, and the times of requests, minute by minute."""

import os
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = os.sysconf("SC_PAGE_SIZE")
MIB: Final = 1 << 20
PROC: Final = Path("/proc")
# The last quarter of a run may be above the second one by these factors: a leak grows with each case, noise does not.
MEMORY_GROWS: Final = 1.10
TIMES_GROW: Final = 1.50
DESCRIPTORS_GROW: Final = 10
CONNECTIONS_GROW: Final = 4
MILLISECONDS: Final = 20.0  # a p95 below it may double


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One minute: memory in MiB, open descriptors, connections, the p95 of answers in ms, and cases so far."""

    memory: float
    descriptors: int
    connections: int
    p95: float
    accepted: int
    assessed: int
    errors: int

    @property
    def line(self) -> str:
        """The sample as a line of the table."""
        return (
            f"{self.memory:9.0f} {self.descriptors:11,} {self.connections:11,} {self.p95:9.0f} {self.accepted:9,} "
            f"{self.assessed:9,} {self.errors:7,}"
        )


HEAD: Final = "   minute    MiB descriptors connections    p95 ms  accepted  assessed  errors"


def processes_of(groups: Iterable[int]) -> list[int]:
    """Return the processes of these groups."""
    wanted, found = set(groups), []
    for each in PROC.iterdir():
        if each.name.isdigit():
            try:
                fields = (each / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(fields[2]) in wanted:
                found.append(int(each.name))
    return found


def memory_of(processes: Iterable[int]) -> float:
    """Return the memory that processes have for themselves, in MiB: resident pages without shared ones."""
    pages = 0
    for each in processes:
        try:
            _size, resident, shared, *_ = (PROC / str(each) / "statm").read_text().split()
        except OSError:
            continue
        pages += int(resident) - int(shared)
    return pages * PAGE / MIB


def descriptors_of(processes: Iterable[int]) -> int:
    """Return the number of open descriptors."""
    number = 0
    for each in processes:
        try:
            number += sum(1 for _ in (PROC / str(each) / "fd").iterdir())
        except OSError:
            continue
    return number


def percentile_95(times: Sequence[float]) -> float:
    """Return the time in ms within which 95 of 100 requests were answered; 0 if there were none."""
    if len(times) < 2:
        return 1000 * sum(times)
    return 1000 * statistics.quantiles(times, n=20)[-1]


def growth(samples: Sequence[Sample]) -> list[str]:
    """Return what grew from the second quarter to the last one. The first quarter warms caches up."""
    quarter = len(samples) // 4
    if not quarter:
        return ["The run was too short: it needs at least four samples."]
    before, after = samples[quarter : 2 * quarter], samples[-quarter:]

    def middle(name: str, part: Sequence[Sample]) -> float:
        return float(statistics.median(float(getattr(each, name)) for each in part))

    found = []
    for name, limit in (
        ("memory", middle("memory", before) * MEMORY_GROWS),
        ("descriptors", middle("descriptors", before) + DESCRIPTORS_GROW),
        ("connections", middle("connections", before) + CONNECTIONS_GROW),
        ("p95", max(middle("p95", before), MILLISECONDS) * TIMES_GROW),
    ):
        if middle(name, after) > limit:
            found.append(f"{name}: {middle(name, before):,.0f} before, {middle(name, after):,.0f} at the end")
    return found
