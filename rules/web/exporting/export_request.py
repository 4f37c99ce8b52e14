"""The request for an export, and the rights of its reader: one reading of the parameters for pages and REST."""

from collections.abc import Mapping
from typing import Final

from institutions.access.callers import reader_for
from institutions.access.keys import KeyHolder
from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.exports.selection import PARTNERSHIPS, ExportSelection, UnknownListError
from institutions.formats.export_formats import ExportFormat, UnfitListError, check_fit
from institutions.formats.names import ENCODINGS
from institutions.models import Account
from institutions.query.parameters import ParameterError, day_parameter, id_parameter, repeated_value, word_parameter
from institutions.query.troubles import UnknownListGiven
from institutions.values.product import PRODUCT_NAME
from rules.web.exporting.findings import FINDINGS
from rules.web.exporting.formats import list_by_name
from rules.web.exporting.troubles import NoListOfOne, SubmissionsWithheld

PARAMETERS: Final = frozenset({"what", "on", "portable", "encoding", "partnership"})
OF_ONE: Final = frozenset({PARTNERSHIPS, FINDINGS})
CHOICES: Final = {"true": True, "false": False}


class ExportRefusedError(CodedError):
    """A request that cannot be exported, or not for this reader: the parameter, and the trouble as a code."""

    def __init__(self, field: str, said: Coded) -> None:
        super().__init__(said)
        self.field = field

    @property
    def is_withheld(self) -> bool:
        """True if the reader's role does not read it."""
        return isinstance(self.said, SubmissionsWithheld)


def selection_of(form: ExportFormat, given: Mapping[str, str], user: KeyHolder | Account) -> ExportSelection:
    """Read the selection; ParameterError for an impossible value, ExportRefusedError if no file can be made."""
    lists = lists_of(form, given.get("what", ""))
    encoding = word_parameter(given, "encoding", ENCODINGS) or ENCODINGS[0]
    portable = word_parameter(given, "portable", CHOICES) or "false"
    partnership, on = id_parameter(given, "partnership"), day_parameter(given, "on")
    if partnership and not (lists and set(lists) <= OF_ONE):
        raise ExportRefusedError("what", NoListOfOne(one=FINDINGS, other=PARTNERSHIPS))
    reader = reader_for(user)
    if PARTNERSHIPS in lists and PARTNERSHIPS in form.apart and not reader.kin:
        raise ExportRefusedError("what", SubmissionsWithheld())
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
        raise ExportRefusedError("what", trouble.said) from trouble
    return lists


def lists_named(what: str) -> tuple[str, ...]:
    """Return the lists named in `what`, with commas between them; ParameterError for an unknown name."""
    try:
        return tuple(dict.fromkeys(list_by_name(each.strip()) for each in what.split(",") if each))
    except UnknownListError as trouble:
        raise ParameterError("what", UnknownListGiven(given=repeated_value(what))) from trouble
