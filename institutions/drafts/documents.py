"""Reading files of submission documents: one JSON object, a JSON list of them, or one object per line.

A document that cannot be read is reported with its place and the remedy; the other documents are still read.
"""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.codes.sentences import AsWritten
from institutions.drafts.errors import FieldError
from institutions.drafts.troubles.files import (
    DocumentBroken,
    DocumentLineBroken,
    DocumentNestedTooDeeply,
    DocumentUnread,
    FieldGivenTwice,
    FileEmpty,
    FileNotRead,
    FileNotUtf8,
    InfiniteNumber,
    NoJsonNumber,
)
from institutions.kinds.base import Label
from institutions.values.quoting import shown_in_message

Release = dict[str, Any]  # Any: values of one JSON object
DOCUMENT: Final = Label("document", "文書")


@dataclass(frozen=True, slots=True)
class FileDocument:
    """One document of a file: its place, and its content or the errors that keep it from being read.

    `notes` describe content of a file in another format that no field of a document can hold, `uri` is the address
    where its package is published, `stated_at` the time when its publisher released it. `releases` are what it was
    merged from, where its format comes bit by bit; `of_releases` makes the document of others.
    """

    label: str
    document: object = None
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()
    uri: str | None = None
    stated_at: datetime | None = None
    releases: tuple[Release, ...] = ()
    of_releases: "Callable[[tuple[Release, ...]], FileDocument] | None" = field(default=None, compare=False, repr=False)

    @property
    def reference(self) -> str | None:
        """The document's own reference; None if there is none or the document cannot be read."""
        given = self.document.get("reference") if isinstance(self.document, dict) else None
        return given if isinstance(given, str) else None


class FileUnreadableError(CodedError):
    """A file that cannot be read at all."""


def documents_in(path: Path) -> list[FileDocument]:
    """Return every document of a file in its order. FileUnreadableError if it is empty or not text in UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        raise FileUnreadableError(FileNotRead(path=str(path), trouble=trouble.strerror or "")) from trouble
    except UnicodeDecodeError as trouble:
        raise FileUnreadableError(FileNotUtf8(path=str(path), byte=PlainNumber(trouble.start))) from trouble
    if not text.strip():
        raise FileUnreadableError(FileEmpty(path=str(path)))
    if has_lines(text):
        return list(documents_by_line(text))
    whole = parse_document(text, DOCUMENT)
    if not isinstance(whole.document, list):
        return [whole]
    return [FileDocument(f"document {place}", each) for place, each in enumerate(whole.document, start=1)]


def has_lines(text: str) -> bool:
    """Return whether a file has one object per line: several lines begin like objects and one of them is complete."""
    lines = [line for line in text.splitlines() if line.strip()]
    starts = [line for line in lines if line.startswith("{")]
    return len(starts) > 1 and any(parse_document(line, DOCUMENT).errors == () for line in starts)


def documents_by_line(text: str) -> Iterator[FileDocument]:
    """Yield the document of each line; empty lines are skipped."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield parse_document(line, Label(f"line {number}", f"{number}行目"))


def parse_document(text: str, record: Label) -> FileDocument:
    """Return the document of a text, or the error with the place where its JSON breaks off."""
    try:
        return FileDocument(
            record.en,
            json.loads(
                text, object_pairs_hook=only_once, parse_constant=refuse_constant_number, parse_float=finite_number
            ),
        )
    except json.JSONDecodeError as trouble:
        said: Coded = json_break(trouble, record)
    except CodedError as trouble:
        said = DocumentUnread(record=record, said=trouble.said)
    except RecursionError:
        said = DocumentUnread(record=record, said=DocumentNestedTooDeeply())
    except ValueError as trouble:
        said = DocumentUnread(record=record, said=AsWritten(text=str(trouble)))
    return FileDocument(record.en, errors=(FieldError("", said),))


def json_break(trouble: json.JSONDecodeError, record: Label) -> Coded:
    """Return the error with the place where the JSON of a document breaks; by its column alone in its first line."""
    column = PlainNumber(trouble.colno)
    if trouble.lineno == 1:
        return DocumentLineBroken(record=record, column=column, trouble=trouble.msg)
    return DocumentBroken(record=record, line=PlainNumber(trouble.lineno), column=column, trouble=trouble.msg)


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: the values of one JSON object
    """Build an object, or raise CodedError if a field is given twice: the second would replace the first."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CodedError(FieldGivenTwice(field=repr(name[:60])))
        found[name] = value
    return found


def finite_number(digits: str) -> float:
    """Return a number with a fraction or an exponent. CodedError if it is infinite as a number of this program."""
    if math.isinf(number := float(digits)):
        raise CodedError(InfiniteNumber(digits=shown_in_message(digits)))
    return number


def refuse_constant_number(name: str) -> NoReturn:
    """Raise CodedError: NaN and Infinity are not JSON."""
    raise CodedError(NoJsonNumber(name=name))
