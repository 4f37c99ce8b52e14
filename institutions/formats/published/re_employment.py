"""Published notices of re-employment (再就職状況の公表): each row is the former post of a person, and the new one.

The Cabinet publishes each year the posts that former managers notified (国家公務員法第106条の25第2項; from memory),
each ministry those of its special service. A row gives: name, age, post and day on leaving, day of the new post,
employer and its business, position there, and whether the search was approved and the Center for Personnel Interchange
helped. Age, business, approval and help are not read: no rule needs them, and what is not needed is not kept.

Published names stay personal data. So only the former officials of one body are read, and only those that left within
the look-back. A person is identified by name, last post and day of leaving together, and called by a hash of them: no
key and no id of a record holds a name.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.drafts.errors import FieldError
from institutions.formats.ocds.reading.parties import name_by_script
from institutions.formats.published.cells import read_published_day, read_published_number
from institutions.formats.published.contracts import short_digest
from institutions.formats.published.notice_troubles import (
    EmployerUnmatched,
    JoinedBeforeLeaving,
    NoticesLeftOut,
    NoticesTooOld,
)
from institutions.formats.published.party_cells import joined_lines, name_and_address
from institutions.formats.published.table import PublishedRow, published_rows
from institutions.formats.published.troubles import CellEmpty
from institutions.formats.published.words import posts_of_bodies
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.formats.tables.cell_text import NotReadError, plain_cell

REQUIRED: Final = ("person", "post", "left_on", "joined_on", "employer")
PUBLISHER: Final = "再就職状況の公表"
REGULAR: Final = "regular"
LOOK_BACK_YEARS: Final = 5  # ours; the same as the parameter coi_former_official_years of rule COI-19
FORMER: Final = re.compile(r"^[(]?[元前][)]?")
OTHER_BODY: Final = re.compile(r"省|庁|府|院|委員会|機構|法人|会社|大学|財団|協会|[()]")
LONGEST_REGION: Final = 12  # characters: 在アメリカ合衆国日本国
Json = dict[str, Any]  # Any: values of the contract


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOptions:
    """The former officials that are read: of which bodies, and who left on which day or later.

    `names` are the names of the bodies in the register, with their codes, the longest first; `bodies` the codes of the
    body whose officials are read and of those under it; `parents` the codes over each. `service`: that of all posts in
    the file.
    """

    names: Sequence[tuple[str, str]]
    parents: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    known: frozenset[str]
    service: str
    since: str


def look_back_from(day: date) -> str:
    """Return the first day of leaving that is still within the look-back."""
    try:
        return day.replace(year=day.year - LOOK_BACK_YEARS).isoformat()
    except ValueError:  # 29 February
        return date(day.year - LOOK_BACK_YEARS, 3, 1).isoformat()


def read_notices(file: IO[bytes], options: NoticeOptions) -> Iterator[Record]:
    """Yield the notices of the bodies. The last record says how many rows were left out, and why."""
    reading = NoticesReading(options)
    last: Record | None = None
    for row in published_rows(file, "re_employment", REQUIRED):
        found = reading.row(row)
        if found is not None:
            if last is not None:
                yield last
            last = found
    if isinstance(last, RegisterDocument):
        yield RegisterDocument(
            line=last.line,
            record=last.record,
            publisher=last.publisher,
            content=last.content,
            headings=last.headings,
            notes=(*last.notes, *reading.left_out()),
        )
    elif last is not None:
        yield last
    else:
        yield RefusedRecord(line=0, errors=tuple(reading.left_out(nothing=True)), sure=False)


@dataclass(slots=True)
class NoticesReading:
    """The reading of a file, which counts what it leaves out."""

    options: NoticeOptions
    of_others: int = 0
    too_old: int = 0
    seen: set[str] = field(default_factory=set)
    on_table: tuple[FieldError, ...] = ()  # notes of the first row, kept for the first that is read

    def row(self, row: PublishedRow) -> Record | None:
        """Return the record of a row; None for a former official of another body, or one who left long ago."""
        self.on_table = (*self.on_table, *row.notes)
        if not row.cells:
            return RefusedRecord(line=row.line, errors=row.errors)
        body = body_of_post(row.cells.get("post", ""), self.options)
        if row.cells.get("post", "").strip() and body not in self.options.bodies:
            self.of_others += 1  # what is wrong with its other cells is for whoever reads that body's officials
            return None
        reading = NoticeRow(row)
        left_on = reading.day("left_on")
        if left_on and left_on < self.options.since:
            self.too_old += 1
            return None
        joined_on = reading.day("joined_on")
        number = reading.read("employer_number", read_published_number)
        person, post, employer = (reading.text(each) for each in ("person", "post", "employer"))
        if left_on and joined_on and joined_on <= left_on:
            reading.wrong("joined_on", JoinedBeforeLeaving(left=WrittenDay(left_on)))
        if reading.errors or row.errors or body is None:
            return RefusedRecord(line=row.line, errors=(*row.errors, *reading.errors))
        name, address = name_and_address(row.cells["employer"])
        post = joined_lines(row.cells["post"])
        who = short_digest(plain_name(person), left_on, post)
        company = number or f"{who} {short_digest(employer)}"
        record = f"{who} {joined_on} {short_digest(employer)}"
        if record in self.seen:
            return None  # the same line again, as lists of two fiscal years have it
        self.seen.add(record)
        notes, self.on_table = self.on_table, ()
        if not number:
            notes = (*notes, FieldError(row.place("employer"), EmployerUnmatched()))
        regular = self.options.service == REGULAR
        held = {"kind": "appointment", "person": who, "body": body, "post": post, "service": self.options.service}
        taken = {"kind": "re_employment", "person": who, "company": company, "on": joined_on}
        position = joined_lines(row.cells.get("employer_post", ""))
        return RegisterDocument(
            line=row.line,
            record=record,
            publisher=PUBLISHER,
            notes=notes,
            headings={
                **{f"/people/0/name{each}": row.place("person") for each in ("", "/ja", "/en")},
                **{f"/companies/0/name{each}": row.place("employer") for each in ("", "/ja", "/en")},
                "/statements/0/post": row.place("post"),
                "/statements/1/post": row.place("employer_post"),
            },
            content={
                "people": [{"key": who, "name": name_by_script(plain_name(person)), "country": None}],
                "companies": [company_of(company, name, address, number)],
                "sources": [{"key": "notice", "title": PUBLISHER}],
                "statements": [
                    {**held, "until": left_on, "source": "notice"},
                    {
                        **taken,
                        # The regular service's list is made of the notifications of article 106-24 themselves.
                        **({"notified": True} if regular else {}),
                        **({"post": position} if position else {}),
                        "source": "notice",
                    },
                ],
            },
        )

    def left_out(self, *, nothing: bool = False) -> Iterator[FieldError]:
        """Yield how many rows were left out, by reason; `nothing`: none was read."""
        if self.of_others or nothing:
            yield FieldError("", NoticesLeftOut(number=PlainNumber(self.of_others)))
        if self.too_old:
            yield FieldError("", NoticesTooOld(number=PlainNumber(self.too_old), day=WrittenDay(self.options.since)))


@dataclass(slots=True)
class NoticeRow:
    """The reading of one row, which collects its errors."""

    given: PublishedRow
    errors: list[FieldError] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the text of a cell that may not be empty; note an error if it is."""
        text = " ".join(self.given.cells.get(name, "").split())
        if not text:
            self.wrong(name, CellEmpty())
        return text

    def day(self, name: str) -> str:
        """Return the ISO date of a cell; empty, with an error, if there is none."""
        if not self.given.cells.get(name, "").strip():
            self.wrong(name, CellEmpty())
        return self.read(name, read_published_day) or ""

    def read(self, name: str, reader: Callable[[str], str | None]) -> str | None:
        """Return the value of a cell, None if it is empty; note an error if it cannot be read."""
        cell = self.given.cells.get(name, "")
        try:
            return reader(cell) if cell.strip() else None
        except NotReadError as trouble:
            self.wrong(name, trouble.said)
            return None

    def wrong(self, name: str, said: Coded) -> None:
        """Note an error of a cell, once, unless the cell itself could not be read."""
        place = self.given.place(name)
        if not any(each.field == place for each in (*self.errors, *self.given.errors)):
            self.errors.append(FieldError(place, said))


def body_of_post(post: str, options: NoticeOptions) -> str | None:
    """Return the body that the title of a post begins with, else that whose office it begins with; None if neither.

    A title begins with the body as the register names it; the longest name counts, so that 防衛装備庁 is not 防衛省. A
    body under it that follows counts instead: 経済産業省資源エネルギー庁. No other one that follows does: the post may
    have been held on loan from it, or beside one there.
    """
    plain = "".join(plain_cell(post).split())
    if named := named_body(plain, options) or named_body(FORMER.sub("", plain), options):
        return named
    offices = ((part, code) for part, code in posts_of_bodies() if code in options.known)
    return next((code for part, code in offices if is_office(plain, part)), None)


def named_body(post: str, options: NoticeOptions) -> str | None:
    """Return the body that a title names at its beginning, the lowest of those under one another; None if none."""
    found: str | None = None
    while named := next((each for each in options.names if post.startswith(each[0])), None):
        name, code = named
        if found is not None and found not in options.parents.get(code, ()):
            break
        found, post = code, post.removeprefix(name)
    return found


def is_office(post: str, part: str) -> bool:
    """Return whether a title begins with an office: before its word is at most a region, and no other body."""
    region, found, _ = post.partition(part)
    return bool(found) and len(region) <= LONGEST_REGION and not OTHER_BODY.search(region)


def plain_name(name: str) -> str:
    """Return a name with one blank between its parts, as the register has names."""
    return " ".join(plain_cell(name).split())


def company_of(key: str, name: str, address: str, number: str | None) -> Json:
    """Return the employer; without a corporate number its country is unknown."""
    company: Json = {"key": key, "name": name_by_script(name)}
    company |= {"corporate_number": number} if number else {"country": None}
    return {**company, "address": address} if address else company
