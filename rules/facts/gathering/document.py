"""A submission document with the keys of the register instead of its own: the case above its statements."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.base import PARTY_SORTS, Field, ObjectKind
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from rules.facts.gathering.statements import StatementSource, Value, Values

Json = Mapping[str, Any]  # Any: a stored or checked document, plain JSON
KeyOf = Callable[[str], str]
SORTS: Final = {"companies": "company", "people": "person", "bodies": "body"}
DETAILS: Final = ("country", "type", "address", "phone", "listed", "gpa_class", "local")


@dataclass(frozen=True, slots=True)
class Proposal:
    """The parts of a case that its document states above its statements."""

    proposal: Values
    selection: Values
    participants: tuple[Values, ...]
    officials: tuple[Values, ...]
    leads: tuple[Values, ...] | None


def read_proposal(document: Json, key_of: KeyOf) -> Proposal:
    """Read the document's own fields, tables and lists, with the parties' keys in the register."""
    scalars = [
        each
        for each in DOCUMENT.fields
        if each.sort not in (FieldSort.TABLE, FieldSort.ROWS, FieldSort.STATEMENTS, FieldSort.TITLE)
    ]
    proposal = {
        each.name: read_document_value(each, document[each.name], key_of) for each in scalars if each.name in document
    }
    period = document.get("period") or {}
    bounds = {f"period_{name}": value for name in ("from", "until") if isinstance(value := period.get(name), str)}
    leads = document.get("leads")
    return Proposal(
        proposal={**proposal, **bounds},
        selection=read_document_row(SELECTION, document["selection"], key_of),
        participants=tuple(read_document_row(PARTICIPANTS, row, key_of) for row in document.get("participants") or ()),
        officials=tuple(read_document_row(OFFICIALS, row, key_of) for row in document.get("officials") or ()),
        leads=None if leads is None else tuple(read_document_row(LEADS, row, key_of) for row in leads),
    )


def read_document_row(table: ObjectKind, row: Json, key_of: KeyOf) -> Values:
    """Read one row of a table of the document."""
    fields = table.by_name
    return {name: read_document_value(fields[name], value, key_of) for name, value in row.items()}


def read_document_value(field: Field, value: object, key_of: KeyOf) -> Value:
    """Read one value; a party by its key in the register, where the field names one and no country or flag."""
    if field.sort is FieldSort.PARTY and isinstance(value, str):
        return key_of(value)
    if isinstance(value, list | tuple):
        return tuple(key_of(each) if field.sort is FieldSort.PARTIES else str(each) for each in value)
    return value if isinstance(value, int | str) else None


def references_in(document: Json) -> set[str]:
    """Collect every key, code or id of a party, and every country in its place, that the document uses."""
    return set(named_parties(document))


def named_parties(document: Json) -> Iterator[str]:
    """Yield the values of all party fields, and the keys of the parties that are described."""
    for table in (DOCUMENT, SELECTION):
        yield from parties_in_row(table.fields, document if table is DOCUMENT else document["selection"])
    for table in (PARTICIPANTS, OFFICIALS, LEADS):
        for row in document.get(table.name) or ():
            yield from parties_in_row(table.fields, row)
    for name in SORTS:
        for row in document.get(name) or ():
            yield row["key"]
            if isinstance(parent := row.get("parent"), str):
                yield parent
    for statement in document.get("statements") or ():
        yield from parties_in_row(KINDS[statement["kind"]].fields, statement)


def parties_in_row(fields: tuple[Field, ...], row: Json) -> Iterator[str]:
    """Yield the parties that one row names."""
    for field in fields:
        value = row.get(field.name) if field.sort in PARTY_SORTS else None
        yield from [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else ()


def described_parties(document: Json, key_of: KeyOf) -> dict[str, Values]:
    """Return the document's own descriptions of its parties, by their keys in the register."""
    found: dict[str, Values] = {}
    for table, sort in SORTS.items():
        for row in document.get(table) or ():
            details = {name: row[name] for name in DETAILS if row.get(name) is not None}
            if sort == "body":
                details |= {"type": kind} if (kind := row.get("kind")) else {}
                details |= {"parent": key_of(parent)} if (parent := row.get("parent")) else {}
            found[key_of(row["key"])] = {"sort": sort, **details}
    return found


def described_names(document: Json, key_of: KeyOf) -> dict[str, dict[str, str]]:
    """Return the names that the document gives its parties."""
    rows = [row for table in SORTS for row in document.get(table) or ()]
    return {key_of(row["key"]): names for row in rows if (names := name_by_language(row.get("name") or {}))}


def name_by_language(name: Json) -> dict[str, str]:
    """Return a name in both languages; kana is for sorting, not for reading."""
    return {language: text for language in ("en", "ja") if (text := name.get(language))}


def company_keys(document: Json) -> set[str]:
    """Return the keys under which the document describes companies."""
    return {row["key"] for row in document.get("companies") or ()}


def submission_source(reference: str, body: str) -> StatementSource:
    """Return the source of a statement that names no other: the submission itself."""
    return StatementSource(title=f"Submission {reference}", publisher=body, kind="submission", reference=reference)


def import_source(file_name: str, body: str) -> StatementSource:
    """Return the source of a statement of an import that names no other: the file itself."""
    return StatementSource(title=f"Import of {file_name}", publisher=body, kind="import", reference=file_name)
