"""The reading of a file's first records, stored beside their outcomes in a preview and in a dry run.

It is plain data, worded for each reader in their language (`read_words`). Parties have the name that the file gives
them, or the one under which the same collection brought them in; a number or an id stays as written, since the body may
not be allowed to read the name behind it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from institutions.drafts.documents import FileDocument
from institutions.formats.register_document import RegisterDocument
from institutions.imports.collections import keyed_parties
from institutions.kinds import KINDS, FieldSort
from institutions.kinds.base import PARTY_SORTS
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE
from institutions.models import Collection, Import, RecordOutcome
from institutions.values.quoting import storable_text

Json = dict[str, Any]  # Any: plain data
SHOWN: Final = 50  # records of a file whose reading is stored
MOST: Final = 3  # statements of one record, or parties where it has no statement
MOST_NAMES: Final = 5  # of a list of parties
LONGEST: Final = 100  # characters of one text
PARTIES: Final = {each.name: each for each in (COMPANIES, PEOPLE, BODIES)}
PROCESS: Final = "partnership"  # of a file of contracting processes
OF_PROCESS: Final = ("title", "sponsor", "proposed_on", "value_yen", "method")
DAYS: Final = ("from", "until")
# Left out: fewer people may read contact details than may read an import.
LEFT_OUT: Final = frozenset({"key", "id", "name", "address", "phone", "bank_account", "agent", "note"})
POINTING: Final = frozenset({FieldSort.KEY, FieldSort.CALL, FieldSort.SOURCE})
Names = Mapping[str, Mapping[str, str]]


def records_as_read(job: Import, records: Sequence[object], outcomes: Sequence[RecordOutcome]) -> list[list[Json]]:
    """Return the reading of each of a file's first records; empty for refused ones.

    One query for each publisher of the records; a table has one publisher.
    """
    taken = [
        record if outcome != RecordOutcome.REFUSED else None
        for record, outcome in zip(records[:SHOWN], outcomes[:SHOWN], strict=True)
    ]
    names = names_in_documents(job, [each for each in taken if isinstance(each, RegisterDocument)])
    return [list(record_entries(each, names)) for each in taken]


def record_entries(record: object, names: Mapping[str, Names]) -> Iterator[Json]:
    """Yield the statements of a record, or its parties where it has none; for a contracting process its main values."""
    if isinstance(record, RegisterDocument):
        content = record.content
        statements = content.get("statements") or []
        yield from (statement_entry(each, names.get(record.publisher, {})) for each in statements[:MOST])
        if not statements:
            described = [(table, row) for table in PARTIES for row in content.get(table) or []]
            yield from (party_entry(table, row) for table, row in described[:MOST])
    elif isinstance(record, FileDocument) and isinstance(record.document, dict):
        given = {name: record.document.get(name) for name in OF_PROCESS}
        title = kept_name(given.pop("title"))
        yield {"of": PROCESS, "name": title, "values": plain_kept_values(given)}


def statement_entry(row: Mapping[str, Any], names: Names) -> Json:
    """Return one statement: its values, and the names of its parties."""
    kind = KINDS[row["kind"]]
    values: Json = {}
    called: dict[str, Mapping[str, str]] = {}
    for declared in kind.fields:
        value = row.get(declared.name)
        if declared.name not in row or declared.sort in POINTING or declared.name in LEFT_OUT:
            continue
        if declared.sort in PARTY_SORTS and value is not None:
            several = value if isinstance(value, list) else [value]
            values[declared.name] = [storable_text(str(each))[:LONGEST] for each in several[:MOST_NAMES]]
            called |= {storable_text(key)[:LONGEST]: names[key] for each in several if (key := str(each)) in names}
        else:
            values |= plain_kept_values({declared.name: value})
    return {
        "of": kind.name,
        "names": called,
        "values": values,
        **plain_kept_values({name: row.get(name) for name in DAYS}),
    }


def party_entry(table: str, row: Mapping[str, Any]) -> Json:
    """Return one party: its name and description, without contact details."""
    declared = {each.name for each in PARTIES[table].fields} - LEFT_OUT
    given = {name: value for name, value in row.items() if name in declared}
    return {"of": table, "name": kept_name(row.get("name")), "values": plain_kept_values(given)}


def plain_kept_values(given: Mapping[str, object]) -> Json:
    """Return the plain values, cut to a limited length; values of other types are left out."""
    return {
        name: storable_text(value)[:LONGEST] if isinstance(value, str) else value
        for name, value in given.items()
        if isinstance(value, str | int)
    }


def kept_name(name: object) -> dict[str, str]:
    """Return a name as it is stored, by language."""
    if not isinstance(name, dict):
        return {"en": storable_text(name)[:LONGEST]} if isinstance(name, str) else {}
    return {language: storable_text(str(text))[:LONGEST] for language, text in name.items() if text}


def names_in_documents(job: Import, documents: Iterable[RegisterDocument]) -> dict[str, dict[str, dict[str, str]]]:
    """Return the names of the documents' parties, by publisher and key."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    unnamed: dict[str, set[str]] = defaultdict(set)
    for each in documents:
        described = (row for table in PARTIES for row in each.content.get(table) or [])
        found[each.publisher] |= {
            str(row.get("key")): name for row in described if (name := kept_name(row.get("name")))
        }
        unnamed[each.publisher] |= set(keys_in(each))
    for publisher, keys in unnamed.items():
        if keys := keys - found[publisher].keys():
            collection = Collection(format=job.format, publisher=publisher, body_id=job.body_id)
            for key, party in keyed_parties(collection, keys).items():
                languages = {"en": party.name_en, "ja": party.name_ja, "kana": party.name_kana}
                found[publisher][key] = kept_name(languages)
    return found


def keys_in(document: RegisterDocument) -> Iterator[str]:
    """Yield every key by which a statement of a document refers to a party."""
    for row in (document.content.get("statements") or [])[:MOST]:
        for declared in KINDS[row["kind"]].fields:
            value = row.get(declared.name)
            if declared.sort in PARTY_SORTS and value is not None:
                yield from map(str, value[:MOST_NAMES] if isinstance(value, list) else [value])
