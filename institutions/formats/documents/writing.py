"""Register documents, one JSON object a line, which can be imported again. Partnerships are as submitted.

A party is described in each document that names it, and alone where parties are selected. Bodies of the register are
named by their code. The record is the lineage of the statement, or the id of the party.
"""

import json
from collections.abc import Iterator
from typing import Any

from institutions.access.parties import reads_contact_details
from institutions.exports.parties import exported_party, table_of_party
from institutions.exports.selection import PARTNERSHIPS, ExportSelection
from institutions.exports.statements import PORTION, ExportedStatement
from institutions.models import Party, PartyKind, Source

SOURCE = "source"  # key of the only source of a document
Row = dict[str, Any]  # Any: a row of a document


def json_lines(selection: ExportSelection) -> Iterator[bytes]:
    """Yield each document on a line of its own. Partnerships are a file of their own, for the command `register`."""
    for document in (
        submission_documents(selection) if selection.lists == (PARTNERSHIPS,) else register_documents(selection)
    ):
        yield json.dumps(document, ensure_ascii=False).encode() + b"\n"


def submission_documents(selection: ExportSelection) -> Iterator[Row]:
    """Yield the current submission document of each partnership."""
    for submission in selection.submissions().iterator(chunk_size=PORTION):
        yield submission.document


def register_documents(selection: ExportSelection) -> Iterator[Row]:
    """Yield the selected parties, then the statements."""
    for party in selection.parties(*PartyKind):
        yield {"record": party.key, table_of_party(party): [party_row(party, selection)]}
    for each in selection.statements():
        yield document_of(each, selection)


def document_of(each: ExportedStatement, selection: ExportSelection) -> Row:
    """Return one statement with its parties and its source."""
    document: Row = {"record": each.record}
    for party in each.parties.values():
        if not party.code:
            document.setdefault(table_of_party(party), []).append(party_row(party, selection))
    document["statements"] = [statement_row(each)]
    if each.source:
        document["sources"] = [source_document(each.source)]
    return document


def party_row(party: Party, selection: ExportSelection) -> Row:
    """Return the description of a party."""
    return exported_party(party, contact_details=reads_contact_details(selection.reader, party), ids=selection.ids)


def statement_row(each: ExportedStatement) -> Row:
    """Return a statement in the form of the document."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in each.values.items()}
    days = {"from": each.row.from_on, "until": each.row.until_on}
    row: Row = {"kind": each.kind.name, **values}
    row |= {name: day.isoformat() for name, day in days.items() if day}
    if each.source:
        row["source"] = SOURCE
    if each.row.confidence != "fact":
        row["confidence"] = each.row.confidence
    return row


def source_document(source: Source) -> Row:
    """Return a source in the form of the document."""
    known = {
        "title_ja": source.title_ja,
        "publisher": source.publisher,
        "url": source.url,
        "retrieved_on": source.retrieved_on.isoformat() if source.retrieved_on else None,
    }
    return {"key": SOURCE, "title": source.title, **{name: value for name, value in known.items() if value}}
