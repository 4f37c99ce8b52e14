"""XML of an Excel file, read as a stream: the size between two records is bounded, and declarations are refused.

A small zip may hold a large document, and a document may be one row without an end, or entities that expand each other.
None of these gets into the memory.
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


def local_name(name: str) -> str:
    """Return a name without its namespace: there are two for the same words."""
    return name.rpartition(" ")[2]


@dataclass(slots=True)
class XmlReading:
    """The state of reading: the open elements, and the callbacks.

    `start` and `end` are called for each element with the names above it; `end` returns whether a record ended.
    """

    start: Callable[[tuple[str, ...], Attributes], None]
    end: Callable[[tuple[str, ...]], bool]
    text: Callable[[tuple[str, ...], str], None]
    path: tuple[str, ...] = ()
    ended_records: int = 0
    levels: list[tuple[str, ...]] = field(default_factory=list)

    def opened(self, name: str, attributes: Attributes) -> None:
        """Open an element."""
        self.levels.append(self.path)
        if len(self.levels) > MAX_DEPTH:
            raise FileUnreadableError(ExcelTooDeep())
        self.path = (*self.path, local_name(name))
        self.start(self.path, attributes)

    def closed(self, _name: str) -> None:
        """Close an element."""
        self.ended_records += self.end(self.path)
        self.path = self.levels.pop()

    def said(self, data: str) -> None:
        """Pass on characters of the innermost element."""
        self.text(self.path, data)


def refuse_declarations(*_declared: object) -> None:
    """Raise FileUnreadableError: a document type could declare entities that expand each other, or read files."""
    raise FileUnreadableError(ExcelDeclares())


def read_xml(file: IO[bytes], reading: XmlReading, part: Label) -> Iterator[None]:
    """Feed a document, a portion at a time; yield after each, so that finished records can be taken."""
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
