"""An amount of yen as people write it: 1,200,000,000; 12億円; 1億2,000万; 1.2 billion yen."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from institutions.values.written_number import LARGEST_NUMBER

LARGE: Final = {"兆": 10**12, "億": 10**8, "万": 10**4}  # in this order, each once
SMALL: Final = {"千万": 10**7, "百万": 10**6, "十万": 10**5, "千": 10**3, "百": 10**2, "": 1}
ENGLISH: Final = {
    "trillion": 10**12,
    "tn": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "thousand": 10**3,
    "k": 10**3,
}
DIGITS: Final = r"[0-9]{1,20}(?:,[0-9]{3})*(?:\.[0-9]{1,12})?"
SIGNS: Final = re.compile(r"^(?:[¥]|jpy|yen)\s*|\s*(?:円|yen|jpy)$", re.IGNORECASE)
IN_ENGLISH: Final = re.compile(rf"({DIGITS})\s*({'|'.join(ENGLISH)})", re.IGNORECASE)
PART: Final = re.compile(rf"({DIGITS})\s*({'|'.join([*SMALL][:-1])})?({'|'.join(LARGE)})?")
LONGEST: Final = 60  # characters


def typed_amount(text: str) -> int | None:
    """Return the yen that a text says; None if it says no whole number of yen, or more than the register holds.

    Japanese units go from large to small, each once; 3千万 is three times ten million. A rest without a unit needs 円:
    3億5000 may be meant as 3億5000万.
    """
    if len(text) > LONGEST:
        return None
    given = unicodedata.normalize("NFKC", text).strip()
    plain = SIGNS.sub("", SIGNS.sub("", given)).strip()
    if english := IN_ENGLISH.fullmatch(plain):
        found = decimal_of(english[1]) * ENGLISH[english[2].lower()]
    elif (japanese := sum_of_parts(plain, rest=given.endswith("円"))) is not None:
        found = japanese
    else:
        return None
    return int(found) if found == int(found) and found <= LARGEST_NUMBER else None


def sum_of_parts(text: str, *, rest: bool) -> Decimal | None:
    """Return the sum of numbers with Japanese units, or a number without one; None if a unit does not fit.

    `rest`: whether the last number may have no unit where others have.
    """
    total, place, below = Decimal(0), 0, Decimal("Infinity")
    while place < len(text):
        part = PART.match(text, place)
        if part is None:
            return None
        unit = SMALL[part[2] or ""] * LARGE.get(part[3] or "", 1)
        value = decimal_of(part[1]) * unit
        if value >= below or (unit == 1 and place and not rest):
            return None
        total, below, place = total + value, Decimal(unit), part.end()
    return total if place else None


def decimal_of(digits: str) -> Decimal:
    """Return the number that digits with commas write."""
    return Decimal(digits.replace(",", ""))
