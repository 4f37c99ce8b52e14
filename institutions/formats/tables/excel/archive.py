"""An Excel file as a zip: its first sheet, its texts and its number formats, all within bounds."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from openpyxl.styles.numbers import (
    BUILTIN_FORMATS,
    BUILTIN_FORMATS_MAX_SIZE,
    is_date_format,
    is_timedelta_format,
)
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.excel.xml import Attributes, XmlReading, local_name, read_xml
from institutions.formats.tables.troubles.excel import ExcelPassword, ExcelTooLarge, LargePart, NoSheet, TooManyTexts
from institutions.kinds.base import Label
from institutions.values.written_number import written_number

PART: Final = Label("part", "構成部分")
TEXT: Final = Label("text", "文字列")
FORMAT: Final = Label("number format", "表示形式")
MAX_PARTS: Final = 1_000  # files within the zip
MAX_UNPACKED: Final = 256 * 1024 * 1024  # bytes of all parts, read as a stream
MAX_SHARED: Final = 64 * 1024 * 1024  # bytes held in memory: all parts but the sheets
MAX_TEXTS: Final = 4_000_000  # that cells may share
MAX_FORMAT: Final = 255  # characters of a number format, as in Excel: it is looked through for each cell
GENERAL: Final = "General"
WORKSHEET: Final = "worksheet"  # a sheet of cells; others are charts and dialogs
Path = tuple[str, ...]


def ignore_element(*_args: object) -> None:
    """Do nothing with an event that is not needed."""


def refuse_bomb(packed: zipfile.ZipFile) -> None:
    """Refuse a zip that unpacks to too much. Python stops reading a member that is longer than it declares."""
    members = packed.infolist()
    if any(each.flag_bits & 1 for each in members):
        raise FileUnreadableError(ExcelPassword())
    whole = sum(each.file_size for each in members)
    held = sum(each.file_size for each in members if not each.filename.startswith("xl/worksheets/"))
    if len(members) > MAX_PARTS or whole > MAX_UNPACKED or held > MAX_SHARED:
        said = ExcelTooLarge(
            whole=whole,
            parts=len(members),
            most_bytes=MAX_UNPACKED,
            most_held=MAX_SHARED,
            most_parts=MAX_PARTS,
        )
        raise FileUnreadableError(said)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it: its name, its kind, its part, and whether it is shown."""

    name: str
    kind: str
    part: str
    shown: bool


@dataclass
class Archive:
    """The parts of an Excel file that are read."""

    packed: zipfile.ZipFile
    epoch: datetime = WINDOWS_EPOCH
    sheets: list[str] = field(default_factory=list)  # the ids of their files, in the order of the workbook

    def each(self, part: str) -> Iterator[tuple[Path, Attributes]]:
        """Yield every element of a small part, with the names above it; nothing if the part is absent."""
        found: list[tuple[Path, Attributes]] = []

        def start(path: Path, attributes: Attributes) -> None:
            found.append((path, {local_name(name): value for name, value in attributes.items()}))

        if part in self.parts:
            with self.packed.open(part) as file:
                for _ in read_xml(file, XmlReading(start, lambda _path: True, ignore_element), PART):
                    yield from found
                    found.clear()

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the references of a part by their id: type and target part."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}
        for _, said in self.each(posixpath.join(folder, "_rels", f"{name}.rels")):
            if target := said.get("Target"):
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[said.get("Id", "")] = said.get("Type", "").rpartition("/")[2], posixpath.normpath(inside)
        return found

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of the files within the zip."""
        return frozenset(self.packed.namelist())

    @cached_property
    def workbook(self) -> str:
        """The part that lists the sheets."""
        parts = [part for kind, part in self.targets("").values() if kind == "officeDocument"]
        return parts[0] if parts else "xl/workbook.xml"

    @cached_property
    def related(self) -> dict[str, tuple[str, str]]:
        """The references of the workbook."""
        return self.targets(self.workbook)

    def first_sheet(self) -> str:
        """Return the part of the first sheet of cells, and note from which day its days are counted."""
        first = next(self.listed_sheets(), None)
        if first is None or first.kind != WORKSHEET or first.part not in self.parts:
            raise FileUnreadableError(NoSheet())
        return first.part

    def shown_sheets(self) -> list["ListedSheet"]:
        """Return the sheets of cells that a person sees. FileUnreadableError if there is none.

        A part that the workbook lists again is the same sheet: a small file could have one read 100,000 times.
        """
        found: dict[str, ListedSheet] = {}
        for each in self.listed_sheets():
            if each.kind == WORKSHEET and each.part in self.parts and each.shown:
                found.setdefault(each.part, each)
        if not found:
            raise FileUnreadableError(NoSheet())
        return list(found.values())

    def listed_sheets(self) -> Iterator["ListedSheet"]:
        """Yield the sheets in the order of the workbook, and note from which day their days are counted."""
        for path, said in self.each(self.workbook):
            if path[1:] == ("workbookPr",) and said.get("date1904") in ("1", "true"):
                self.epoch = MAC_EPOCH
            if path[1:] == ("sheets", "sheet"):
                kind, part = self.related.get(said.get("id", ""), ("", ""))
                yield ListedSheet(said.get("name", ""), kind, part, said.get("state", "visible") == "visible")

    def related_of(self, wanted: str) -> list[str]:
        """Return the existing parts of a type that the workbook refers to, each once however often it does."""
        named = dict.fromkeys(part for kind, part in self.related.values() if kind == wanted)
        return [part for part in named if part in self.parts]

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells of all sheets refer to by number, without the reading aids beside Japanese ones."""
        found: list[str] = []
        said: list[str] = []

        def end(path: Path) -> bool:
            if path[1:] != ("si",):
                return False
            found.append("".join(said))
            said.clear()
            if len(found) > MAX_TEXTS:
                raise FileUnreadableError(TooManyTexts(number=MAX_TEXTS))
            return True

        def text(path: Path, data: str) -> None:
            if path[-1] == "t" and "rPh" not in path:
                said.append(data)

        for part in self.related_of("sharedStrings"):
            with self.packed.open(part) as file:
                for _ in read_xml(file, XmlReading(ignore_element, end, text), TEXT):
                    pass
        return found

    @cached_property
    def styles(self) -> "Styles":
        """The number formats of the cells of all sheets. FileUnreadableError for one that is too long."""
        found = Styles()
        for part in self.related_of("styles"):
            for path, said in self.each(part):
                if path[1:] == ("numFmts", "numFmt"):
                    found.own[format_number(said.get("numFmtId"))] = format_code(said.get("formatCode", GENERAL))
                elif path[1:] == ("cellXfs", "xf"):
                    found.by_style.append(format_number(said.get("numFmtId")))
        return found


def format_number(said: str | None) -> int:
    """Return the number of a format; 0, the general one, where it is not a number."""
    return written_number(said or "") or 0


def format_code(said: str) -> str:
    """Return a number format. FileUnreadableError for one that is longer than Excel takes."""
    if len(said) > MAX_FORMAT:
        raise FileUnreadableError(LargePart(part=FORMAT, size=MAX_FORMAT))
    return said


@dataclass
class Styles:
    """The number formats: that of each style, and those that the workbook adds."""

    by_style: list[int] = field(default_factory=list)
    own: dict[int, str] = field(default_factory=dict)
    _days: dict[str, tuple[bool, bool]] = field(default_factory=dict)

    def format_of(self, style: int) -> str:
        """Return the number format of a style."""
        wanted = self.by_style[style] if 0 <= style < len(self.by_style) else 0
        if wanted < BUILTIN_FORMATS_MAX_SIZE and wanted not in self.own:
            return str(BUILTIN_FORMATS.get(wanted, GENERAL))
        return self.own.get(wanted, GENERAL)

    def is_day(self, shown_as: str) -> tuple[bool, bool]:
        """Return whether a format shows a number as a day or a time, and whether as a duration."""
        if shown_as not in self._days:
            self._days[shown_as] = bool(is_date_format(shown_as)), bool(is_timedelta_format(shown_as))
        return self._days[shown_as]
