"""The head of an edition: the list, its day, publisher, title and address; given in the file or beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay, outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.near_words import nearest_word
from institutions.drafts.values import text_trouble, value_trouble
from institutions.formats.tables.cell_text import NotReadError, plain_cell, read_day_cell
from institutions.kinds import FieldSort
from institutions.kinds.fields import special_field
from institutions.lists.declared_lists import LISTS, DeclaredList
from institutions.lists.head_fields import HEAD
from institutions.lists.troubles.head import (
    ListDayToCome,
    NoAddressSaid,
    NoDaySaid,
    NoListSaid,
    NoPublisherSaid,
    SaidOtherwise,
    UnknownList,
)
from institutions.values.written_day import written_day

URL: Final = special_field("url", FieldSort.URL, "URL", "URL")
LONGEST: Final = {"publisher": 200, "title": 500}  # characters
EDITION_TITLE: Final = "{title} ({as_of})"  # the title of an edition as a source
TITLED: Final = re.compile(r"(?P<title>.+) \((?P<as_of>\d{4}-\d{2}-\d{2})\)", re.DOTALL)
MISSING: Final[dict[str, Coded]] = {
    "list": NoListSaid(),
    "as_of": NoDaySaid(),
    "publisher": NoPublisherSaid(),
    "url": NoAddressSaid(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionHead:
    """One edition. `as_of` is the day of the published state, not the day on which it was fetched."""

    declared: DeclaredList
    as_of: date
    title: str
    publisher: str
    url: str

    @property
    def source(self) -> dict[str, str]:
        """The edition as a source, in the form of a document."""
        return {
            "key": "list",
            "title": EDITION_TITLE.format(title=self.title, as_of=self.as_of),
            "publisher": self.publisher,
            "url": self.url,
            "retrieved_on": timezone.localdate().isoformat(),
        }

    @property
    def as_options(self) -> dict[str, str]:
        """The options with which an import stores the head; `from_options` reads them back."""
        return {
            "list": self.declared.word,
            "as_of": self.as_of.isoformat(),
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
        }

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> "EditionHead":  # Any: plain data that `as_options` wrote
        """Return the head that `as_options` wrote."""
        return cls(
            declared=LISTS[options["list"]],
            as_of=written_day(options["as_of"]),
            title=options["title"],
            publisher=options["publisher"],
            url=options["url"],
        )


def edition_of(title: str) -> tuple[str, str] | None:
    """Split the title of a source into list title and day of edition; None if it is not the source of an edition."""
    found = TITLED.fullmatch(title)
    return (found["title"], found["as_of"]) if found else None


def head_of(said: Mapping[str, str], given: Mapping[str, str]) -> EditionHead:
    """Return the head from the file and the data given beside it; DraftInvalid with every trouble."""
    errors: list[FieldError] = []
    found = {name: said.get(name) or given.get(name) or "" for name in HEAD}
    for name in HEAD:
        if said.get(name) and given.get(name) and plain_cell(said[name]) != plain_cell(given[name]):
            otherwise = SaidOtherwise(value=outside_value(said[name]), other=outside_value(given[name]))
            errors.append(FieldError(name, otherwise))
    errors += [FieldError(name, trouble) for name, trouble in MISSING.items() if not found[name]]
    word = list_word(found["list"])
    if found["list"] and word is None:
        unknown = UnknownList(value=outside_value(found["list"]), near=nearest_word(found["list"], LISTS))
        errors.append(FieldError("list", unknown))
    as_of = edition_day(found["as_of"], errors) if found["as_of"] else None
    troubles = {name: text_trouble(found[name], most, one_line=True) for name, most in LONGEST.items() if found[name]}
    if found["url"]:
        troubles["url"] = value_trouble(URL, found["url"])
    errors += [FieldError(name, trouble) for name, trouble in troubles.items() if trouble]
    if errors or word is None or as_of is None:
        raise DraftInvalid(errors)
    return EditionHead(
        declared=LISTS[word],
        as_of=as_of,
        title=found["title"].strip() or LISTS[word].label.en,
        publisher=found["publisher"].strip(),
        url=found["url"].strip(),
    )


def list_word(given: str) -> str | None:
    """Return the word of a list, given by itself or by one of its labels; None for an unknown list."""
    asked = plain_cell(given).casefold()
    for word, declared in LISTS.items():
        if asked in (word, plain_cell(declared.label.en).casefold(), plain_cell(declared.label.ja).casefold()):
            return word
    return None


def edition_day(given: str, errors: list[FieldError]) -> date | None:
    """Return the day of an edition, noting a trouble where it is not a day or lies in the future."""
    try:
        found = written_day(read_day_cell(given))
    except NotReadError as trouble:
        errors.append(FieldError("as_of", trouble.said))
        return None
    if found > timezone.localdate():
        errors.append(FieldError("as_of", ListDayToCome(day=WrittenDay(found.isoformat()))))
    return found
