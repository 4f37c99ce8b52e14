"""XML of an Excel file, read as a stream: what stands between two records is bounded, and nothing is declared in it.

A small zip may hold a large document, and a document may be one row without an end, or entities that stand for each
other. None of these gets into the memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.troubles.excel import ExcelDeclares, ExcelTooDeep, LargePart
from institutions.kinds.base import Label

PORTION: Final = 64 * 1024
MAX_DEPTH: Final = 100
MAX_RECORD: Final = 2 * 1024 * 1024  # bytes of one row or one string; a cell of Excel holds 32,767 characters
Attributes = dict[str, str]


def local(name: str) -> str:
    """A name without its namespace: there are two for the same words."""
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class Reading:
    """What is being read: the open elements, and the texts of those that are wanted.

    `start` and `end` are told of each element with the names above it; `end` says whether a record ended.
    """

    start: Callable[[tuple[str, ...], Attributes], None]
    end: Callable[[tuple[str, ...]], bool]
    text: Callable[[tuple[str, ...], str], None]
    path: tuple[str, ...] = ()
    ended_records: int = 0
    levels: list[tuple[str, ...]] = field(default_factory=list)

    def opened(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self.levels.append(self.path)
        if len(self.levels) > MAX_DEPTH:
            raise FileUnreadableError(ExcelTooDeep())
        self.path = (*self.path, local(name))
        self.start(self.path, attributes)

    def closed(self, _name: str) -> None:
        """An element ends."""
        self.ended_records += self.end(self.path)
        self.path = self.levels.pop()

    def said(self, data: str) -> None:
        """Characters of the innermost element."""
        self.text(self.path, data)


def refuse_declarations(*_declared: object) -> None:
    """A document type could declare entities that stand for each other, or for files."""
    raise FileUnreadableError(ExcelDeclares())


def read_xml(file: IO[bytes], reading: Reading, part: Label) -> Iterator[None]:
    """Feed a document, a portion at a time; control comes back after each, so that what was read can be taken."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_declarations
    parser.StartElementHandler = reading.opened
    parser.EndElementHandler = reading.closed
    parser.CharacterDataHandler = reading.said
    since = before = 0
    while content := file.read(PORTION):
        parser.Parse(content, False)  # noqa: FBT003 - expat takes no names
        since = 0 if reading.ended_records > before else since + len(content)
        before = reading.ended_records
        if since > MAX_RECORD:
            raise FileUnreadableError(LargePart(part=part, size=MAX_RECORD))
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    yield
