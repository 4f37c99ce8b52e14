"""The request for an export, and the rights of its reader: one reading of the parameters for pages and REST."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from institutions.access.callers import reader_for
from institutions.access.keys import KeyHolder
from institutions.exports.selection import PARTNERSHIPS, ExportSelection, UnknownListError
from institutions.formats.export_formats import ExportFormat, UnfitListError, check_fit
from institutions.formats.tables.spreadsheets import ENCODINGS
from institutions.models import Account
from institutions.values.product import PRODUCT_NAME
from institutions.values.query import ParameterError, day_parameter, id_parameter, repeated_value, word_parameter
from rules.web.exporting.findings import FINDINGS
from rules.web.exporting.formats import list_by_name

PARAMETERS: Final = frozenset({"what", "on", "portable", "encoding", "partnership"})
OF_ONE: Final = frozenset({PARTNERSHIPS, FINDINGS})
CHOICES: Final = {"true": True, "false": False}


class ExportTrouble(StrEnum):
    """The reason why an export cannot be made."""

    ONE_LIST = "one_list"
    UNFIT = "unfit"
    PARTNERSHIP = "partnership"
    SENSITIVE = "sensitive"


class ExportRefusedError(ValueError):
    """A request that cannot be exported, or not for this reader: the parameter, the trouble, the message."""

    def __init__(self, field: str, trouble: ExportTrouble, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.trouble = trouble


def selection_of(form: ExportFormat, given: Mapping[str, str], user: KeyHolder | Account) -> ExportSelection:
    """Read the selection; ParameterError for an impossible value, ExportRefusedError if no file can be made."""
    lists = lists_of(form, given.get("what", ""))
    encoding = word_parameter(given, "encoding", ENCODINGS) or ENCODINGS[0]
    portable = word_parameter(given, "portable", CHOICES) or "false"
    partnership, on = id_parameter(given, "partnership"), day_parameter(given, "on")
    if partnership and not (lists and set(lists) <= OF_ONE):
        message = f"One partnership is exported as {' or '.join(sorted(OF_ONE))}: name one of them in what."
        raise ExportRefusedError("what", ExportTrouble.PARTNERSHIP, message)
    reader = reader_for(user)
    if PARTNERSHIPS in lists and PARTNERSHIPS in form.apart and not reader.kin:
        message = "A submission may name kin, gifts or income, which your role does not read."
        raise ExportRefusedError("what", ExportTrouble.SENSITIVE, message)
    return ExportSelection(
        reader=reader,
        lists=lists,
        on=on,
        partnership=partnership,
        publisher=user.body.name if user.body else PRODUCT_NAME,
        ids=not CHOICES[portable],
        encoding=encoding,
    )


def lists_of(form: ExportFormat, what: str) -> tuple[str, ...]:
    """Return the named lists that the format can hold; none is everything."""
    lists = lists_named(what)
    try:
        check_fit(form, lists)
    except UnfitListError as trouble:
        word = ExportTrouble.ONE_LIST if len(lists) != 1 else ExportTrouble.UNFIT
        raise ExportRefusedError("what", word, str(trouble)) from trouble
    return lists


def lists_named(what: str) -> tuple[str, ...]:
    """Return the lists named in `what`, with commas between them; ParameterError for an unknown name."""
    try:
        return tuple(dict.fromkeys(list_by_name(each.strip()) for each in what.split(",") if each))
    except UnknownListError as trouble:
        said = _(
            "“%(given)s” is not a list that can be exported. The page of exports and /api/v1/exports/ have the names."
        )
        raise ParameterError("what", said % {"given": repeated_value(what)}) from trouble
