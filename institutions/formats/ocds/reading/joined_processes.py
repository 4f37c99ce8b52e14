"""The processes of one or several files, each once: the releases of one process on several lines are merged.

The files are read once more, to find which processes come several times. The releases of these are written to a
temporary file, and each process is given at its first place. Memory grows by a number for each of their lines.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import IO, Any
from weakref import finalize

from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.formats.ocds.reading.compared_json import comparable_json
from institutions.formats.ocds.reading.located import LocatedProcess
from institutions.formats.ocds.reading.merging import compile_releases
from institutions.formats.ocds.reading.packages import Process
from institutions.formats.ocds.reading.release_history import (
    MOST_RELEASES,
    Disagreement,
    about_process,
    differing,
    moment_of,
    with_new_releases,
)

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet
Place = tuple[int, int]  # the number of a file, and a line
Numbered = tuple[int, LocatedProcess]  # with the number of its file


@dataclass(frozen=True, slots=True)
class JoinedProcess:
    """A process with the number of its file. `first`, `disagreement`: of a part that could not be merged."""

    file: int
    placed: LocatedProcess
    first: Place | None = None
    disagreement: Disagreement | None = None


@dataclass(slots=True)
class PartOfProcess:
    """One of the places of a process. `merged`: it is in the process that is given at the first one."""

    file: int
    line: int
    at: int  # of its releases in the temporary file
    merged: bool = True
    repeats: bool = False  # it says nothing that was not said before
    disagreement: Disagreement | None = None
    first: Place | None = None


@dataclass(slots=True, weakref_slot=True)
class JoinedProcesses:
    """The processes of files, which can be read again. `read` yields all of them, in the order of files and lines.

    `merges`: releases are merged; else a process that comes again may only repeat the first. `repeated` and `merged`:
    parts of the last reading that said nothing new, and those that did.
    """

    read: Callable[[], Iterable[Numbered]]
    merges: bool = True
    repeated: int = field(init=False, default=0)
    merged: int = field(init=False, default=0)
    _parts: dict[str, list[PartOfProcess]] | None = field(init=False, default=None)
    _spool: IO[bytes] | None = field(init=False, default=None)

    def __iter__(self) -> Iterator[JoinedProcess]:
        """Yield every process once, and every part that could not be merged with it."""
        parts = self._found_parts()
        met = Counter[str]()
        self.repeated = self.merged = 0
        for file, placed in self.read():
            name = placed.process.name
            if name is None or name not in parts or placed.process.release is None:
                yield JoinedProcess(file, placed)
                continue
            part = parts[name][met[name]]
            met[name] += 1
            if met[name] == 1:
                yield JoinedProcess(file, replace(placed, process=self._joined(placed.process, parts[name])))
            elif part.merged:
                self.repeated += part.repeats
                self.merged += not part.repeats
            else:
                yield JoinedProcess(file, placed, part.first, part.disagreement)

    def _found_parts(self) -> dict[str, list[PartOfProcess]]:
        """Return the places of the processes that have several; they are looked for once."""
        if self._parts is not None:
            return self._parts
        times = Counter(
            placed.process.name for _, placed in self.read() if placed.process.name and placed.process.release
        )
        several = {name for name, number in times.items() if number > 1}
        del times
        found: dict[str, list[PartOfProcess]] = defaultdict(list)
        if several:
            self._spool = TemporaryFile()  # noqa: SIM115 - it is read as long as this is
            finalize(self, self._spool.close)
            for file, placed in self.read():
                process = placed.process
                if process.name in several and process.release is not None:
                    found[process.name].append(PartOfProcess(file, placed.line, self._spool.tell()))
                    self._spool.write(json.dumps(releases_of(process)).encode("ascii") + b"\n")
        self._parts = dict(found)
        return self._parts

    def _joined(self, first: Process, parts: list[PartOfProcess]) -> Process:
        """Return a process with the releases of all its parts, and note which of them could not be merged."""
        known, held, compared = releases_of(first), [parts[0]], 0
        texts = set(map(comparable_json, known))
        for part in parts[1:]:
            new = self._releases_at(part)
            found: tuple[Json, ...] | Disagreement = known
            if not all(comparable_json(each) in texts for each in new):
                compared += 1
                found = Disagreement((), too_many=True)
                if compared <= MOST_RELEASES:
                    found = with_new_releases(known, new) if self.merges else repeated_only(known, new)
            if not isinstance(found, Disagreement) and within_undated(held[0], part, known, new):
                found = Disagreement(())
            if isinstance(found, Disagreement):
                part.merged, part.disagreement, part.first = False, found, (held[0].file, held[0].line)
                continue
            said = [] if found is known else [about_process(each) for each in known]
            part.merged, part.repeats = True, found is known or all(about_process(each) in said for each in new)
            if found is not known:
                known, texts = found, set(map(comparable_json, found))
            held.append(part)
        return compiled_process(first, known) if len(held) > 1 else first

    def _releases_at(self, part: PartOfProcess) -> tuple[Json, ...]:
        """Return the releases of a part from the temporary file."""
        if self._spool is None:
            return ()
        self._spool.seek(part.at)
        return tuple(json.loads(self._spool.readline()))


def releases_of(process: Process) -> tuple[Json, ...]:
    """Return the releases that a process is compiled from."""
    return process.releases or ((process.release,) if process.release is not None else ())


def repeated_only(known: tuple[Json, ...], new: tuple[Json, ...]) -> tuple[Json, ...] | Disagreement:
    """Return what is known of a process that is not published bit by bit; a disagreement where it says otherwise."""
    places = differing(known[-1], new[-1])
    return Disagreement(places) if places else known


def within_undated(first: PartOfProcess, part: PartOfProcess, known: Iterable[Json], new: Iterable[Json]) -> bool:
    """Return whether a process is twice in one file without a date: whether one of them is meant cannot be told."""
    return first.file == part.file and not any(map(moment_of, (*known, *new)))


def compiled_process(process: Process, releases: tuple[Json, ...]) -> Process:
    """Return a process with these releases, merged; with errors, if they cannot be."""
    try:
        return replace(process, release=compile_releases(releases), releases=releases)
    except DraftInvalid as invalid:
        errors = tuple(FieldError(each.field, each.said) for each in invalid.errors)
        return replace(process, release=None, releases=releases, errors=errors)
