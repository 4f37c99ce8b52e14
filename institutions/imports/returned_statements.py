"""Statements of the register that a record names by their lineage: a re-imported export of this register.

An unchanged row changes nothing. A changed one corrects what the importing body itself brought in; statements of a
proposal, an official list or another body cannot be changed in this way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from institutions.access import statements
from institutions.access.callers import Reader, reader_of_bodies
from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay, outside_value
from institutions.drafts.draft import StatementDraft
from institutions.drafts.origin import DocumentStatements, StatementOrigin
from institutions.drafts.parties import ResolvedParties
from institutions.drafts.rows import StatementRow, attribute_of, held_row, row_to_store
from institutions.drafts.sources import unsaved_source
from institutions.drafts.values import uuid_of
from institutions.exports.statements import named_party_ids
from institutions.formats.register_document import RegisterDocument
from institutions.formats.tables.cell_text import same_but_blanks, says_none
from institutions.imports.checking import RecordDraft
from institutions.imports.troubles.returned import NotHeldSince, RowOfList, RowOfOthers, RowOfProposal
from institutions.imports.whole_files import work_on_whole
from institutions.kinds import KINDS, FieldSort, PartyType
from institutions.models import ImportedRecord, Party, Source, Statement


@dataclass(frozen=True, slots=True)
class HeldStatement:
    """A statement that a record names: its newest row, and the record of its own collection that holds it."""

    row: Statement
    record: ImportedRecord | None


@dataclass(frozen=True, slots=True)
class CorrectedStatement:
    """A statement that a record corrects: the current row, and the record of its own collection."""

    row: Statement
    record: ImportedRecord


def held_statements(documents: Mapping[int, RegisterDocument], body: UUID) -> dict[int, HeldStatement]:
    """Return the statements that documents name, by their places, as far as the body may read them.

    Two queries per kind of statement, and one for all; none where no record has the form of a lineage.
    """
    wanted: dict[str, dict[UUID, int]] = defaultdict(dict)
    for place, each in documents.items():
        lineage, kind = uuid_of(each.record), only_kind(each)
        if lineage and kind:
            wanted[kind][lineage] = place
    reader, found = reader_of_bodies([body], kin=True), dict[int, Statement]()
    for kind, places in wanted.items():
        found |= newest_rows(kind, places, reader)
    records = current_versions(row for row in found.values() if row.superseded_at is None)
    return {place: HeldStatement(row, records.get(row.pk)) for place, row in found.items()}


def only_kind(document: RegisterDocument) -> str | None:
    """Return the kind of a document's only statement; None if it has none or several."""
    rows = document.content.get("statements")
    row = rows[0] if isinstance(rows, list) and len(rows) == 1 else None
    kind = row.get("kind") if isinstance(row, dict) else None
    return kind if isinstance(kind, str) and kind in KINDS else None


def newest_rows(kind: str, places: Mapping[UUID, int], reader: Reader) -> dict[int, Statement]:
    """Return the newest row of each of these lineages, by its place."""
    lists = [each.column for each in KINDS[kind].fields if each.sort is FieldSort.PARTIES]
    rows = statements.statement_history(kind, reader).filter(lineage__in=places).order_by("recorded_at", "pk")
    rows = rows.select_related("source", "partnership", "imported__collection", "imported__job")
    return {places[row.lineage]: row for row in rows.prefetch_related(*lists)}


def current_versions(rows: Iterable[Statement]) -> dict[int, ImportedRecord]:
    """Return the current version of the record of each row, by the row's id. They are locked in one order."""
    named = {row.pk: (row.imported.collection_id, row.imported.record) for row in rows if row.imported}
    if not named:
        return {}
    versions = ImportedRecord.objects.filter(
        superseded_at__isnull=True,
        collection__in={collection for collection, _ in named.values()},
        record__in={record for _, record in named.values()},
    )
    versions = versions.select_related("job").select_for_update(of=("self",), no_key=True).order_by("pk")
    by_name = {(each.collection_id, each.record): each for each in versions}
    return {pk: by_name[name] for pk, name in named.items() if name in by_name}


def drafts_saying_the_same(
    pairs: Mapping[int, tuple[RecordDraft, HeldStatement]], keyed: Mapping[str, Party], partial: frozenset[int]
) -> set[int]:
    """Return the places of the drafts equal to the current statements. `keyed` are parties of the collection.

    Of drafts in `partial`, whose format holds only a part of a statement, that part is compared.
    """
    one_party = merged_into(held.row for _, held in pairs.values())
    same: set[int] = set()
    for place, (draft, held) in pairs.items():
        given = given_row(draft, held.row, keyed)
        if given is None:
            continue
        was = exported_part(held_row(held.row), one_party)
        now = exported_part(given, one_party)
        names = columns_of_part(draft.statements[0]) if place in partial else was.keys()
        if all(
            was[name] == now[name] or (place in partial and same_but_blanks(was[name], now[name])) for name in names
        ):
            same.add(place)
    return same


def given_row(draft: RecordDraft, held: Statement, keyed: Mapping[str, Party]) -> StatementRow | None:
    """Return a draft as a row; None if it names a party that the register does not have."""
    resolved = ResolvedParties()
    for key, party in keyed.items():
        resolved.add(key, party.pk, PartyType(party.kind))
    for key, known in draft.references.items():
        resolved.add(key, known.id, known.kind)
    held_source = same_document(held.source) if held.source else None
    sources = {
        key: held.source_id or 0 if same_document(unsaved_source(row)) == held_source else 0
        for key, row in draft.sources.items()
    }
    nobody = StatementOrigin(owner=None, body=UUID(int=0))
    try:
        return row_to_store(draft.statements[0], DocumentStatements(nobody, draft.statements, sources), resolved, {})
    except KeyError:
        return None


def same_document(source: Source) -> tuple[object, ...]:
    """Return a value that is equal for two sources of one document, whoever keeps them."""
    return source.title, source.publisher, source.url, source.retrieved_on


def exported_part(row: StatementRow, one_party: Mapping[object, UUID]) -> dict[str, object]:
    """Return the content of a row that goes into an export: without values that serve its own partnership alone.

    Merged parties count as one. Texts are compared as a cell would hold them, where "none" means no value.
    """
    own = {each.name for each in KINDS[row.kind].fields if each.case_only}
    texts = {each.name for each in KINDS[row.kind].fields if each.sort is FieldSort.TEXT} - own
    said = {name: value for name, value in row.columns.items() if name not in own}
    said |= {name: one_party.get(value, value) for name, value in said.items() if isinstance(value, UUID)}
    said |= {name: text_in_cell(value) for name, value in said.items() if name in texts and isinstance(value, str)}
    none = {name for name in texts if said[name] is None and row.columns[name] is not None}
    said["says_none"] = sorted({*name_list(row.columns["says_none"]), *none} - own)
    members = {
        name: sorted(str(one_party.get(each, each)) for each in parties) for name, parties in row.members.items()
    }
    return said | members


def text_in_cell(text: str) -> str | None:
    """Return a text as a cell holds it: stripped, with uniform line ends; None if it means no value."""
    held = "\n".join(text.splitlines()).strip()
    return None if says_none(held) else held


def name_list(value: object) -> list[str]:
    """Return a column that holds a list of names, as texts."""
    return [str(each) for each in value] if isinstance(value, list) else []


def columns_of_part(draft: StatementDraft) -> set[str]:
    """Return the columns that a draft of a partial format fills."""
    fields = KINDS[draft.kind].by_name
    said = {name for name, value in draft.values.items() if value is not None}
    names = {f"{name}_country" if name in draft.country_fields else attribute_of(fields[name]) for name in said}
    days = {"from_on": draft.from_on, "until_on": draft.until_on}
    return names | {name for name, day in days.items() if day}


def merged_into(rows: Iterable[Statement]) -> dict[object, UUID]:
    """Return the remaining party for each merged one that the rows name. One query."""
    named = {party for row in rows for party in named_party_ids(row)}
    merged = Party.objects.filter(pk__in=named, same_as__isnull=False) if named else Party.objects.none()
    return {pk: stays for pk, stays in merged.values_list("pk", "same_as") if stays}


def correction_refusal(held: HeldStatement, body: UUID) -> Coded | None:
    """Return why a body may not correct a statement; None if it may."""
    row = held.row
    if row.superseded_at is not None:
        return NotHeldSince(day=WrittenDay(timezone.localdate(row.superseded_at).isoformat()))
    if row.imported and work_on_whole(row.imported.collection.format):
        return RowOfList()
    if row.imported and held.record:
        return None if row.imported.job.body_id == body else RowOfOthers()
    if row.partnership and row.partnership.submitted_by_id == body:
        return RowOfProposal(reference=outside_value(row.partnership.reference))
    return RowOfOthers()
