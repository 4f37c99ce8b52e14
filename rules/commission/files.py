"""The published lists of a sitting: kept packed until they were read, and read whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.documents import FileUnreadableError
from institutions.kinds.base import Label
from institutions.models import GovernmentBody
from rules.commission.troubles import RepeatedOtherwise, RowWrong
from rules.models import SittingFile
from rules.processes.collusion.process_document import buyer_of
from rules.processes.form_names import CONTRACT_LIST, EGP, OCDS
from rules.processes.published_process import PublishedProcess
from rules.processes.sent_bytes import stored_bytes, write_unpacked
from rules.processes.source import ProcessSource, SourceItem

LARGEST_BYTES: Final = 30 * 1024 * 1024  # of all files of a sitting
MOST_ERRORS: Final = 20  # that a sitting shows
FORMS: Final = {
    CONTRACT_LIST: Label("List of contracts (form of the ministries)", "契約に係る情報の公表（公表様式）"),
    EGP: Label("Awards of the procurement portal", "調達ポータル 落札実績オープンデータ"),
    OCDS: Label("OCDS releases", "OCDS"),
}


class FilesUnreadableError(Exception):
    """Lists with errors: none of them is read. `said` has the first of them, as codes."""

    def __init__(self, said: Sequence[Coded]) -> None:
        super().__init__(f"{len(said)} errors")
        self.said = tuple(said)


@dataclass(frozen=True, slots=True)
class ListedProcesses:
    """The processes of all files, each once. `of_others`: how many are of other bodies."""

    own: list[SourceItem]
    of_others: int


@contextmanager
def unpacked(file: SittingFile) -> Iterator[Path]:
    """Write the bytes of a file where readers find it, and remove them afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("list" + (Path(file.name).suffix.lower() or ".csv"))
        write_unpacked(stored_bytes(file.content, file.sha256), path)
        yield path


def processes_of_files(files: Sequence[SittingFile], body: GovernmentBody) -> ListedProcesses:
    """Read all files. FilesUnreadableError names what is wrong, where one row of one file cannot be read.

    A process of a later file that says the same is read once; one that says something else is an error.
    """
    own: dict[str, SourceItem] = {}
    errors: list[Coded] = []
    others = 0
    for file in files:
        try:
            with unpacked(file) as path:
                for item in ProcessSource([path], file.form, None, body.code or ""):
                    errors += [row_error(file, item.line, each.field, each.said) for each in item.errors]
                    if item.process is None:
                        continue
                    if not is_of(item.process, body):
                        others += 1
                    elif (first := own.get(item.process.ocid)) and first.process != item.process:
                        errors.append(row_error(file, item.line, "/ocid", RepeatedOtherwise(name=item.process.ocid)))
                    else:
                        own.setdefault(item.process.ocid, item)
        except FileUnreadableError as trouble:
            errors.append(row_error(file, 0, "", trouble.said))
    if errors:
        raise FilesUnreadableError(errors[:MOST_ERRORS])
    return ListedProcesses(list(own.values()), others)


def row_error(file: SittingFile, line: int, field: str, said: Coded) -> RowWrong:
    """Return an error with its place."""
    return RowWrong(file=file.name, line=PlainNumber(line), field=field or "/", said=said)


def is_of(process: PublishedProcess, body: GovernmentBody) -> bool:
    """Return whether a process is one of a body: its buyer has the code or a name of the body."""
    buyer = buyer_of(process)
    if buyer is None:
        return False
    names = {body.code, body.name_ja, body.name_en} - {"", None}
    return buyer.id in names or bool(names & set(buyer.name.values()))
