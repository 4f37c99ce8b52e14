"""BODS 0.4 statements, one JSON object a line: all parties first, then a relationship record for each tie."""

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.utils import timezone

from institutions.access.parties import reads_contact_details
from institutions.exports.selection import PEOPLE, ExportSelection
from institutions.exports.statements import ExportedStatement
from institutions.formats.bods.writing.parties import country_details, country_record, party_details, party_record
from institutions.formats.bods.writing.relationships import TIES, relationship_details
from institutions.models import Party, PartyKind

VERSION: Final = "0.4"
NAMESPACE: Final = uuid.UUID("6f1c2f0e-54b5-5b0a-9a5c-3d1f6f0c7a11")  # our own random UUID
Json = dict[str, Any]  # Any: an object of BODS


def bods_lines(selection: ExportSelection) -> Iterator[bytes]:
    """Yield each statement on a line of its own."""
    for statement in bods_statements(selection):
        yield json.dumps(statement, ensure_ascii=False).encode() + b"\n"


def bods_statements(selection: ExportSelection) -> Iterator[Json]:
    """Yield all statements of a selection."""
    for party in bods_parties(selection):
        kind = "person" if party.kind == PartyKind.PERSON else "entity"
        record = party_record(party)
        details = party_details(party, contact_details=reads_contact_details(selection.reader, party))
        yield bods_statement(
            selection, kind, record, details, declared=timezone.localdate(party.created_at), subject=record
        )
    for country in sorted(controlling_countries(selection.statements("control"))):
        record = country_record(country)
        yield bods_statement(
            selection, "entity", record, country_details(country), declared=selection.made_on, subject=record
        )
    for each in selection.statements(*TIES):
        if details := relationship_details(each):
            yield bods_statement(
                selection,
                "relationship",
                each.record,
                details,
                declared=timezone.localdate(each.row.recorded_at),
                subject=str(details["subject"]),
                source=tie_source(each),
            )


def bods_parties(selection: ExportSelection) -> Iterator[Party]:
    """Yield companies and bodies, then the people named in a tie of the file; all people where they are selected.

    People without a tie have no place in a file of ownership: it would only publish that they are registered.
    """
    asked = selection.with_parties()
    yield from asked.parties(PartyKind.COMPANY, PartyKind.BODY)
    named = None if PEOPLE in selection.lists else selection.people_named_by(*TIES)
    yield from asked.parties(PartyKind.PERSON, among=named)


def bods_statement(
    selection: ExportSelection,
    kind: str,
    record: str,
    details: Json,
    *,
    declared: date,
    subject: str,
    source: Json | None = None,
) -> Json:
    """Return one statement. Its id is a hash of its content, so that equal content has the same id in each export."""
    content = json.dumps([selection.publisher, record, details, source], ensure_ascii=False, sort_keys=True)
    found = {
        "statementId": str(uuid.uuid5(NAMESPACE, content)),
        "statementDate": declared.isoformat(),
        "declarationSubject": subject,
        "publicationDetails": {
            "publicationDate": selection.made_on.isoformat(),
            "bodsVersion": VERSION,
            "publisher": {"name": selection.publisher},
        },
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
    }
    return found | ({"source": source} if source else {})


def tie_source(each: ExportedStatement) -> Json | None:
    """Return the document that a tie rests on as a BODS source; None if there is none."""
    if each.source is None:
        return None
    known = {
        "description": each.source.title,
        "url": each.source.url,
        "retrievedAt": each.source.retrieved_on.isoformat() if each.source.retrieved_on else None,
        "assertedBy": [{"name": each.source.publisher}] if each.source.publisher else None,
    }
    return {name: value for name, value in known.items() if value}


def controlling_countries(control: Iterable[ExportedStatement]) -> set[str]:
    """Return the countries that control a company; each becomes a BODS entity of type state."""
    return {
        country
        for each in control
        if each.party("controller") is None and (country := each.text("controller")) is not None
    }
