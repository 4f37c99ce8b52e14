"""What is looked at before anything else: that it is JSON, how deep, and how large."""

import json
from typing import Final

from institutions.drafts.errors import DraftInvalid, FieldError, quoted

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_DEPTH: Final = 12
PLAIN: Final = (str, int, float, bool, type(None))
# json writes no number longer than this many bits as text, and no field takes one.
MAX_BITS: Final = 1_000


def refuse_what_is_no_document(given: object) -> dict[str, object]:
    """The document as a dict; DraftInvalid where it is none, is nested too deeply or passes 5 MB."""
    if not isinstance(given, dict):
        message = f"The document is {quoted(given)}. Send one JSON object."
        raise DraftInvalid([FieldError("", message)])
    if trouble := shape_trouble(given):
        raise DraftInvalid([FieldError("", trouble)])
    size = len(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"The document has {size:,} bytes; the limit is {MAX_BYTES:,} (5 MB). Split it."
        raise DraftInvalid([FieldError("", message)])
    return given


def shape_trouble(given: object) -> str | None:
    """Nesting and types, without recursion, so that no depth can exhaust the stack."""
    level: list[object] = [given]
    for _depth in range(MAX_DEPTH):
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                if not all(isinstance(name, str) for name in each):
                    return "A field has a name that is not a text. Send JSON."
                below += each.values()
            elif isinstance(each, list):
                below += each
            elif isinstance(each, int) and each.bit_length() > MAX_BITS:
                return "A number has hundreds of digits. Correct it."
            elif not isinstance(each, PLAIN):
                return f"A value is of the type {type(each).__name__}, which JSON does not have. Send JSON."
        if not below:
            return None
        level = below
    return f"The document is nested more than {MAX_DEPTH} levels deep, which its form never needs. See the schema."
