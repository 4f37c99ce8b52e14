"""What somebody asks to be exported, and what they may read: one reading of the parameters for pages and REST."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from institutions.exports.audience import Audience
from institutions.exports.formats import Format, UnfitListError, check_fit
from institutions.exports.selection import PARTNERSHIPS, Selection, UnknownListError
from institutions.models import Account
from institutions.spreadsheets import ENCODINGS
from policyengine.api.keys import KeyHolder
from rules.exporting.findings import FINDINGS
from rules.exporting.formats import named
from rules.reading import READS_ALL, reads_sensitive

PARAMETERS: Final = frozenset({"what", "on", "portable", "encoding", "partnership"})
OF_ONE: Final = frozenset({PARTNERSHIPS, FINDINGS})
CHOICES: Final = {"true": True, "false": False}


class Trouble(StrEnum):
    """Why an export cannot be made."""

    UNKNOWN = "unknown"
    ONE_LIST = "one_list"
    UNFIT = "unfit"
    ENCODING = "encoding"
    PORTABLE = "portable"
    DAY = "day"
    PARTNERSHIP = "partnership"
    SENSITIVE = "sensitive"


class ExportRefusedError(ValueError):
    """What is asked for cannot be exported, or not by this reader: which parameter, the trouble, the message."""

    def __init__(self, field: str, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.trouble = trouble


def selection_of(form: Format, given: Mapping[str, str], user: KeyHolder | Account) -> Selection:
    """What is asked for; ExportRefusedError where it cannot be."""
    lists = lists_of(form, given.get("what", ""))
    encoding = given.get("encoding") or ENCODINGS[0]
    if encoding not in ENCODINGS:
        raise ExportRefusedError("encoding", Trouble.ENCODING, f"Use one of: {', '.join(ENCODINGS)}.")
    portable = given.get("portable") or "false"
    if portable not in CHOICES:
        raise ExportRefusedError("portable", Trouble.PORTABLE, "Write true or false.")
    partnership = partnership_of(given.get("partnership"))
    if partnership and not (lists and set(lists) <= OF_ONE):
        message = f"One partnership is exported as {' or '.join(sorted(OF_ONE))}: name one of them in what."
        raise ExportRefusedError("what", Trouble.PARTNERSHIP, message)
    audience = audience_of(user)
    if PARTNERSHIPS in lists and PARTNERSHIPS in form.apart and not audience.people:
        message = "A submission may name kin, gifts or income, which your role does not read."
        raise ExportRefusedError("what", Trouble.SENSITIVE, message)
    return Selection(
        audience=audience,
        lists=lists,
        on=day_of(given.get("on")),
        partnership=partnership,
        publisher=user.body.name if user.body else "policyengine",
        ids=not CHOICES[portable],
        encoding=encoding,
    )


def lists_of(form: Format, what: str) -> tuple[str, ...]:
    """The lists that are named, with commas between them; none is everything."""
    try:
        lists = tuple(dict.fromkeys(named(each.strip()) for each in what.split(",") if each))
    except UnknownListError as trouble:
        raise ExportRefusedError("what", Trouble.UNKNOWN, str(trouble)) from trouble
    try:
        check_fit(form, lists)
    except UnfitListError as trouble:
        word = Trouble.ONE_LIST if len(lists) != 1 else Trouble.UNFIT
        raise ExportRefusedError("what", word, str(trouble)) from trouble
    return lists


def audience_of(user: KeyHolder | Account) -> Audience:
    """A key and an officer read their own body's; who reads every partnership reads all that their role reads."""
    if isinstance(user, Account) and user.role in READS_ALL:
        return Audience(everything=True, people=reads_sensitive(user))
    return Audience(body=user.body.pk if user.body else None)


def day_of(given: str | None) -> date | None:
    """The day of a parameter."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as trouble:
        raise ExportRefusedError("on", Trouble.DAY, "Not a date. Write it as in 2026-06-15.") from trouble


def partnership_of(given: str | None) -> UUID | None:
    """The id of a partnership; whether the reader may read it shows in what is found."""
    try:
        return UUID(given) if given else None
    except ValueError as trouble:
        message = "Not the id of a partnership."
        raise ExportRefusedError("partnership", Trouble.PARTNERSHIP, message) from trouble
