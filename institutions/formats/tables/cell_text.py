"""Cells as people write them, in the words of the contract: encodings, full-width letters, wareki dates, shares, flags.

Nothing is guessed: a cell with two possible meanings, or none, is an error that names its remedy.
"""

import codecs
import re
import unicodedata
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import TextIOWrapper
from typing import IO, Final

from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.troubles.values import NotInCalendar
from institutions.formats.tables.troubles.cells import (
    BeforeEra,
    NeitherYesNorNo,
    NoDayInCell,
    NoPercentSign,
    NoShareInCell,
    NoWholeNumberInCell,
    OutsideEra,
)
from institutions.formats.tables.troubles.encodings import (
    EucJp,
    Iso2022Jp,
    NeitherEncoding,
    NoUtf8,
    NulCharacters,
    Utf16,
)
from institutions.formats.tables.troubles.headings import LineWithoutEnd
from institutions.values.written_number import written_number

# Python reads five single bytes as these letters that cp932 doesn't have: 80, A0 and FD to FF.
NO_CP932: Final = re.compile("[\x80\uf8f0-\uf8f3]")
# Found in no text in UTF-8 or cp932, but in UTF-16 or ISO-2022-JP (its shifts to kanji).
NO_TEXT: Final = re.compile("\0|\x1b\\$[@B]")
LARGEST_READ: Final = 10**19 - 1  # one too large for the register is refused where its field is checked
LOOKED_AT: Final = 1024 * 1024  # bytes that are decoded at a time
MAX_LINE: Final = 1024 * 1024  # characters of one line; the longest row of a template is a hundredth of it
# The years in which an era began; the first year is also written 元年. Source: Era Name Ordinances (元号を改める政令).
ERAS: Final = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 10, 23)),
)
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
WAREKI: Final = re.compile(
    r"(令和?|平成?|昭和?|大正?|明治?|[RHSTM])(元|\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE
)
MIDNIGHT: Final = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")  # as programs write a day
KANJI: Final = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}
# From its first digit on: else each of very many digits would begin anew.
WRITTEN_NUMBER: Final = re.compile("(?<![〇零一二三四五六七八九十])[〇零一二三四五六七八九十]++(?=[年月日])")
YES: Final = frozenset({"true", "yes", "y", "1", "○", "〇", "◯", "有", "はい", "該当"})
NO: Final = frozenset({"false", "no", "n", "0", "×", "無", "いいえ", "非該当"})
NONE: Final = frozenset({"null", "なし", "該当なし"})
MONEY_MARKS: Final = re.compile(r"^[¥￥]|円$")
FRACTION: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,20}", re.ASCII)
WHOLE_BP: Final = 10_000
SEPARATED: Final = re.compile(r"\d{1,3}(?:,\d{3})+")


class NotReadError(CodedError):
    """A cell without a value that its column can hold; the message has the remedy."""


def text_lines(file: IO[bytes]) -> Generator[str]:
    """Yield the lines of a text in UTF-8, with or without its mark, or in cp932, with their ends; in bounded memory.

    The whole file is checked first. FileUnreadableError if it is neither, or a line has no end.
    """
    encoding = encoding_of(file)
    file.seek(0)
    number = 0
    reader = TextIOWrapper(file, encoding, newline="")
    try:
        while line := reader.readline(MAX_LINE):
            number += 1
            if len(line) >= MAX_LINE:
                raise FileUnreadableError(LineWithoutEnd(line=PlainNumber(number), number=MAX_LINE))
            yield line
    finally:
        reader.detach()  # the file is the caller's to close


def encoding_of(file: IO[bytes]) -> str:
    """Return utf-8-sig or cp932, whichever the whole file is; FileUnreadableError if it is neither.

    Most text in EUC-JP could also be read as cp932, as other letters; the reverse is rare. A file in UTF-8 that was cut
    off within its last letter would often be read as cp932 too: it is recognised by the UTF-8 letters before its end.
    Both are refused.
    """
    file.seek(0)
    begins = file.read(len(codecs.BOM_UTF8))
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileUnreadableError(Utf16())
    in_utf_8 = look_through(file, "utf-8")
    if in_utf_8.failed_at is None:
        return "utf-8-sig"
    was_utf_8 = begins == codecs.BOM_UTF8 or (in_utf_8.at_the_end and in_utf_8.has_letters)
    if not was_utf_8 and look_through(file, "cp932").failed_at is None:
        if look_through(file, "euc_jp").failed_at is None:
            raise FileUnreadableError(EucJp())
        return "cp932"
    trouble = NoUtf8 if was_utf_8 else NeitherEncoding
    raise FileUnreadableError(trouble(byte=PlainNumber(in_utf_8.failed_at + 1)))


@dataclass(frozen=True, slots=True)
class EncodingCheck:
    """The byte at which a file stops being text of an encoding; None if all of it is."""

    failed_at: int | None
    at_the_end: bool = False  # of the file, within a letter
    has_letters: bool = False  # beyond ASCII, before it fails


def look_through(file: IO[bytes], encoding: str) -> EncodingCheck:
    """Decode a whole file in portions and return where it fails. FileUnreadableError for a foreign encoding."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    done, has_letters = 0, False
    while True:
        content = file.read(LOOKED_AT)
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(content, final=not content)
        except UnicodeDecodeError as trouble:
            before = trouble.object[: trouble.start]
            return EncodingCheck(
                done - pending + trouble.start,
                at_the_end=not content,
                has_letters=has_letters or not bytes(before).isascii(),
            )
        if encoding == "cp932" and (found := NO_CP932.search(text)):
            return EncodingCheck(done + found.start())
        if encoding != "euc_jp" and (found := NO_TEXT.search(text)):
            raise FileUnreadableError(NulCharacters() if found[0] == "\0" else Iso2022Jp())
        if not content:
            return EncodingCheck(None)
        has_letters = has_letters or not text.isascii()
        done += len(content)


def plain_cell(cell: str) -> str:
    """Return a cell without surrounding spaces, with half-width digits, letters and marks (NFKC)."""
    return unicodedata.normalize("NFKC", cell).strip()


def same_but_blanks(one: object, other: object) -> bool:
    """Return whether two texts differ only in blanks or a comma at their ends, as in formats of single lines."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return " ".join(one.split()).strip(", ") == " ".join(other.split()).strip(", ")


def read_day_cell(cell: str) -> str:
    """Return the ISO date of a cell such as 2026-06-15, 2026/6/15 0:00, 令和8年6月15日, 令8.6.15 or R8.6.15.

    The numbers of 令和八年六月十五日 may be written as the official gazette writes them.
    """
    text = MIDNIGHT.sub("", plain_cell(cell)).replace(" ", "")
    text = WRITTEN_NUMBER.sub(lambda found: number_in_digits(found[0]), text)
    if found := DAY.fullmatch(text) or COMPACT.fullmatch(text):
        return calendar_day(cell, *map(int, found.groups()))
    if found := WAREKI.fullmatch(text):
        era, year, month, on = found.groups()
        return day_of_era(cell, era.upper(), 1 if year == "元" else int(year), int(month), int(on))
    raise NotReadError(NoDayInCell(value=outside_value(cell)))


def number_in_digits(written: str) -> str:
    """Return a number below a hundred, or one written digit by digit, in digits: 二十一 and 二〇二六; else the text."""
    if "十" not in written:
        return "".join(KANJI[digit] for digit in written)
    tens, _, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or {tens, ones} & {"〇", "零"} or "十" in ones:
        return written
    return f"{KANJI.get(tens, '1')}{KANJI.get(ones, '0')}"


def day_of_era(cell: str, era: str, year: int, month: int, on: int) -> str:
    """Return the ISO date of a day in a year of an era; NotReadError for one outside the era."""
    later: date | None = None
    for name, letter, begins in ERAS:
        if era in (name, name[0], letter):
            day = calendar_day(cell, begins.year + year - 1, month, on)
            if day < begins.isoformat() or (later and day >= later.isoformat()):
                first = WrittenDay(begins.isoformat())
                if later is None:
                    raise NotReadError(BeforeEra(value=outside_value(cell), era=name, day=first))
                end = WrittenDay(later.isoformat())
                raise NotReadError(OutsideEra(value=outside_value(cell), era=name, day=first, end=end))
            return day
        later = begins
    raise AssertionError(era)


def calendar_day(cell: str, year: int, month: int, on: int) -> str:
    """Return the ISO text of a day; NotReadError if it does not exist."""
    try:
        return date(year, month, on).isoformat()
    except ValueError:
        raise NotReadError(NotInCalendar(value=outside_value(cell))) from None


def read_whole_cell(cell: str) -> int:
    """Return a whole number, with or without commas between thousands, with or without the marks of yen."""
    text = MONEY_MARKS.sub("", plain_cell(cell).replace(" ", ""))
    if SEPARATED.fullmatch(text):
        text = text.replace(",", "")
    number = written_number(text, most=LARGEST_READ)
    if number is None:
        raise NotReadError(NoWholeNumberInCell(value=outside_value(cell)))
    return number


def read_share_cell(cell: str) -> int:
    """Return basis points: a whole number of them, or a percentage with its sign, such as 6.2%.

    A fraction without the sign may be a percentage or, as Excel stores it, a part of 1: neither is guessed.
    """
    text = plain_cell(cell).replace(" ", "")
    if not has_percent(cell):
        if FRACTION.fullmatch(text):
            points = Decimal(text) * 100
            fits = points == points.to_integral_value() and points <= WHOLE_BP
            percent, bp = (text, f"{points.to_integral_value():f}") if fits else ("6.2", "620")
            raise NotReadError(NoPercentSign(value=outside_value(cell), percent=percent, bp=bp))
        return read_whole_cell(cell)
    try:
        points = Decimal(text[:-1]) * 100
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or points != points.to_integral_value():
        raise NotReadError(NoShareInCell(value=outside_value(cell)))
    return int(points)


def has_percent(cell: str) -> bool:
    """Return whether a share is written with a per cent sign."""
    return plain_cell(cell).endswith("%")


def read_flag_cell(cell: str) -> bool:
    """Return yes or no from the words that tables use; NotReadError for any other."""
    text = plain_cell(cell).casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    raise NotReadError(NeitherYesNorNo(value=outside_value(cell)))


def says_none(cell: str) -> bool:
    """Return whether the cell states that there is no value; an empty one states nothing."""
    return plain_cell(cell).casefold() in NONE
