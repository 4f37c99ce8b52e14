"""The format of register documents: one JSON object per line, or a list of them, as the JSON export writes them.

Beside the lists, `record` is the permanent name of the document among those of its `publisher`.
"""

from collections.abc import Iterator
from typing import IO

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.near_words import nearest_word
from institutions.formats.documents.json_items import JsonItem, items_in
from institutions.formats.documents.troubles import NoPublisher, NoRecordName, NoRegisterDocument, UnknownPart
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.kinds.document import REGISTER_DOCUMENT

LISTS = tuple(each.name for each in REGISTER_DOCUMENT.fields)
NAMES = ("record", "publisher", *LISTS)


def read_register_json(file: IO[bytes]) -> Iterator[Record]:
    """Yield each document of a file, or the item refused."""
    for item in items_in(file):
        yield json_record(item)


def json_record(item: JsonItem) -> Record:
    """Return one document, or the item refused with its errors. Its lists are checked later."""
    if item.errors:
        return RefusedRecord(line=item.line, errors=item.errors)
    value = item.value
    if not isinstance(value, dict):
        return RefusedRecord(line=item.line, errors=(FieldError("", NoRegisterDocument(value=outside_value(value))),))
    record, publisher = value.get("record"), value.get("publisher", "")
    errors = [
        FieldError(f"/{name}", UnknownPart(value=outside_value(name), near=nearest_word(name, NAMES)))
        for name in value
        if name not in NAMES
    ]
    if not isinstance(record, str) or not record:
        errors.append(FieldError("/record", NoRecordName()))
    if not isinstance(publisher, str):
        errors.append(FieldError("/publisher", NoPublisher(value=outside_value(publisher))))
    if errors or not isinstance(record, str) or not isinstance(publisher, str):
        return RefusedRecord(line=item.line, errors=tuple(errors), record=record if isinstance(record, str) else "")
    content = {name: value[name] for name in LISTS if name in value}
    return RegisterDocument(line=item.line, record=record, content=content, publisher=publisher)
