"""A file of answers that is written beside its place first, so that a run that was killed goes on where it stopped.

`NAME.part` has the lines so far, `NAME.part.json` says what they were made from. Both are gone when the file is whole.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded, gettext_noop

Json = dict[str, Any]  # Any: plain data for JSON
LINES_BETWEEN_FLUSHES: Final = 500


@coded(
    "process.other_run",
    gettext_noop(
        "%(path)s was begun with other files, settings or versions (%(changed)s). Start again without --resume."
    ),
)
class BegunOtherwise(Coded):
    """A part of a file that another run left."""

    path: str
    changed: tuple[str, ...]


@coded("process.output_unwritable", gettext_noop("%(path)s cannot be written: %(trouble)s"))
class OutputUnwritable(Coded):
    """A file that cannot be written."""

    path: str
    trouble: str


@coded(
    "process.output_in_use",
    gettext_noop("%(path)s is being written by another run. Wait for its end, or name another file with --output."),
)
class OutputInUse(Coded):
    """A file that two runs would write."""

    path: str


class OutputError(CodedError):
    """An output file that cannot be used."""


class UnfinishedOutput:
    """A file of lines on its way. `origin` is what they are made from; another origin cannot be resumed."""

    def __init__(self, path: Path, origin: Json) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.state = path.with_name(f"{path.name}.part.json")
        self._origin = origin
        self._since_flush = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the output for this run. OutputError if another one has it, or if it cannot be written.

        The lock goes with the process that holds it, however that ends.
        """
        lock = self.path.with_name(f"{self.path.name}.part.lock")
        with self._locked(lock):
            try:
                yield
            finally:
                lock.unlink(missing_ok=True)

    def _locked(self, lock: Path) -> IO[str]:
        """Return the file of the lock, locked. It is removed while it is locked, so one that others opened is void."""
        try:
            file = lock.open("a", encoding="utf-8")
        except OSError as trouble:
            raise OutputError(OutputUnwritable(path=str(self.path), trouble=trouble.strerror or "")) from trouble
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = lock.exists() and os.path.samestat(os.fstat(file.fileno()), lock.stat())
        except OSError:
            ours = False
        if not ours:
            file.close()
            raise OutputError(OutputInUse(path=str(self.path)))
        return file

    @property
    def begun(self) -> bool:
        """True if an earlier run left its part."""
        return self.part.exists() and self.state.exists()

    def lines_so_far(self) -> Iterator[str]:
        """Yield the whole lines of an earlier run, and cut off a torn last one. OutputError if it was another run."""
        self._refuse_other_origin()
        whole = 0
        with self.part.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                yield line.decode()
        os.truncate(self.part, whole)

    @contextmanager
    def opened(self, *, resumed: bool) -> Iterator[IO[str]]:
        """Open the part for writing; it takes its place when everything is written. OutputError if it cannot."""
        try:
            if not resumed:
                self.part.unlink(missing_ok=True)
                self.state.write_text(json.dumps(self._origin, ensure_ascii=False, indent=1), encoding="utf-8")
            with self.part.open("a", encoding="utf-8") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            self.part.replace(self.path)
            self.state.unlink(missing_ok=True)
        except BrokenPipeError:
            raise  # of the standard output: no trouble with this file
        except OSError as trouble:
            unwritable = OutputUnwritable(path=str(self.path), trouble=trouble.strerror or "")
            raise OutputError(unwritable) from trouble

    def write(self, file: IO[str], line: str) -> None:
        """Write one line; a kill loses some hundred at most, which are made again."""
        file.write(f"{line}\n")
        self._since_flush += 1
        if self._since_flush >= LINES_BETWEEN_FLUSHES:
            file.flush()
            self._since_flush = 0

    def _refuse_other_origin(self) -> None:
        try:
            begun = json.loads(self.state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            begun = None
        wanted = json.loads(json.dumps(self._origin))
        if begun != wanted:
            known = begun if isinstance(begun, dict) else {}
            changed = tuple(name for name, value in wanted.items() if known.get(name) != value)
            raise OutputError(BegunOtherwise(path=str(self.part), changed=changed or ("state",)))
