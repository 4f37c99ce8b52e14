"""Places for large prechecks: a web process makes one at a time, so that its other threads keep answering.

A stored document is assessed by a worker, which is ended after a time; a precheck runs while the caller waits.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded

LARGE: Final = 500  # statements; a usual document has fewer than fifty
AT_ONCE: Final = 1  # large prechecks of one web process
WAIT_SECONDS: Final = 3  # for the one before to end
AGAIN_SECONDS: Final = 10

free = threading.BoundedSemaphore(AT_ONCE)


@coded("precheck.busy", gettext_noop("Another large document is being checked. Ask again in a few seconds."))
class LargePrecheckRuns(Coded):
    """A web process is busy with a large precheck."""


class PrecheckBusyError(CodedError):
    """A large precheck for which there is no place now."""

    def __init__(self) -> None:
        super().__init__(LargePrecheckRuns())


@contextmanager
def precheck_place(statements: int) -> Iterator[None]:
    """Hold a place for the precheck of so many statements. PrecheckBusyError if there is none."""
    if statements <= LARGE:
        yield
        return
    if not free.acquire(timeout=WAIT_SECONDS):
        raise PrecheckBusyError
    try:
        yield
    finally:
        free.release()
