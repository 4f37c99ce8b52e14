"""Texts of a cp932 file that lost letters when the register exported them: they count as unchanged.

An export in cp932 marks a letter that the encoding lacks (〓), and writes 〜 as ～ without a mark. Where the registered
text, written in that encoding and read again, equals the text of the file, the file means the registered text.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from institutions.drafts.draft import PartyDraft, StatementDraft, Values
from institutions.drafts.parties import DESCRIBED
from institutions.drafts.rows import attribute_of, held_row
from institutions.formats.tables.spreadsheets import encode_text
from institutions.imports.checking import RecordDraft
from institutions.kinds import KINDS, FieldSort
from institutions.models import Party, Statement

LOSSY: Final = "cp932"
OF_SOURCE: Final = ("title", "title_ja", "publisher", "url")
AS_WRITTEN: Final = frozenset({FieldSort.TEXT, FieldSort.URL})


def read_back(text: str) -> str:
    """Return a text as a file in cp932 gives it back."""
    return encode_text(text, LOSSY).decode(LOSSY)


def meant_text(given: object, held: object) -> object:
    """Return the registered text where the text of the file is that with letters lost, else the text itself."""
    if not isinstance(given, str) or not isinstance(held, str) or given == held:
        return given
    written = "\n".join(read_back(held).splitlines()).strip()  # in the form of a cell
    return held if "\n".join(given.splitlines()).strip() == written else given


def party_meant(row: PartyDraft, party: Party) -> PartyDraft:
    """Return a row that describes a party, with lossy texts replaced by those of the party."""
    changed: dict[str, object] = {
        each: meant_text(row.values[each], getattr(party, each)) for each in description_texts(row.values)
    }
    if isinstance(names := row.values.get("name"), dict):
        changed["name"] = names_meant(names, party)
    return replace(row, values={**row.values, **changed}) if changed else row


def description_texts(values: Values) -> list[str]:
    """Return the fields of a description that hold a text."""
    return [each for each in DESCRIBED if isinstance(values.get(each), str)]


def names_meant(names: Mapping[str, str], party: Party) -> dict[str, str]:
    """Return the names of a row. One that lost a letter may be under another language: 〓 looks Japanese."""
    held = {each: getattr(party, f"name_{each}") for each in ("ja", "en", "kana")}
    found: dict[str, str] = {}
    for language, text in names.items():
        places = (language, *(each for each in held if each != language))
        place = next((each for each in places if held[each] and meant_text(text, held[each]) != text), language)
        if text == held.get(language):
            place = language
        found[place] = str(meant_text(text, held[place])) if place in held else text
    return found


def record_meant(draft: RecordDraft, held: Statement) -> RecordDraft:
    """Return a record of one statement, with lossy texts replaced by those of the current statement and its source."""
    [statement] = draft.statements
    sources = draft.sources
    if held.source and statement.source in sources:
        row = sources[statement.source]
        texts = {each: meant_text(row[each], getattr(held.source, each)) for each in OF_SOURCE if row.get(each)}
        sources = {**sources, statement.source: {**row, **texts}}
    return replace(draft, statements=(statement_meant(statement, held),), sources=sources)


def statement_meant(statement: StatementDraft, held: Statement) -> StatementDraft:
    """Return the statement with lossy texts replaced by those of the current one."""
    columns = held_row(held).columns
    texts = {
        each.name: meant_text(statement.values[each.name], columns.get(attribute_of(each)))
        for each in KINDS[statement.kind].fields
        if each.sort in AS_WRITTEN and statement.values.get(each.name)
    }
    return replace(statement, values={**statement.values, **texts}) if texts else statement
