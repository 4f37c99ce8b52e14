"""Register documents as they are, one JSON object a line or a list of them: what an export in JSON writes.

Beside the lists, `record` names the document for good within what its `publisher` gives.
"""

from collections.abc import Iterator
from typing import IO

from institutions.drafts.errors import FieldError, nearest, quoted
from institutions.formats.documents.json_items import Item, items_in
from institutions.formats.register_document import Record, Refused, RegisterDocument
from institutions.kinds.document import REGISTER_DOCUMENT

LISTS = tuple(each.name for each in REGISTER_DOCUMENT.fields)
NAMES = ("record", "publisher", *LISTS)


def read_register_json(file: IO[bytes]) -> Iterator[Record]:
    """Each document of a file."""
    for item in items_in(file):
        yield record_of(item)


def record_of(item: Item) -> Record:
    """One document, or why it is none. Its lists are looked at by the check."""
    if item.errors:
        return Refused(line=item.line, errors=item.errors)
    value = item.value
    if not isinstance(value, dict):
        message = f"{quoted(value)} stands where a document of the register is needed. Write it in braces."
        return Refused(line=item.line, errors=(FieldError("", message),))
    record, publisher = value.get("record"), value.get("publisher", "")
    errors = [
        FieldError(f"/{name}", f"{quoted(name)} is no part of a document of the register.{nearest(name, NAMES)}")
        for name in value
        if name not in NAMES
    ]
    if not isinstance(record, str) or not record:
        errors.append(FieldError("/record", "The document has no record. Give a text that names it for good."))
    if not isinstance(publisher, str):
        errors.append(FieldError("/publisher", f"{quoted(publisher)} is not a text. Write a name, or leave it out."))
    if errors or not isinstance(record, str) or not isinstance(publisher, str):
        return Refused(line=item.line, errors=tuple(errors), record=record if isinstance(record, str) else "")
    content = {name: value[name] for name in LISTS if name in value}
    return RegisterDocument(line=item.line, record=record, content=content, publisher=publisher)
