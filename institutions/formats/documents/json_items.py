"""The items of a JSON list, or the objects of a file one after the other, with one of them in memory at a time.

A broken item of a file with one object per line is one error, and the next lines are read; in a list the content after
a broken item cannot be separated from it, so the reading ends there.
"""

import codecs
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.drafts.reading import BLANK, json_break_line, value_at
from institutions.drafts.troubles.files import JsonFileTooDeep
from institutions.formats.documents.troubles import ListCutOff, LongItem, NoComma, NothingInFile, RestNotUtf8
from institutions.formats.tables.other_files import refuse_no_text

CHUNK: Final = 1024 * 1024
MAX_ITEM: Final = 32 * 1024 * 1024  # characters of one item with all its spaces


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One item with its first line, or the errors that keep it from being read."""

    line: int
    value: object = None
    errors: tuple[FieldError, ...] = ()


@dataclass(slots=True)
class TextWindow:
    """The part of the file that is in memory; text that was read is dropped."""

    file: IO[bytes]
    text: str = ""
    at: int = 0
    line: int = 1
    ended: bool = False
    begun: bool = False
    _decoder: codecs.IncrementalDecoder = field(init=False)

    def __post_init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def more(self) -> bool:
        """Read as much again as is in memory. Return False at the end of the file. ValueError if it is not UTF-8."""
        if self.ended:
            return False
        self.text = self.text[self.at :]
        self.at = 0
        content = self.file.read(max(CHUNK, len(self.text)))
        self.ended = not content
        text = self._decoder.decode(content, final=self.ended)
        if text and not self.begun:  # not by utf-8-sig, which passes over half of the mark at the end of a file
            self.begun, text = True, text.removeprefix("\ufeff")
        self.text += text
        return not self.ended

    def move_to(self, place: int) -> None:
        """Continue from a place in the text, counting lines."""
        self.line += self.text.count("\n", self.at, place)
        self.at = place

    def next_character(self) -> str:
        """Return the next character that is not blank; empty at the end."""
        while True:
            found = BLANK.match(self.text, self.at)
            self.move_to(found.end() if found else self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def items_in(file: IO[bytes]) -> Iterator[JsonItem]:
    """Yield each item in order. FileUnreadableError if there is none, or the file is of another type."""
    refuse_no_text(file)
    window = TextWindow(file)
    found = False
    try:
        is_list = window.next_character() == "["
        if is_list:
            window.move_to(window.at + 1)
        for item in separated_items(window, is_list=is_list):
            found = True
            yield item
    except UnicodeDecodeError:
        found = True
        yield JsonItem(window.line, errors=(FieldError("", RestNotUtf8()),))
    if not found:
        raise FileUnreadableError(NothingInFile())


def separated_items(window: TextWindow, *, is_list: bool) -> Iterator[JsonItem]:
    """Yield the items of values separated by blanks, and in a list by commas."""
    while (first := window.next_character()) and not (is_list and first == "]"):
        item, end = item_at(window)
        if end is None and not is_list:
            end = next_line(window)
        yield item
        if end is None:
            return
        window.move_to(end)
        if is_list and not (yield from after_item(window)):
            return
    if is_list and not first:
        yield JsonItem(window.line, errors=(FieldError("", ListCutOff()),))


def after_item(window: TextWindow) -> Generator[JsonItem, None, bool]:
    """Skip the comma after an item of a list; return False, after an error, where there is neither comma nor end."""
    following = window.next_character()
    if following == ",":
        window.move_to(window.at + 1)
    elif following not in ("]", ""):
        yield JsonItem(window.line, errors=(FieldError("", NoComma()),))
        return False
    return True


def item_at(window: TextWindow) -> tuple[JsonItem, int | None]:
    """Return the item that begins here and its end; None as the end where it cannot be found."""
    while True:
        line = window.line
        try:
            value, refusal, end = value_at(window.text, window.at)
        except RecursionError:
            return JsonItem(line, errors=(FieldError("", JsonFileTooDeep()),)), None
        except json.JSONDecodeError as error:
            held, before = len(window.text) - window.at, window.text.count("\n", 0, window.at)
            if held < MAX_ITEM and window.more():
                continue
            trouble = FieldError("", LongItem(number=MAX_ITEM))
            if held < MAX_ITEM:
                trouble = FieldError("", json_break_line(error, line - 1 - before))
            return JsonItem(line, errors=(trouble,)), None
        else:
            return JsonItem(line, value, tuple(refusal.errors) if refusal else ()), end


def next_line(window: TextWindow) -> int | None:
    """Return the index of the next line that begins an object; None if none is in memory."""
    found = window.text.find("\n{", window.at)
    return None if found < 0 else found + 1
