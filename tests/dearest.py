"""The files whose tests take longest, printed at the end of a run: `pytest --dearest 20`, which `tests/run.py` sets.

The whole check of a change has an hour, so one wants to see where it goes. Processor time is that of the process of the
tests and of the programs that it has waited for; a server of PostgreSQL, a browser and workers that still run are seen
in the time by the clock alone, which on a busy machine says little.
"""

import os
import time
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

OF_WORKER: Final = "dearest_files"  # the name under which a process of xdist hands over what it counted


@dataclass(slots=True)
class DearestFiles:
    """A plugin that adds up, by file, seconds of the processor, seconds by the clock, and tests."""

    most: int
    counted: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Add the time of a test with its fixtures."""
        processor, clock = sum(os.times()[:4]), time.monotonic()
        done = yield
        self.add(item.location[0], [sum(os.times()[:4]) - processor, time.monotonic() - clock, 1])
        return done

    def add(self, file: str, more: list[float]) -> None:
        """Add to the sums of a file."""
        self.counted[file] = [one + other for one, other in zip(self.counted[file], more, strict=True)]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over the sums, in a process of xdist."""
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output[OF_WORKER] = dict(self.counted)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # Any: a node of xdist, which has no types
        """Take the sums of a process of xdist that has ended; one that was killed has none."""
        for file, more in getattr(node, "workeroutput", {}).get(OF_WORKER, {}).items():
            self.add(file, more)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the files, those first that took longest by either measure."""
        if not self.counted:
            return
        rows = sorted(self.counted.items(), key=lambda row: -max(row[1][:2]))
        sums = [sum(each[place] for each in self.counted.values()) for place in range(3)]
        terminalreporter.section("dearest files: seconds of the processor, by the clock, tests")
        for file, (processor, clock, tests) in [("all", sums), *rows[: self.most]]:
            terminalreporter.line(f"{processor:8.1f} {clock:8.1f} {tests:6.0f}  {file}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption("--dearest", type=int, default=0, metavar="N", help="print the N files whose tests take longest")


def pytest_configure(config: pytest.Config) -> None:
    """Count if the option asks for it."""
    if most := config.getoption("dearest"):
        config.pluginmanager.register(DearestFiles(most))
