"""A file of OCDS data, plain or packed with gzip, as submission documents: one at a time, in constant memory.

It has one release, record or package a line, a JSON list of them, or a single one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.documents import FileDocument, FileUnreadableError, Release
from institutions.drafts.errors import FieldError
from institutions.drafts.naming_lines import names_line
from institutions.drafts.troubles.files import LineNotUtf8, TroubleOfLine
from institutions.formats.ocds.reading.compared_json import comparable_json
from institutions.formats.ocds.reading.conversion import convert_release
from institutions.formats.ocds.reading.joined_processes import (
    JoinedProcesses,
    Numbered,
    compiled_process,
    releases_of,
)
from institutions.formats.ocds.reading.located import LocatedProcess, located_processes
from institutions.formats.ocds.reading.node import moment_in
from institutions.formats.ocds.reading.notes import FirstReleaseUnknown
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.release_history import MOST_RELEASES, Disagreement
from institutions.formats.ocds.reading.troubles import (
    LineNotInPublishersEncoding,
    OcdsFileEmpty,
    ProcessRepeated,
    ReleasesDisagree,
    TooManyReleases,
)
from institutions.formats.ocds.reading.unknown_stages import unknown_stages
from institutions.formats.ocds.transcoding import UTF_8
from institutions.values.quoting import shown_in_message


@dataclass(frozen=True, slots=True)
class UnreadProcess:
    """A process of a file that is not converted yet.

    `first` is the line of an earlier one of the same name with which it cannot be merged, if any, `disagreement` why.
    """

    file: "OcdsFile"
    placed: LocatedProcess
    first: int | None = None
    disagreement: Disagreement | None = None

    @property
    def text(self) -> str | None:
        """The process and its origin in a fixed form, which is equal where nothing differs; None for a refused one."""
        process = self.placed.process
        if process.release is None or self.first is not None:
            return None
        return comparable_json([process.release, process.origin.publisher, process.origin.uri])

    def converted(self) -> FileDocument:
        """Return the process converted, or with its errors."""
        return self.file.converted(self)


@dataclass(slots=True)
class OcdsFile:
    """The documents of a file, which can be iterated again. FileUnreadableError if there is nothing to read."""

    path: Path
    options: OcdsOptions
    _count: int | None = field(init=False, default=None)  # counted when needed
    _joined: JoinedProcesses = field(init=False)

    def __post_init__(self) -> None:
        self._joined = JoinedProcesses(self._placed)
        if next(located_processes(self.path, self.options.encoding), None) is None:
            raise FileUnreadableError(OcdsFileEmpty(path=str(self.path)))

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for _ in self.unconverted())
        return self._count

    def unconverted(self) -> Iterator[LocatedProcess]:
        """Return one item for each document, to count them: the file is read to its end, but nothing is converted."""
        return (each.placed for each in self._joined)

    def __iter__(self) -> Iterator[FileDocument]:
        """Yield each process of the file converted, or with its errors."""
        return (each.converted() for each in self.unread())

    def unread(self) -> Iterator[UnreadProcess]:
        """Yield each process of the file as written, to be converted where that is needed."""
        for each in self._joined:
            yield UnreadProcess(self, each.placed, each.first and each.first[1], each.disagreement)

    def _placed(self) -> Iterator[Numbered]:
        return ((0, each) for each in located_processes(self.path, self.options.encoding))

    def converted(self, given: UnreadProcess) -> FileDocument:
        """Return a process of this file converted, or with its errors."""
        placed, name = given.placed, given.placed.process.name
        if given.first is not None and name is not None:
            return self._refused(placed, (FieldError("/ocid", repeated_process(name, given)),))
        return self._document(placed)

    def _of_releases(self, placed: LocatedProcess, releases: tuple[Release, ...]) -> FileDocument:
        """Return the document of other releases of a process: those that are known from earlier files, with its own."""
        return self._document(replace(placed, process=compiled_process(placed.process, releases)))

    def _document(self, placed: LocatedProcess) -> FileDocument:
        process = placed.process
        if process.release is None:
            return self._refused(placed, tuple(map(self._in_encoding, process.errors)))
        converted = convert_release(process.release, self.options, process.origin)
        if converted.errors:
            refused, of_releases = self._refused(placed, converted.errors), partial(self._of_releases, placed)
            return replace(refused, releases=process.releases, of_releases=of_releases)
        return FileDocument(
            process_label(placed),
            converted.document,
            notes=(*first_releases_unknown(releases_of(process)), *converted.notes),
            uri=process.origin.uri,
            stated_at=moment_in(process.release.get("date")),
            releases=process.releases,
            of_releases=partial(self._of_releases, placed),
        )

    def _in_encoding(self, error: FieldError) -> FieldError:
        """Name the encoding of the publisher where a line is no text in it."""
        if not isinstance(error.said, LineNotUtf8) or self.options.encoding == UTF_8:
            return error
        encoding = self.options.encoding.upper()
        return FieldError(error.field, LineNotInPublishersEncoding(line=error.said.line, encoding=encoding))

    def _refused(self, placed: LocatedProcess, errors: tuple[FieldError, ...]) -> FileDocument:
        """Return a refused process with its reference. An import shows the line; else the errors name it."""
        told = errors if self.options.of_import else locate_release_errors(errors, placed.line)
        return FileDocument(process_label(placed), {"reference": placed.process.name}, told)


def first_releases_unknown(releases: tuple[Release, ...]) -> tuple[FieldError, ...]:
    """Return a note for each stage of which the release that began it is not among these."""
    return tuple(FieldError(place, FirstReleaseUnknown()) for place in unknown_stages(releases))


def locate_release_errors(errors: tuple[FieldError, ...], line: int) -> tuple[FieldError, ...]:
    """Return the errors with their line, added only where they do not name it."""
    return tuple(
        each
        if names_line(each.said, line)
        else FieldError(each.field, TroubleOfLine(line=PlainNumber(line), said=each.said))
        for each in errors
    )


def process_label(placed: LocatedProcess) -> str:
    """Return the label of a process of the file."""
    return f"line {placed.line}" + (f", {shown_in_message(placed.process.name)}" if placed.process.name else "")


def too_many_releases(name: str) -> Coded:
    """Return the error and remedy for a process with more releases than are compared."""
    return TooManyReleases(name=shown_in_message(name), most=PlainNumber(MOST_RELEASES))


def repeated_process(name: str, given: UnreadProcess) -> Coded:
    """Return the error and remedy for a process that is on two lines which cannot be merged."""
    shown, line, found = shown_in_message(name), PlainNumber(given.first or 0), given.disagreement
    if found and found.too_many:
        return too_many_releases(name)
    if found is None or found.moment is None:
        return ProcessRepeated(name=shown, line=line)
    moment, changed = shown_in_message(found.moment), ", ".join(found.places)
    return ReleasesDisagree(name=shown, line=line, moment=moment, changed=changed)
