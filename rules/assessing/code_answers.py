"""Remarks and remedies as answers carry them: code, parameters and words beside the texts of earlier formats.

Entries stored before codes existed are answered as they are.
"""

from types import UnionType
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_in_both_languages, code_words
from rules.assessing.remarks import Remark
from rules.assessing.remedies import Remedy
from rules.engine.language.statements import Language

Json = dict[str, Any]  # Any: plain data
PREFIX: Final = "remark."


def remark_json(stored: Json) -> Json:
    """Return a remark as answers carry it. `code` is the short name that callers know; `name` is that of the code."""
    if "version" not in stored:
        return stored
    said = code_in_both_languages(one_of(stored, Remark))
    return {**said, "code": said["code"].removeprefix(PREFIX), "name": said["code"], **said["text"]}


def remark_in_form(stored: Json, language: Language) -> str:
    """Return a remark in words for somebody who is still filling in the form."""
    return code_words(one_of(stored, Remark), language, "form")


def remedy_json(stored: Json) -> Json:
    """Return a remedy as answers carry it: code, parameters and text, beside the two texts of earlier formats."""
    if "version" not in stored:
        return stored
    said = code_in_both_languages(one_of(stored, Remedy))
    return {**said["text"], **said}


def one_of(stored: Json, kinds: type | UnionType) -> Coded:
    """Return a stored code. TypeError for a code of another kind."""
    code = restore_code(stored)
    if not isinstance(code, kinds):
        message = f"{code.code!r} stands where it cannot stand."
        raise TypeError(message)
    return code
