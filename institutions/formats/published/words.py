"""The words of published lists, from files in institutions/data: headings, codes, methods, words for withheld."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from institutions.values.quick_yaml import load_yaml

DATA: Final = Path(__file__).resolve().parents[2] / "data"
HEADINGS: Final = DATA / "published_headings.yaml"
PORTAL: Final = DATA / "portal_codes.yaml"
POSTS: Final = DATA / "posts_of_bodies.yaml"
UNREAD: Final = "unread"  # a heading that is known and not read
CLOSING: Final = ")]】〕"
IN_BRACKETS: Final = re.compile(rf"[(\[【〔][^{re.escape(CLOSING)}]*+[{re.escape(CLOSING)}]")
LONGEST_HEADING: Final = 1_000  # characters; a longer cell heads nothing
NO_LETTER: Final = re.compile(r"[※*]\d*|[\W_]")


@dataclass(frozen=True, slots=True)
class HeadingTable:
    """The headings of one form: the field of each, by the heading without blanks, punctuation and brackets."""

    fields: Mapping[str, str]
    first: Mapping[str, str]  # the first heading of each field, to name it where a file lacks it

    def field_of(self, cell: str) -> str | None:
        """Return the field that a cell heads, which may all be in brackets; None if it is no known heading."""
        bare = bare_heading(cell)
        return self.fields.get(bare or bare_heading(cell.strip()[1:-1]))


def bare_heading(cell: str) -> str:
    """Return a heading as it is compared; empty for one that is all in brackets, such as a unit.

    A cell that is too long for a heading is returned as it is.
    """
    if len(cell) > LONGEST_HEADING:
        return cell
    plain = "\n".join(map(without_brackets, unicodedata.normalize("NFKC", cell).split("\n")))
    return NO_LETTER.sub("", plain).casefold()


def without_brackets(line: str) -> str:
    """Return a line without what is in brackets. Behind the last that closes none is looked for.

    Else each one that opens would be followed to the end of the line.
    """
    end = 1 + max(map(line.rfind, CLOSING))
    return IN_BRACKETS.sub("", line[:end]) + line[end:]


@cache
def heading_table(form: str) -> HeadingTable:
    """Return the headings of a form. ValueError if one heads two fields: a mistake in the file."""
    fields: dict[str, str] = {}
    first: dict[str, str] = {}
    for field, headings in published_words()["forms"][form].items():
        first[field] = headings[0]
        for heading in headings:
            bare = bare_heading(str(heading))
            if fields.setdefault(bare, field) != field:
                message = f"{HEADINGS.name}: {heading!r} heads {fields[bare]} and {field}. Leave one out."
                raise ValueError(message)
    return HeadingTable(fields, first)


@cache
def published_words() -> Mapping[str, Any]:  # Any: what the file holds
    """Return the content of published_headings.yaml."""
    found: dict[str, Any] = load_yaml(HEADINGS.read_text(encoding="utf-8"))
    return found


@cache
def portal_words() -> Mapping[str, Any]:  # Any: what the file holds
    """Return the content of portal_codes.yaml."""
    found: dict[str, Any] = load_yaml(PORTAL.read_text(encoding="utf-8"))
    return found


@cache
def posts_of_bodies() -> Sequence[tuple[str, str]]:
    """Return parts of the names of offices, each with the code of the body that has it; the first that fits decides."""
    rows = load_yaml(POSTS.read_text(encoding="utf-8"))["offices"]
    return tuple((str(part), str(body)) for part, body in rows)
