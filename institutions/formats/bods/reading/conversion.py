"""Each relationship record of a file as one register document with its parties, and each lone entity as another.

People are imported only where something is stated about them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError, FieldErrors
from institutions.formats.bods.reading.history import TieHistory
from institutions.formats.bods.reading.notes import (
    ComponentsNotHeld,
    InterestInItself,
    NoInterest,
    NotSpecified,
    PartyNotKnown,
)
from institutions.formats.bods.reading.parties import COMPANIES, PEOPLE, UNKNOWN, BodsParty, read_bods_party
from institutions.formats.bods.reading.sources import bods_source, publisher_of, source_key
from institutions.formats.bods.reading.spool import Spool, open_spool
from institutions.formats.bods.reading.statements import (
    ENTITY,
    PERSON,
    RELATIONSHIP,
    BodsStatement,
    may_be_id,
    name_statement,
)
from institutions.formats.bods.reading.ties import BodsTie, ties_of
from institutions.formats.bods.reading.troubles import (
    ClosesNothing,
    LonePerson,
    MixedTypes,
    NamelessEntity,
    NoPartyRecord,
    NoReason,
    PersonOwned,
    RecordIsRelationship,
    UnknownRecord,
)
from institutions.formats.bods.reading.unread_fields import note_unread_details
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.parties import key_for
from institutions.formats.ocds.reading.report import ListedNotes, ReadingReport
from institutions.formats.register_document import OwnerNotStated, Record, RefusedRecord, RegisterDocument
from institutions.kinds.base import Label
from institutions.values.quoting import shown_in_message
from institutions.values.written_day import day_or_none

INTERESTED: Final = "interestedParty"
UNSPECIFIED: Final = ("unspecifiedPersonDetails", "unspecifiedEntityDetails")
Row = dict[str, Any]  # Any: a row of the document, which the check reads afterwards


def read_bods(file: IO[bytes]) -> Iterator[Record]:
    """Yield the register documents of a file of BODS 0.4 statements: a JSON list of them, or one a line."""
    with open_spool() as statements:
        yield from statements.fill(file)
        for record in statements.records(RELATIONSHIP):
            yield Relationship(statements, record).translated()
        for record in statements.records(ENTITY):
            if not statements.is_named(record):
                yield lone_entity(statements.history(record))
        for record in statements.records(PERSON):
            if not statements.is_named(record):
                yield lone_person(statements.history(record))


@dataclass(slots=True)
class Relationship:
    """One relationship record, with what is gathered while it becomes a document."""

    statements: Spool
    record: str
    errors: FieldErrors = field(default_factory=FieldErrors)
    notes: ListedNotes = field(default_factory=ListedNotes)
    why: tuple[str, str] | None = None  # why the last statement names no owner: reason and description
    parties: dict[str, BodsParty | None] = field(default_factory=dict)  # by record; None where there is no name
    elsewhere: dict[str, FieldError] = field(default_factory=dict)  # by key: parties that an earlier file may have

    def translated(self) -> Record:
        """Return the document, or the record refused with its errors."""
        history, ends = TieHistory(), {}
        versions = self.statements.history(self.record)
        if trouble := mixed_types(versions):
            return RefusedRecord(line=versions[0].line, errors=(trouble,), record=self.record)
        pair: list[str | None] = []
        for statement in versions:
            report, self.why = ReadingReport(), None
            pair = self._pair(statement, report)
            declared = day_or_none(statement.day)
            ties = self._ties(statement, pair, report)
            history.take([replace(each, source=source_key(statement)) for each in ties], declared, report)
            if statement.closed:
                history.close(declared, report)
            note_unread_details(statement.node(report), RELATIONSHIP)
            ends = {each: statement.statement_id for each in pair if each}
            self._add(statement, report)
        if versions[-1].closed and not versions[0].opens and not history.ties and not self.errors.total:
            last = ReadingReport()
            last.refuse("/recordDetails/interests", ClosesNothing())
            self._add(versions[-1], last)
        if self.errors.total:
            return RefusedRecord(line=versions[0].line, errors=self.errors.listed(), record=self.record)
        return self._document(versions, history.ties, list(ends), self._unstated(versions[-1], pair))

    def _unstated(self, last: BodsStatement, pair: list[str | None]) -> tuple[OwnerNotStated, ...]:
        """Return why the company has an unstated owner, as last stated; empty once the record is closed."""
        company = self.parties.get(pair[0]) if pair and pair[0] else None
        if self.why is None or last.closed or company is None or company.table != COMPANIES:
            return ()
        return (OwnerNotStated(company.key, *self.why, str(bods_source(last)["title"])),)

    def _add(self, statement: BodsStatement, report: ReadingReport) -> None:
        for each in name_statement(statement.statement_id, report.errors.errors):
            self.errors.add(each.field, each.said)
        self.errors.total += report.errors.total - len(report.errors.errors)
        self.notes.add(name_statement(statement.statement_id, report.notes))

    def _pair(self, statement: BodsStatement, report: ReadingReport) -> list[str | None]:
        """Return the records of subject and interested party; None, with a note, where one is not specified."""
        details = statement.details(report)
        return [self._end(details, name) for name in ("subject", INTERESTED)]

    def _end(self, details: ReleaseNode, name: str) -> str | None:
        given = details.value.get(name)
        if isinstance(given, dict):
            party = details.node(name)
            reason, more = party.text("reason"), party.text("description")
            if reason is None:
                details.report.refuse(party.at("reason"), NoReason(name=name))
            given_reason = f"{shown_in_message(str(reason))}{f' ({shown_in_message(more)})' if more else ''}"
            details.report.note(details.at(name), NotSpecified(name=name, reason=given_reason))
            if name == INTERESTED:
                self.why = (reason or "", more or "")
            return None
        if not may_be_id(given) or not isinstance(given, str):
            details.report.refuse(details.at(name), NoPartyRecord(value=outside_value(given)))
            return None
        if given not in self.parties:
            self.parties[given] = self._party(given, details.at(name), details.report)
        if name == INTERESTED and self.parties[given] is None:
            self.why = self._why_nameless(given)
        return given

    def _why_nameless(self, record: str) -> tuple[str, str] | None:
        """Return the reason why a person or entity has no name, and its description, if its statement gives one."""
        statement = self.statements.latest(record)
        details = statement.details(ReadingReport()) if statement else None
        for name in UNSPECIFIED if details else ():
            given = details.node(name) if details else None
            if given and (reason := given.text("reason")):
                return reason, given.text("description") or ""
        return None

    def _party(self, record: str, pointer: str, report: ReadingReport) -> BodsParty | None:
        statement = self.statements.latest(record)
        if statement is None:
            self.elsewhere[key_for(record)] = FieldError(pointer, UnknownRecord(record=shown_in_message(record)))
            return BodsParty(UNKNOWN, {"key": key_for(record)})
        if statement.type == RELATIONSHIP:
            report.refuse(pointer, RecordIsRelationship(record=shown_in_message(record)))
            return None
        own = ReadingReport()
        party = read_bods_party(statement, statement.details(own))
        note_unread_details(statement.node(own), statement.type)
        self._add(statement, own)
        self.statements.name(record)
        return party

    def _ties(self, statement: BodsStatement, pair: list[str | None], report: ReadingReport) -> list[BodsTie]:
        details = statement.details(report)
        interests = details.nodes("interests")
        components = details.codes("componentRecords")
        if components:
            not_held = ComponentsNotHeld(records=tuple(map(shown_in_message, components)))
            report.note(details.at("componentRecords"), not_held)
        ends = [self.parties.get(each) if each else None for each in pair]
        subject, holder = ends
        if subject is None or holder is None:
            if interests:
                report.note(details.at("interests"), PartyNotKnown())
            return []
        if subject.table == PEOPLE:
            report.refuse(details.at("subject"), PersonOwned())
            return []
        if subject.key == holder.key:
            report.note(details.pointer, InterestInItself())
            return []
        if not interests:
            report.note(details.pointer, NoInterest())
        return ties_of(
            interests,
            subject,
            holder,
            chain_is_held=bool(components) and all(self.statements.latest(each) for each in components),
            part_of_shares=self.statements.is_part_of_shares(self.record),
        )

    def _document(
        self, versions: list[BodsStatement], ties: list[BodsTie], ends: list[str], unstated: tuple[OwnerNotStated, ...]
    ) -> RegisterDocument:
        used = {value for tie in ties for _, value in tie.values}
        content: dict[str, list[Row]] = {}
        for record, party in self.parties.items():
            if party and party.table != UNKNOWN and (party.key in used or (record in ends and party.table != PEOPLE)):
                content.setdefault(party.table, []).append(party.row)
        content |= {"statements": [tie_statement(each) for each in ties]} if ties else {}
        sources = {each.source for each in ties}
        if rows := [bods_source(each) for each in versions if source_key(each) in sources]:
            content["sources"] = rows
        return RegisterDocument(
            line=versions[0].line,
            record=key_for(self.record),
            content=content,
            publisher=publisher_of(versions[-1]),
            notes=self.notes.listed(),
            partial=True,
            stated_at=versions[-1].stated_at,
            elsewhere={
                key: name_statement(versions[-1].statement_id, [each])[0] for key, each in self.elsewhere.items()
            },
            continues=None if versions[0].opens else versions[0].stated_at,
            unstated=unstated,
        )


def mixed_types(versions: list[BodsStatement]) -> FieldError | None:
    """Return an error where a record has several types, such as person and relationship."""
    types = sorted({each.type for each in versions})
    if len(types) == 1:
        return None
    said = Label(" and as ".join(types), "、".join(types))
    return FieldError("/recordId", MixedTypes(record=shown_in_message(versions[0].record), types=said))


def tie_statement(tie: BodsTie) -> Row:
    """Return a tie as a statement of the document."""
    days = {"from": tie.from_on, "until": tie.until_on}
    known = {name: day.isoformat() for name, day in days.items() if day}
    return {"kind": tie.kind, **dict(tie.values), **known, "source": tie.source}


def lone_entity(versions: list[BodsStatement]) -> Record:
    """Return an entity without a relationship as a document of its description, or refused."""
    report, last = ReadingReport(), versions[-1]
    trouble = mixed_types(versions)
    party = None if trouble else read_bods_party(last, last.details(report))
    note_unread_details(last.node(report), last.type)
    errors = (trouble,) if trouble else name_statement(last.statement_id, report.errors.errors)
    if party is None and not errors:
        errors = name_statement(last.statement_id, [FieldError("/recordDetails/name", NamelessEntity())])
    if party is None or errors:
        return RefusedRecord(line=versions[0].line, errors=errors, record=last.record)
    return RegisterDocument(
        line=versions[0].line,
        record=key_for(last.record),
        content={party.table: [party.row]},
        publisher=publisher_of(last),
        notes=name_statement(last.statement_id, report.notes),
        partial=True,
        stated_at=last.stated_at,
    )


def lone_person(versions: list[BodsStatement]) -> RefusedRecord:
    """Refuse a person without a relationship: nothing is stated about them."""
    last = versions[-1]
    errors = name_statement(last.statement_id, [FieldError("", LonePerson())])
    return RefusedRecord(line=versions[0].line, errors=errors, record=last.record)
