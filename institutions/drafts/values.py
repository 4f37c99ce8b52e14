"""One value of each type: what is wrong with it, or nothing. Strict: no text for a number, no 1 for true."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from stdnum import lei
from stdnum.jp import cn

from institutions.drafts.errors import nearest, quoted
from institutions.kinds import Field, Sort
from institutions.kinds.base import MAX_INTEGER, MAX_KEY, MAX_LIST, MAX_SHARE_BP, MAX_TEXT
from institutions.kinds.countries import COUNTRIES
from institutions.values.hidden_characters import hidden_in

# Arithmetic with months and years must stay within what a date can be.
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)
ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONEY: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,6})? [A-Z]{3}")
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")

Check = Callable[[Field, object], str | None]


def trouble_with(field: Field, value: object) -> str | None:
    """The trouble and its remedy, or None. Only for types that hold a single value or a list of codes."""
    return CHECKS[field.sort](field, value)


def text_trouble(value: object, longest: int, *, one_line: bool = False) -> str | None:
    """Texts are not empty, not too long, and hold only characters that every database stores."""
    if not isinstance(value, str):
        return f"{quoted(value)} is not a text. Put it in quotes, or leave the field out when it is unknown."
    if not value.strip():
        return "An empty text says nothing. Leave the field out when it is unknown; null says that there is none."
    if len(value) > longest:
        return f"The text has {len(value)} characters; at most {longest} are kept. Shorten it."
    if "\0" in value or SURROGATE.search(value):
        return "The text has a NUL character or half a character (a lone surrogate). Remove it."
    if one_line and CONTROL.search(value):
        return "The text has a line break or another control character. Write it on one line."
    if hidden := hidden_in(value):
        return f"The text has an invisible character ({hidden}), which can change how the rest is read. Remove it."
    return None


def number_trouble(value: object, lowest: int, highest: int) -> str | None:
    """Whole numbers, as JSON numbers without a decimal point."""
    if isinstance(value, bool) or not isinstance(value, int):
        remedy = "Write it without quotes, decimal point or separators."
        return f"{quoted(value)} is not a whole number. {remedy}"
    if value < lowest:
        return f"{quoted(value)} is too small: the least is {lowest}."
    if value > highest:
        return f"{quoted(value)} is too large: the most is {highest}."
    return None


def _text(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    return text_trouble(value, MAX_TEXT)


def _key(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    return text_trouble(value, MAX_KEY, one_line=True)


def _date(field: Field, value: object) -> str | None:
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return f"{quoted(value)} is not a date. Write year, month and day as in 2026-06-15."
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return f"{quoted(value)} is no day of the calendar. Correct it."
    if FIRST_DAY <= day <= LAST_DAY:
        return None
    remedy = "Leave it out where there is no end." if field.name == "until" else "Correct it."
    return f"{value} is not between {FIRST_DAY} and {LAST_DAY}. {remedy}"


def _yen(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        return f"{quoted(value)} is negative. Give the amount in whole yen, 0 or more."
    return number_trouble(value, 0, MAX_INTEGER)


def _share(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    trouble = number_trouble(value, 0, MAX_SHARE_BP)
    return trouble and f"{trouble} Shares are in basis points: 10000 is 100 %."


def _count(field: Field, value: object) -> str | None:
    return number_trouble(value, 1 if field.name == "revision" else 0, MAX_INTEGER)


def _flag(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, bool):
        return None
    return f"{quoted(value)} is neither true nor false. Write one of them, or leave the field out when it is unknown."


def _word(field: Field, value: object) -> str | None:
    if isinstance(value, str) and value in field.words:
        return None
    return f"{quoted(value)} is not a word that {field.name} takes.{nearest(value, field.words)}"


def _country(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if isinstance(value, str) and value in COUNTRIES:
        return None
    return f"{quoted(value)} is not a country. Give its ISO 3166-1 code of two capital letters, such as JP."


def _countries(field: Field, value: object) -> str | None:
    if not isinstance(value, list):
        return f'{quoted(value)} is not a list of countries. Write for example ["CN", "RU"].'
    if len(value) > MAX_LIST:
        return f"The list has {len(value)} items; at most {MAX_LIST} are taken."
    return next((trouble for each in value if (trouble := _country(field, each))), None)


def _corporate_number(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{13}", value):
        return f"{quoted(value)} is not a corporate number (法人番号). Give its 13 digits as a text, in quotes."
    if not cn.is_valid(value):
        return (
            f"The check digit of the corporate number {quoted(value)} (法人番号) is wrong. Compare it with its source."
        )
    return None


def _lei(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", value):
        return f"{quoted(value)} is not an LEI. Give its 18 capital letters or digits and 2 check digits."
    if not lei.is_valid(value):
        return f"The check digits of the LEI {quoted(value)} are wrong. Compare it with its source."
    return None


def _party_id(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if uuid_of(value) is None:
        return f"{quoted(value)} is not an id of the register. Give the UUID that the register answered with."
    return None


def _url(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if trouble := text_trouble(value, MAX_TEXT, one_line=True):
        return trouble
    try:
        parts = urlsplit(str(value))
    except ValueError:
        return f"{quoted(value)} is not an address. Give a complete one, such as https://example.jp/page."
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in str(value):
        return f"{quoted(value)} is not a web address. Give a complete one that begins with https:// or http://."
    return None


def _money(field: Field, value: object) -> str | None:  # noqa: ARG001 - one signature for the table
    if not isinstance(value, str) or not MONEY.fullmatch(value):
        return f"{quoted(value)} is not an amount with its currency. Write it as in '1250000.50 USD'."
    if value.endswith(" JPY"):
        return "This field is for other currencies. Give yen in the field whose name ends in _yen."
    return None


def uuid_of(value: object) -> UUID | None:
    """The UUID that a text writes in its usual form, in small letters."""
    if not isinstance(value, str) or len(value) != len("00000000-0000-0000-0000-000000000000"):
        return None
    try:
        read = UUID(value)
    except ValueError:
        return None
    return read if str(read) == value else None


CHECKS: Final[dict[Sort, Check]] = {
    Sort.TEXT: _text,
    Sort.KEY: _key,
    Sort.CALL: _key,
    Sort.SOURCE: _key,
    Sort.BODY_CODE: _key,
    Sort.PARTY: _key,
    Sort.PARTIES: _key,  # of each item
    Sort.DATE: _date,
    Sort.YEN: _yen,
    Sort.BP: _share,
    Sort.DAYS: _count,
    Sort.COUNT: _count,
    Sort.FLAG: _flag,
    Sort.WORD: _word,
    Sort.COUNTRY: _country,
    Sort.COUNTRIES: _countries,
    Sort.CORPORATE_NUMBER: _corporate_number,
    Sort.LEI: _lei,
    Sort.PARTY_ID: _party_id,
    Sort.URL: _url,
    Sort.MONEY: _money,
}
