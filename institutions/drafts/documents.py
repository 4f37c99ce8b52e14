"""Reading files of submission documents: one JSON object, a JSON list of them, or one object a line.

What can't be read is given with its place and the remedy; the other documents of the file go on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from institutions.drafts.errors import FieldError


@dataclass(frozen=True, slots=True)
class FileDocument:
    """One document of a file: where it stands, and its content or what keeps it from being read.

    `notes` say what a file of another form holds that no field of a document can, `uri` where its package is published,
    `stated_at` when its publisher released it.
    """

    label: str
    document: object = None
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()
    uri: str | None = None
    stated_at: datetime | None = None

    @property
    def reference(self) -> str | None:
        """The document's own reference, where it can be made out."""
        given = self.document.get("reference") if isinstance(self.document, dict) else None
        return given if isinstance(given, str) else None


class FileUnreadableError(ValueError):
    """A file of which nothing can be read."""


def documents_in(path: Path) -> list[FileDocument]:
    """Every document of a file in its order. FileUnreadableError where there is no text in UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        message = f"{path} cannot be read: {trouble.strerror}."
        raise FileUnreadableError(message) from trouble
    except UnicodeDecodeError as trouble:
        message = f"{path} is not UTF-8 at byte {trouble.start}. Save it as UTF-8."
        raise FileUnreadableError(message) from trouble
    if not text.strip():
        message = f"{path} is empty. It holds one JSON object, a JSON list, or one object a line."
        raise FileUnreadableError(message)
    if has_lines(text):
        return list(by_line(text))
    whole = parsed(text, "document")
    if not isinstance(whole.document, list):
        return [whole]
    return [FileDocument(f"document {place}", each) for place, each in enumerate(whole.document, start=1)]


def has_lines(text: str) -> bool:
    """Whether a file holds one object a line: two or more lines begin as an object does and one of them is whole."""
    lines = [line for line in text.splitlines() if line.strip()]
    starts = [line for line in lines if line.startswith("{")]
    return len(starts) > 1 and any(parsed(line, "").errors == () for line in starts)


def by_line(text: str) -> Iterator[FileDocument]:
    """The document of each line; empty lines are passed over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield parsed(line, f"line {number}")


def parsed(text: str, label: str) -> FileDocument:
    """The document of a text, or the error that says where its JSON breaks off."""
    try:
        return FileDocument(label, json.loads(text, object_pairs_hook=only_once, parse_constant=no_number))
    except json.JSONDecodeError as trouble:
        place = f"column {trouble.colno}" if trouble.lineno == 1 else f"line {trouble.lineno}, column {trouble.colno}"
        message = f"{label}: this is not JSON at {place}: {trouble.msg}. Correct it there."
    except (ValueError, RecursionError) as trouble:
        message = f"{label}: {trouble or 'it is nested too deeply'}"
    return FileDocument(label, errors=(FieldError("", message),))


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: the values of one JSON object
    """An object, whose fields each stand once: the second would silently replace the first."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            message = f"the field {name[:60]!r} stands twice in one object. Keep one."
            raise ValueError(message)
        found[name] = value
    return found


def no_number(name: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    message = f"{name} is not a number in JSON. Leave the field out if the value is unknown."
    raise ValueError(message)
