"""A progress bar on stderr for a person at a terminal; in a log or a pipe nothing, or a line at intervals."""

import time
from typing import Final

from django.core.management.base import OutputWrapper

WIDTH: Final = 30
SECONDS_BETWEEN: Final = 0.1
SECONDS_BETWEEN_LINES: Final = 30
MANY: Final = 1_000  # after which a line is written earlier


class Progress:
    """The progress through a known number. `lines`: where there is no terminal, a line at intervals shows it."""

    def __init__(self, stream: OutputWrapper, total: int, *, lines: bool = False) -> None:
        self._stream = stream
        self._total = total
        self._done = 0
        self._shown = False
        self._drawn_at = 0.0
        self._wanted = total > 1 and stream.isatty()
        self._lines = lines and not stream.isatty()
        self._line_at, self._lined = time.monotonic(), 0

    def step(self) -> None:
        """Count one more as done."""
        self.move_to(self._done + 1)

    def move_to(self, done: int, total: int | None = None) -> None:
        """Set how many are done; the total may become known on the way."""
        if total is not None and total != self._total:
            self._total = total
            self._wanted = total > 1 and self._stream.isatty()
        self._done = done
        now = time.monotonic()
        if self._lines and (now - self._line_at >= SECONDS_BETWEEN_LINES or done - self._lined >= MANY):
            self._line_at, self._lined = now, done
            self._write(f"{done:,} of {self._total:,} done\n")
        if self._wanted and (now - self._drawn_at >= SECONDS_BETWEEN or self._done == self._total):
            self._drawn_at = now
            filled = WIDTH * self._done // self._total
            bar = "█" * filled + "░" * (WIDTH - filled)
            self._write(f"\r{bar} {self._done}/{self._total}")
            self._shown = True

    def clear(self) -> None:
        """Remove the bar before something else is written."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text, ending="")
        self._stream.flush()
