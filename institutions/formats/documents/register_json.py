"""The format of register documents: one JSON object per line, or a list of them, as the JSON export writes them.

Beside the lists, `record` is the permanent name of the document among those of its `publisher`.
"""

from collections.abc import Iterator
from typing import IO

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError, FieldErrors, pointer_below
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
    errors = FieldErrors()
    for name in value:
        if name not in NAMES:
            unknown = UnknownPart(value=outside_value(name), near=errors.nearest(name, NAMES))
            errors.add(pointer_below("", name), unknown)
    if not isinstance(record, str) or not record:
        errors.add("/record", NoRecordName())
    if not isinstance(publisher, str):
        errors.add("/publisher", NoPublisher(value=outside_value(publisher)))
    if errors.total or not isinstance(record, str) or not isinstance(publisher, str):
        return RefusedRecord(line=item.line, errors=errors.listed(), record=record if isinstance(record, str) else "")
    content = {name: value[name] for name in LISTS if name in value}
    return RegisterDocument(line=item.line, record=record, content=content, publisher=publisher)
