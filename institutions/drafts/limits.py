"""The first checks of a document: that it is JSON, not nested too deeply, and not too large."""

import json
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.troubles.document import (
    DocumentTooDeep,
    DocumentTooLarge,
    HugeNumber,
    NoDocument,
    OddName,
    OddType,
)

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_DEPTH: Final = 12
PLAIN: Final = (str, int, float, bool, type(None))
# json refuses to write longer integers as text, and no field takes one.
MAX_BITS: Final = 1_000


def refuse_what_is_no_document(given: object) -> dict[str, object]:
    """Return the document as a dict; DraftInvalid if it is not an object, is nested too deeply or passes 5 MB."""
    if not isinstance(given, dict):
        raise DraftInvalid([FieldError("", NoDocument(value=outside_value(given)))])
    if trouble := shape_trouble(given):
        raise DraftInvalid([FieldError("", trouble)])
    size = len(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise DraftInvalid([FieldError("", DocumentTooLarge(size=size, most=MAX_BYTES))])
    return given


def shape_trouble(given: object) -> Coded | None:
    """Check nesting and types without recursion, so that no depth can exhaust the stack; None if all is well."""
    level: list[object] = [given]
    for _depth in range(MAX_DEPTH):
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                if not all(isinstance(name, str) for name in each):
                    return OddName()
                below += each.values()
            elif isinstance(each, list):
                below += each
            elif isinstance(each, int) and each.bit_length() > MAX_BITS:
                return HugeNumber()
            elif not isinstance(each, PLAIN):
                return OddType(type=type(each).__name__)
        if not below:
            return None
        level = below
    return DocumentTooDeep(number=MAX_DEPTH)
