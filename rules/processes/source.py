"""The processes of several files in their order, each once, with file and line; what cannot be read is an item too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.drafts.troubles.files import LineNotUtf8
from institutions.formats.ocds.reading.located import UTF_8, LocatedProcess
from institutions.formats.ocds.reading.troubles import OcdsFileEmpty
from institutions.formats.ocds.transcoding import ENCODINGS
from institutions.values.quoting import shown_in_message
from rules.processes.form_names import OCDS
from rules.processes.known_substance import KnownSubstance
from rules.processes.process_formats import reader_of
from rules.processes.published_process import Json, PublishedProcess


@coded(
    "process.repeated",
    gettext_noop(
        "The process %(name)s was read before, from %(path)s, line %(line)s. Releases on lines of their own are not "
        "merged: put them into one release package, or send the compiled release."
    ),
)
class ProcessReadBefore(Coded):
    """A process on two lines, which would be counted twice."""

    name: str
    path: str
    line: PlainNumber


@coded(
    "process.changed",
    gettext_noop(
        "The process %(name)s was read before, from %(path)s, line %(line)s, and says something else there in "
        "%(changed)s. Only the first is answered: leave out the file that is out of date."
    ),
)
class ProcessChanged(Coded):
    """A process of an earlier file that a later file describes otherwise."""

    name: str
    path: str
    line: PlainNumber
    changed: str


@coded(
    "process.other_encoding",
    gettext_noop(
        "Line %(line)s is no text in %(encoding)s. Name the encoding of the file with --encoding (%(choice)s), or save "
        "the file as UTF-8."
    ),
)
class LineInOtherEncoding(Coded):
    """A line that the encoding of the file cannot hold."""

    line: PlainNumber
    encoding: str
    choice: str


@coded(
    "process.no_ocid", gettext_noop("The ocid is missing, empty, or not a text, so the process has no name. Give it.")
)
class ProcessNameless(Coded):
    """A release whose ocid is not a text."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A process of a file, or the errors that keep it from being screened."""

    path: Path
    line: int
    name: str | None
    process: PublishedProcess | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(slots=True)
class ProcessSource:
    """Files of published processes, which can be read again. `repeated`: processes of later files that say the same."""

    paths: Sequence[Path]
    form: str = OCDS
    encoding: str | None = None
    body: str = ""  # the code of the body whose list the files are, where no row says it
    repeated: int = field(init=False, default=0)

    def check(self) -> None:
        """Open every file. FileUnreadableError if one cannot be read or is empty."""
        read = reader_of(self.form, self.encoding, self.body, self.paths)
        for path in self.paths:
            if next(iter(read(path)), None) is None:
                raise FileUnreadableError(OcdsFileEmpty(path=str(path)))

    def __iter__(self) -> Iterator[SourceItem]:
        """Yield every process, or the errors of its line. One that a later file repeats word for word is left out."""
        seen: dict[str, tuple[int, int]] = {}  # grows: file and line of each process
        substance = KnownSubstance() if len(self.paths) > 1 else None
        self.repeated = 0
        read = reader_of(self.form, self.encoding, self.body, self.paths)
        for number, path in enumerate(self.paths):
            for placed in read(path):
                item = self._item(number, path, placed, seen, substance)
                if item is None:
                    self.repeated += 1
                else:
                    yield item

    def _item(
        self,
        number: int,
        path: Path,
        placed: LocatedProcess,
        seen: dict[str, tuple[int, int]],
        substance: KnownSubstance | None,
    ) -> SourceItem | None:
        process, name = placed.process, placed.process.name
        if process.release is None:
            errors = tuple(self._in_encoding(each) for each in process.errors)
            return SourceItem(path, placed.line, name, errors=errors)
        if name is None:
            return SourceItem(path, placed.line, None, errors=(FieldError("/ocid", ProcessNameless()),))
        if name in seen:
            said = self._said_of_known(name, seen[name], number, process.release, substance)
            return None if said is None else SourceItem(path, placed.line, name, errors=(FieldError("/ocid", said),))
        seen[name] = number, placed.line
        if substance is not None:
            substance.remember(name, process.release)
        return SourceItem(path, placed.line, name, PublishedProcess(name, process.release, process.origin))

    def _said_of_known(
        self, name: str, first: tuple[int, int], number: int, release: Json, substance: KnownSubstance | None
    ) -> Coded | None:
        """Return the error of a process that was read before; None if a later file says the same of it."""
        shown, path, line = shown_in_message(name), str(self.paths[first[0]]), PlainNumber(first[1])
        if substance is None or first[0] == number:
            return ProcessReadBefore(name=shown, path=path, line=line)
        if not (changed := substance.differing(name, release)):
            return None
        return ProcessChanged(name=shown, path=path, line=line, changed=", ".join(changed))

    def _in_encoding(self, error: FieldError) -> FieldError:
        """Name the encoding and the remedy where a line is no text."""
        if not isinstance(error.said, LineNotUtf8):
            return error
        encoding, choice = (self.encoding or UTF_8).upper(), ", ".join(ENCODINGS[1:])
        return FieldError(error.field, LineInOtherEncoding(line=error.said.line, encoding=encoding, choice=choice))
