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
from institutions.formats.ocds.reading.files import too_many_releases
from institutions.formats.ocds.reading.joined_processes import JoinedProcess, JoinedProcesses, Numbered, Place
from institutions.formats.ocds.reading.release_history import Disagreement
from institutions.formats.ocds.reading.troubles import OcdsFileEmpty
from institutions.formats.ocds.transcoding import ENCODINGS, UTF_8
from institutions.values.quoting import NOT_STORED, shown_in_message
from rules.processes.form_names import OCDS
from rules.processes.process_formats import reader_of
from rules.processes.published_process import Json, PublishedProcess


@coded(
    "process.repeated",
    gettext_noop(
        "The process %(name)s was read before, from %(path)s, line %(line)s. Releases on lines of their own are "
        "merged only if they have dates: put them into one release package, or send the compiled release."
    ),
    earlier=(
        gettext_noop(
            "The process %(name)s was read before, from %(path)s, line %(line)s. Releases on lines of their own are "
            "not merged: put them into one release package, or send the compiled release."
        ),
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
        "%(changed)s. Without dates the two cannot be merged, and only the first is answered: leave out the file that "
        "is out of date."
    ),
    earlier=(
        gettext_noop(
            "The process %(name)s was read before, from %(path)s, line %(line)s, and says something else there in "
            "%(changed)s. Only the first is answered: leave out the file that is out of date."
        ),
    ),
)
class ProcessChanged(Coded):
    """A process of an earlier file that a later file describes otherwise."""

    name: str
    path: str
    line: PlainNumber
    changed: str


@coded(
    "process.same_date",
    gettext_noop(
        "The process %(name)s was read before, from %(path)s, line %(line)s. A release there has the same date "
        "(%(moment)s) and says something else in %(changed)s, so this one is not merged: correct the dates, or put the "
        "releases into one release package in their order."
    ),
)
class ReleasesOfOneDate(Coded):
    """Two releases of a process of which it is not known which came later."""

    name: str
    path: str
    line: PlainNumber
    moment: str
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
    """A process of a file, or the errors that keep it from being screened. `releases`: those in the files."""

    path: Path
    line: int
    name: str | None
    process: PublishedProcess | None = None
    errors: tuple[FieldError, ...] = ()
    releases: tuple[Json, ...] = ()


@dataclass(slots=True)
class ProcessSource:
    """Files of published processes, which can be read again. Releases of one process are merged by their dates.

    `repeated`, `merged`: later releases that say nothing new, and those that do.
    """

    paths: Sequence[Path]
    form: str = OCDS
    encoding: str | None = None
    body: str = ""  # the code of the body whose list the files are, where no row says it
    _joined: JoinedProcesses = field(init=False)

    def __post_init__(self) -> None:
        self._joined = JoinedProcesses(self._placed, merges=self.merges)

    @property
    def merges(self) -> bool:
        """True if processes are published release by release; a row of a list says all of its contract."""
        return self.form == OCDS

    @property
    def repeated(self) -> int:
        """The number of later releases of the last reading that said nothing new."""
        return self._joined.repeated

    @property
    def merged(self) -> int:
        """The number of later releases of the last reading that were merged with earlier ones."""
        return self._joined.merged

    def check(self) -> None:
        """Open every file. FileUnreadableError if one cannot be read or is empty."""
        read = reader_of(self.form, self.encoding, self.body, self.paths)
        for path in self.paths:
            if next(iter(read(path)), None) is None:
                raise FileUnreadableError(OcdsFileEmpty(path=str(path)))

    def __iter__(self) -> Iterator[SourceItem]:
        """Yield every process once, or the errors of its line."""
        return map(self._item, self._joined)

    def _placed(self) -> Iterator[Numbered]:
        read = reader_of(self.form, self.encoding, self.body, self.paths)
        for number, path in enumerate(self.paths):
            for placed in read(path):
                yield number, placed

    def _item(self, joined: JoinedProcess) -> SourceItem:
        path, placed = self.paths[joined.file], joined.placed
        process, name = placed.process, placed.process.name
        if process.release is None:
            errors = tuple(self._in_encoding(each) for each in process.errors)
            return SourceItem(path, placed.line, name, errors=errors)
        if name is None or NOT_STORED.search(name):  # NUL and halves of letters are in no name that can be kept
            return SourceItem(path, placed.line, None, errors=(FieldError("/ocid", ProcessNameless()),))
        if joined.disagreement and joined.first:
            said = self._said_of_known(name, joined.first, joined.file, joined.disagreement)
            return SourceItem(path, placed.line, name, errors=(FieldError("/ocid", said),))
        published = PublishedProcess(name, process.release, process.origin, process.releases)
        return SourceItem(path, placed.line, name, published, releases=process.releases)

    def _said_of_known(self, name: str, first: Place, number: int, found: Disagreement) -> Coded:
        """Return the error of a release that cannot be merged with what was read before of its process."""
        shown, path, line = shown_in_message(name), str(self.paths[first[0]]), PlainNumber(first[1])
        changed = ", ".join(found.places)
        if found.too_many:
            return too_many_releases(name)
        if found.moment is not None:
            return ReleasesOfOneDate(
                name=shown, path=path, line=line, moment=shown_in_message(found.moment), changed=changed
            )
        if first[0] == number:
            return ProcessReadBefore(name=shown, path=path, line=line)
        return ProcessChanged(name=shown, path=path, line=line, changed=changed)

    def _in_encoding(self, error: FieldError) -> FieldError:
        """Name the encoding and the remedy where a line is no text."""
        if not isinstance(error.said, LineNotUtf8):
            return error
        encoding, choice = (self.encoding or UTF_8).upper(), ", ".join(ENCODINGS[1:])
        return FieldError(error.field, LineInOtherEncoding(line=error.said.line, encoding=encoding, choice=choice))
