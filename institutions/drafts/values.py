"""The check of one value of each type. It is strict: no text for a number, no 1 for true."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from stdnum import lei
from stdnum.jp import cn

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.codes.text_troubles import InvisibleCharacter
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.values import (
    ControlCharacter,
    DayOutOfRange,
    EmptyText,
    EndOutOfRange,
    HalfCharacter,
    MoneyInYen,
    NegativeAmount,
    NoAddress,
    NoBodyCode,
    NoCorporateNumber,
    NoCountries,
    NoDay,
    NoFlag,
    NoLei,
    NoMoney,
    NoPartyId,
    NoShare,
    NoText,
    NotInCalendar,
    NoWebAddress,
    NoWholeNumber,
    NumberTooLarge,
    NumberTooSmall,
    TextTooLong,
    TooManyCountries,
    UnknownCountry,
    UnknownWord,
    WrongCorporateNumber,
    WrongLei,
)
from institutions.kinds import Field, FieldSort
from institutions.kinds.base import MAX_BODY_CODE, MAX_INTEGER, MAX_KEY, MAX_LIST, MAX_SHARE_BP, MAX_TEXT
from institutions.kinds.countries import COUNTRIES
from institutions.values.hidden_characters import hidden_character_in
from institutions.values.written_day import WRITTEN_DAY, written_day
from institutions.values.written_id import id_in_usual_form

# Adding months and years must stay within the range of dates.
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
MONEY: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,6})? [A-Z]{3}")
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
BODY_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # it stands in addresses of pages and of the interface
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")

Check = Callable[[Field, object], Coded | None]
Nearest = Callable[[object, Iterable[str]], Coded | None]


def value_trouble(field: Field, value: object, nearest: Nearest = nearest_word) -> Coded | None:
    """Return the trouble with its remedy, or None. Only for types that hold a single value or a list of codes.

    `nearest` suggests a word in the place of an unknown one.
    """
    return _word(field, value, nearest) if field.sort is FieldSort.WORD else CHECKS[field.sort](field, value)


def text_trouble(value: object, longest: int, *, one_line: bool = False) -> Coded | None:
    """Check that a text is not empty, not too long, and has only characters that every database stores."""
    if not isinstance(value, str):
        return NoText(value=outside_value(value))
    if not value.strip():
        return EmptyText()
    if len(value) > longest:
        return TextTooLong(length=PlainNumber(len(value)), most=PlainNumber(longest))
    if "\0" in value or SURROGATE.search(value):
        return HalfCharacter()
    if one_line and CONTROL.search(value):
        return ControlCharacter()
    if hidden := hidden_character_in(value):
        return InvisibleCharacter(number=hidden)
    return None


def number_trouble(value: object, lowest: int, highest: int) -> Coded | None:
    """Check that a value is a whole number within the limits, written in JSON without a decimal point."""
    if isinstance(value, bool) or not isinstance(value, int):
        return NoWholeNumber(value=outside_value(value))
    if value < lowest:
        return NumberTooSmall(value=outside_value(value), limit=PlainNumber(lowest))
    if value > highest:
        return NumberTooLarge(value=outside_value(value), limit=PlainNumber(highest))
    return None


def _text(field: Field, value: object) -> Coded | None:
    return text_trouble(value, field.longest)


def _key(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    return text_trouble(value, MAX_KEY, one_line=True)


def _new_code(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if trouble := text_trouble(value, MAX_BODY_CODE, one_line=True):
        return trouble
    return None if BODY_CODE.fullmatch(str(value)) else NoBodyCode(value=outside_value(value))


def _date(field: Field, value: object) -> Coded | None:
    if not isinstance(value, str) or not WRITTEN_DAY.fullmatch(value):
        return NoDay(value=outside_value(value))
    try:
        day = written_day(value)
    except ValueError:
        return NotInCalendar(value=outside_value(value))
    if FIRST_DAY <= day <= LAST_DAY:
        return None
    trouble = EndOutOfRange if field.name == "until" else DayOutOfRange
    return trouble(value=value, first=WrittenDay(FIRST_DAY.isoformat()), last=WrittenDay(LAST_DAY.isoformat()))


def _yen(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        return NegativeAmount(value=outside_value(value))
    return number_trouble(value, 0, MAX_INTEGER)


def _share(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    trouble = number_trouble(value, 0, MAX_SHARE_BP)
    return trouble and NoShare(trouble=trouble)


def _count(field: Field, value: object) -> Coded | None:
    return number_trouble(value, 1 if field.name == "revision" else 0, MAX_INTEGER)


def _flag(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, bool):
        return None
    return NoFlag(value=outside_value(value))


def _word(field: Field, value: object, nearest: Nearest) -> Coded | None:
    if isinstance(value, str) and value in field.words:
        return None
    return UnknownWord(value=outside_value(value), field=field.name, near=nearest(value, field.words))


def _country(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, str) and value in COUNTRIES:
        return None
    return UnknownCountry(value=outside_value(value))


def _countries(field: Field, value: object) -> Coded | None:
    if not isinstance(value, list):
        return NoCountries(value=outside_value(value))
    if len(value) > MAX_LIST:
        return TooManyCountries(number=PlainNumber(len(value)), most=PlainNumber(MAX_LIST))
    return next((trouble for each in value if (trouble := _country(field, each))), None)


def _corporate_number(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{13}", value):
        return NoCorporateNumber(value=outside_value(value))
    if not cn.is_valid(value):
        return WrongCorporateNumber(value=outside_value(value))
    return None


def _lei(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", value):
        return NoLei(value=outside_value(value))
    if not lei.is_valid(value):
        return WrongLei(value=outside_value(value))
    return None


def _party_id(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if uuid_of(value) is None:
        return NoPartyId(value=outside_value(value))
    return None


def _url(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if trouble := text_trouble(value, MAX_TEXT, one_line=True):
        return trouble
    try:
        parts = urlsplit(str(value))
    except ValueError:
        return NoAddress(value=outside_value(value))
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in str(value):
        return NoWebAddress(value=outside_value(value))
    return None


def _money(field: Field, value: object) -> Coded | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not MONEY.fullmatch(value):
        return NoMoney(value=outside_value(value))
    if value.endswith(" JPY"):
        return MoneyInYen()
    return None


def uuid_of(value: object) -> UUID | None:
    """Return the UUID of a text in its usual lower-case form; None for anything else."""
    return id_in_usual_form(value) if isinstance(value, str) else None


CHECKS: Final[dict[FieldSort, Check]] = {
    FieldSort.TEXT: _text,
    FieldSort.KEY: _key,
    FieldSort.CALL: _key,
    FieldSort.SOURCE: _key,
    FieldSort.BODY_CODE: _key,
    FieldSort.NEW_CODE: _new_code,
    FieldSort.PARTY: _key,
    FieldSort.PARTIES: _key,  # of each item
    FieldSort.DATE: _date,
    FieldSort.YEN: _yen,
    FieldSort.BP: _share,
    FieldSort.DAYS: _count,
    FieldSort.COUNT: _count,
    FieldSort.FLAG: _flag,
    FieldSort.COUNTRY: _country,
    FieldSort.COUNTRIES: _countries,
    FieldSort.CORPORATE_NUMBER: _corporate_number,
    FieldSort.LEI: _lei,
    FieldSort.PARTY_ID: _party_id,
    FieldSort.URL: _url,
    FieldSort.MONEY: _money,
}
