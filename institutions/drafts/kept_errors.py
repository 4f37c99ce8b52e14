"""Stored errors and notes: the code with its parameters, beside the English words at the time of storing.

Rows from before there were codes have the words alone, and are shown as they are.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.restoring import UnknownCodeError, restore_code
from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.drafts.errors import FieldError
from institutions.values.quoting import storable_text

Json = dict[str, Any]  # Any: plain data
CODED: Final = ("code", "version", "parameters")


def kept_errors(errors: Iterable[FieldError]) -> list[Json]:
    """Return errors or notes for a JSON column: field, English message, code and parameters."""
    return [storable_data({"field": each.field, "message": each.message, **each.said.stored()}) for each in errors]


def kept_code_column(said: Coded) -> Json:
    """Return a coded text without a field for a JSON column: English message, code and parameters."""
    return dict(storable_data({"message": code_words(said, "en"), **said.stored()}))


def kept_code(kept: Mapping[str, Any] | str) -> Coded:
    """Return the stored coded text; its English words as written where its code is missing or unknown here."""
    if isinstance(kept, str):  # stored before there were codes
        return AsWritten(text=kept)
    if "code" in kept:
        try:
            return restore_code({name: kept[name] for name in CODED if name in kept})
        except UnknownCodeError:  # a code of another version
            pass
    return AsWritten(text=kept["message"])


def answered_error(kept: Mapping[str, Any]) -> Json:
    """Return a stored error as REST answers it: field, message, code, parameters and the text in both languages."""
    return {"field": kept["field"], "message": kept["message"], **code_in_both_languages(kept_code(kept))}


def answered_errors(errors: Iterable[FieldError]) -> list[Json]:
    """Return errors or notes as REST and files answer them at once, without storing them."""
    return [
        {
            "field": storable_text(each.field),
            "message": storable_text(each.message),
            **storable_data(code_in_both_languages(each.said)),
        }
        for each in errors
    ]


def storable_data(value: Any) -> Any:  # Any: plain data
    """Return plain data with every text and name in it as a database stores it."""
    match value:
        case str():
            return storable_text(value)
        case Mapping():
            return {
                storable_text(name) if isinstance(name, str) else name: storable_data(each)
                for name, each in value.items()
            }
        case list():
            return [storable_data(each) for each in value]
    return value


def error_said_column(said: Coded) -> dict[str, object]:
    """Return the column of a job in which the reason why it ended is kept."""
    return {"error_said": storable_data(said.stored())}
