"""Further processes that take ranges of a preview beside the one that waits for it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings


@contextmanager
def helping(preview: UUID, processes: int) -> Iterator[None]:
    """Have so many further processes of this program work on a preview; they end with the block."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "reorganise", "--part-of", str(preview)]
    helpers = [subprocess.Popen(command) for _ in range(processes)]  # noqa: S603 - our own program and an id
    try:
        yield
    finally:
        for each in helpers:
            each.terminate()
            each.wait()
