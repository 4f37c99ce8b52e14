"""Reading a file of documents: one JSON object, a JSON list, or one object per line; one document at a time.

A document that cannot be read is one refused item, with its line; the others are still read.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, NoReturn

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.troubles.files import (
    FieldRepeated,
    InfiniteNumber,
    JsonBroken,
    JsonFileTooDeep,
    LineNotUtf8,
    LineTooLong,
    LongNumber,
    NoJsonConstant,
    NotUtf8,
    TroubleOfLine,
)
from institutions.values.quoting import shown_in_message

# No amount has this many digits, and the time to read a number grows with their square.
LONGEST_NUMBER: Final = 100
MAX_LINE: Final = 32 * 1024 * 1024  # characters of one document with all its spaces
MAX_FILE: Final = 1024 * 1024 * 1024
BLANK: Final = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class DocumentOfFile:
    """One document of a file, or the errors why it cannot be read. `line` is its first line, counted from 1."""

    line: int
    document: object = None
    errors: tuple[FieldError, ...] = ()


def parse_json_text(text: str) -> object:
    """Parse one JSON text; DraftInvalid says where it is broken. Refuse repeated keys, NaN and deep nesting."""
    try:
        return DECODER.decode(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise DraftInvalid([FieldError("", json_break_line(error))]) from None
    except RecursionError:
        raise DraftInvalid([FieldError("", JsonFileTooDeep())]) from None


def read_bytes(content: bytes) -> object:
    """Parse the body of a request, which must be UTF-8; DraftInvalid otherwise."""
    try:
        return parse_json_text(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DraftInvalid([FieldError("", NotUtf8(byte=PlainNumber(error.start + 1)))]) from None


def read_documents(file: IO[bytes]) -> Iterator[DocumentOfFile]:
    """Yield the documents of a file, opened for bytes, in order.

    A file whose first line is a complete object, followed by another line, is read line by line; a list or a
    single object is read whole.
    """
    first = file.readline(MAX_LINE + 1)
    start = 1
    while first and not first.removeprefix(b"\xef\xbb\xbf").strip():
        first, start = file.readline(MAX_LINE + 1), start + 1
    if not first:
        return
    if is_line(first):
        yield from read_json_lines(first, file, start)
        return
    content = first + file.read(MAX_FILE)
    if looks_like_lines(content):
        yield from read_split(content, start)
    else:
        yield from read_whole(content, start)


def is_line(line: bytes) -> bool:
    """Return whether the line is a complete JSON object by itself."""
    stripped = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not (stripped.startswith(b"{") and stripped.endswith(b"}")):
        return False
    return not isinstance(read_line(1, stripped).document, type(None))


def looks_like_lines(content: bytes) -> bool:
    """Return whether these are JSON lines with a broken first one: each line begins an object at its margin."""
    lines = [line for line in content.splitlines() if line.strip()]
    return len(lines) > 1 and all(line.startswith((b"{", b"\xef\xbb\xbf{")) and len(line.strip()) > 1 for line in lines)


def read_json_lines(first: bytes, file: IO[bytes], start: int) -> Iterator[DocumentOfFile]:
    """Yield the documents of JSON lines; empty lines are skipped, too long ones refused."""
    line, number = first, start
    while line:
        if len(line) > MAX_LINE:
            yield DocumentOfFile(number, errors=(FieldError("", LineTooLong(line=PlainNumber(number), size=MAX_LINE)),))
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE + 1)
        elif line.strip():
            yield read_line(number, line)
        line, number = file.readline(MAX_LINE + 1), number + 1


def read_split(content: bytes, start: int) -> Iterator[DocumentOfFile]:
    """Yield the documents of JSON lines in a file that is already in memory."""
    for number, line in enumerate(content.split(b"\n"), start=start):
        if line.strip():
            yield read_line(number, line)


def read_line(number: int, line: bytes) -> DocumentOfFile:
    """Return one line as one document, or its errors."""
    try:
        return DocumentOfFile(number, DECODER.decode(line.decode("utf-8-sig").rstrip("\r\n")))
    except UnicodeDecodeError:
        return DocumentOfFile(number, errors=(FieldError("", LineNotUtf8(line=PlainNumber(number))),))
    except (json.JSONDecodeError, DraftInvalid, RecursionError) as error:
        return DocumentOfFile(number, errors=locate_errors(error, number))


def read_whole(content: bytes, start: int) -> Iterator[DocumentOfFile]:
    """Yield the documents of a single object, or of a list that is read item by item."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = start + content[: error.start].count(b"\n")
        yield DocumentOfFile(line, errors=(FieldError("", LineNotUtf8(line=PlainNumber(line))),))
        return
    at = skip_blanks(text, 0)
    if not text.startswith("[", at):
        yield from read_at_end(text, at, start)
        return
    at = skip_blanks(text, at + 1)
    line, counted = start, 0
    while not text.startswith("]", at):
        line, counted = line + text.count("\n", counted, at), at
        try:
            document, refusal, end = value_at(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            yield DocumentOfFile(line, errors=locate_errors(error, start))
            return
        yield DocumentOfFile(line, document, locate_errors(refusal, line) if refusal else ())
        at = skip_blanks(text, end)
        if text.startswith(",", at):
            at = skip_blanks(text, at + 1)
        elif not text.startswith("]", at):
            trouble = json_break_line(json.JSONDecodeError("Expecting ',' delimiter", text, at), start - 1)
            yield DocumentOfFile(line + text.count("\n", counted, at), errors=(FieldError("", trouble),))
            return
    if skip_blanks(text, at + 1) < len(text):
        trouble = json_break_line(json.JSONDecodeError("Extra data", text, at + 1), start - 1)
        yield DocumentOfFile(start + text.count("\n"), errors=(FieldError("", trouble),))


def value_at(text: str, at: int) -> tuple[object, DraftInvalid | None, int]:
    """Return the JSON value that begins here or why it is refused, and its end, where the next one may follow.

    JSONDecodeError or RecursionError if its end cannot be found, refused or not: nothing says where it is.
    """
    try:
        value, end = DECODER.raw_decode(text, at)
    except DraftInvalid as refusal:
        _, end = ANY_DECODER.raw_decode(text, at)
        return None, refusal, end
    return value, None, end


def read_at_end(text: str, at: int, start: int) -> Iterator[DocumentOfFile]:
    """Yield the single document of a file that is not a list, or its errors."""
    try:
        yield DocumentOfFile(start, DECODER.decode(text[at:]))
    except (json.JSONDecodeError, DraftInvalid, RecursionError) as error:
        yield DocumentOfFile(start, errors=locate_errors(error, start))


def skip_blanks(text: str, at: int) -> int:
    """Return the index of the next character that is not blank."""
    found = BLANK.match(text, at)
    return found.end() if found else at


def locate_errors(error: Exception, line: int) -> tuple[FieldError, ...]:
    """Return the errors of an unreadable document that begins at this line of the file."""
    if isinstance(error, DraftInvalid):
        return tuple(
            FieldError(each.field, TroubleOfLine(line=PlainNumber(line), said=each.said)) for each in error.errors
        )
    if isinstance(error, json.JSONDecodeError):
        return (FieldError("", json_break_line(error, line - 1)),)
    return (FieldError("", TroubleOfLine(line=PlainNumber(line), said=JsonFileTooDeep())),)


def json_break_line(error: json.JSONDecodeError, lines_before: int = 0) -> Coded:
    """Return the error with line and column where the JSON breaks."""
    return JsonBroken(line=PlainNumber(error.lineno + lines_before), column=PlainNumber(error.colno), trouble=error.msg)


def refuse_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object, or raise DraftInvalid if a field is repeated: one value would be lost silently."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise DraftInvalid([FieldError("", FieldRepeated(field=shown_in_message(name)))])
        found[name] = value
    return found


def refuse_constant(name: str) -> NoReturn:
    """Raise DraftInvalid: NaN and Infinity are not JSON."""
    raise DraftInvalid([FieldError("", NoJsonConstant(name=name))])


def read_integer(digits: str) -> int:
    """Return a whole number; DraftInvalid if it has too many digits."""
    if len(digits) > LONGEST_NUMBER:
        raise DraftInvalid([FieldError("", LongNumber(number=PlainNumber(len(digits))))])
    return int(digits)


def read_fraction(digits: str) -> float:
    """Return a number with a fraction or an exponent; DraftInvalid if it is infinite as a number of this program."""
    if math.isinf(number := float(digits)):
        raise DraftInvalid([FieldError("", InfiniteNumber(digits=shown_in_message(digits)))])
    return number


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=refuse_repeated,
    parse_constant=refuse_constant,
    parse_int=read_integer,
    parse_float=read_fraction,
)
# Used only to find the end of a refused document; its numbers are discarded.
ANY_DECODER: Final = json.JSONDecoder(parse_int=lambda _: 0)
