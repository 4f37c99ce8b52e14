"""One object of a release, read field by field: a value of the wrong type is refused with its place, never ignored.

`null`, an empty text and the placeholder date of converted files (1970-01-01) count as not given.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.troubles.fields import NoList, NoObject
from institutions.drafts.values import FIRST_DAY, LAST_DAY, text_trouble
from institutions.formats.ocds.reading.node_troubles import NoCode, NoMoment, NoNumber, TextCut
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.kinds.base import MAX_TEXT
from institutions.values.written_day import WRITTEN_DAY, written_day, written_moment

PLACEHOLDER: Final = "1970-01-01"
DATE_TIME: Final = re.compile(rf"({WRITTEN_DAY.pattern})(?:[T ].*)?")
LONGEST_READ: Final = 1_000_000

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True)
class ReleaseNode:
    """An object of the release with its place. A missing field reads as None, an empty list or an empty node."""

    value: Json
    pointer: str
    report: ReadingReport

    def __bool__(self) -> bool:
        return bool(self.value)

    def at(self, name: str) -> str:
        """Return the place of a field. The names are ours, so nothing in them needs to be escaped."""
        return f"{self.pointer}/{name}"

    def text(self, name: str, longest: int = MAX_TEXT) -> str | None:
        """Return a text in one line with its blanks folded; None if it is missing. Cut a long one, with a note."""
        given = self.value.get(name)
        if given is None:
            return None
        folded = " ".join(given.split()) if isinstance(given, str) else given
        if folded == "":
            return None
        if trouble := text_trouble(folded, LONGEST_READ, one_line=True):
            self.report.refuse(self.at(name), trouble)
            return None
        text = str(folded)
        if len(text) <= longest:
            return text
        self.report.note(self.at(name), TextCut(number=PlainNumber(len(text)), kept=PlainNumber(longest - 1)))
        return f"{text[: longest - 1]}…"

    def code(self, name: str) -> str | None:
        """Return an id or a code: a text, or a whole number as some publishers write it."""
        given = self.value.get(name)
        if isinstance(given, int) and not isinstance(given, bool):
            return str(given)
        return self.text(name, LONGEST_READ)

    def day(self, name: str) -> str | None:
        """Return the day of a date and time as ISO text, without converting time zones; None for the placeholder."""
        day = self.exact_day(name)
        return None if day == PLACEHOLDER else day

    def exact_day(self, name: str) -> str | None:
        """Return the day as ISO text, where 1970-01-01 is a day like any other."""
        given = self.value.get(name)
        if given is None or given == "":
            return None
        found = DATE_TIME.fullmatch(given) if isinstance(given, str) else None
        try:
            day = written_day(found[1]) if found else None
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            self.report.refuse(self.at(name), NoMoment(value=outside_value(given)))
            return None
        return day.isoformat()

    def number(self, name: str) -> Decimal | None:
        """Return a number, exactly as it is written."""
        given = self.value.get(name)
        if given is None:
            return None
        number = Decimal(repr(given)) if isinstance(given, int | float) and not isinstance(given, bool) else None
        if number is None or not number.is_finite():
            self.report.refuse(self.at(name), NoNumber(value=outside_value(given)))
            return None
        return number

    def node(self, name: str) -> "ReleaseNode":
        """Return an object."""
        given = self.value.get(name)
        if given is not None and not isinstance(given, dict):
            self.report.refuse(self.at(name), NoObject(value=outside_value(given)))
        return ReleaseNode(given if isinstance(given, dict) else {}, self.at(name), self.report)

    def nodes(self, name: str) -> "list[ReleaseNode]":
        """Return a list of objects; a single object, as some publishers write it, is a list of one."""
        given = self.value.get(name)
        if isinstance(given, dict):
            return [ReleaseNode(given, self.at(name), self.report)]
        found = []
        for place, each in enumerate(self._list(name)):
            pointer = f"{self.at(name)}/{place}"
            if isinstance(each, dict):
                found.append(ReleaseNode(each, pointer, self.report))
            else:
                self.report.refuse(pointer, NoObject(value=outside_value(each)))
        return found

    def codes(self, name: str) -> list[str]:
        """Return a list of codes; a single one, as some publishers write it, is a list of one."""
        given = self.value.get(name)
        found = []
        for place, each in enumerate([given] if isinstance(given, str) else self._list(name)):
            if not isinstance(each, str):
                self.report.refuse(f"{self.at(name)}/{place}", NoCode(value=outside_value(each)))
            elif each.strip() and (trouble := text_trouble(each, LONGEST_READ)):
                self.report.refuse(f"{self.at(name)}/{place}", trouble)
            else:
                found.append(each)
        return found

    def _list(self, name: str) -> list[object]:
        given = self.value.get(name)
        if given is None:
            return []
        if not isinstance(given, list):
            self.report.refuse(self.at(name), NoList(value=outside_value(given)))
            return []
        return given


def moment_in(given: object) -> datetime | None:
    """Return a moment of the data, of a year that the register can keep; without a time zone it is UTC."""
    try:
        moment = written_moment(given) if isinstance(given, str) else None
    except ValueError:
        return None
    return moment if moment and FIRST_DAY <= moment.date() < LAST_DAY else None
