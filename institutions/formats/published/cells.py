"""Cells of published lists: days, amounts, prices that are withheld, counts and methods.

As elsewhere, nothing is guessed: a cell with no meaning that is known is an error with its remedy.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stdnum.jp import cn

from institutions.codes.parameters import outside_value
from institutions.formats.published.troubles import (
    CellEmpty,
    NoPublishedAmount,
    NoPublishedCount,
    NoPublishedMethod,
    NoPublishedNumber,
    NoReservePrice,
)
from institutions.formats.published.words import published_words
from institutions.formats.tables.cell_text import NotReadError, plain_cell, read_day_cell, read_whole_cell

# A day that a workbook holds as a number without the format of a day: days from 30 December 1899, here of 2000 to 2099.
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
SERIALS_FROM: Final = date(1899, 12, 30)
SERIAL: Final = re.compile(r"[0-9]{5}(?:\.0+)?", re.ASCII)
IN_BRACKETS: Final = re.compile(r"\([^()]*+\)")
BESIDE_AN_AMOUNT: Final = re.compile(r"\(?(?:消費)?税(?:込|抜|別)[^()]*+\)?|うち消費税[^()]*+")
# Marks that close an amount as on a cheque: after the sign of yen, or a point; a minus alone would say less than zero.
CLOSED: Final = re.compile(r"^(?:[¥\\金]\s*([0-9,]+)(?:円也?)?\.?|([0-9,]+)(?:\.(?=.)|円也?))[-‐−–—―ー─]*")
INCLUDED: Final = re.compile(r"税込|内税|うち消費税|税[^、。()]{0,12}を?含(?:む|み|んだ)")
EXCLUDED: Final = re.compile(r"税抜|税別|外税|税[^、。()]{0,12}を?(?:含まない|含まず|除く|除いた)")
DIGIT: Final = re.compile(r"[0-9]", re.ASCII)
WEEKDAY: Final = re.compile(r"\([月火水木金土日](?:曜日?)?\)$")
# A count, and one of those counted beside it in brackets: 1(1), 3者(うち1者).
COUNT: Final = re.compile(
    r"([0-9]{1,6})(?:者|社|人|名|件)?(?:\((?:うち|内)?([0-9]{1,6})(?:者|社|人|名|件)?\))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class ReservePrice:
    """A reserve price: the amount in yen, or why it is withheld; both None where the list says nothing of it."""

    yen: int | None = None
    withheld: str | None = None  # a word of the field reserve_price_withheld
    said: str = ""  # the cell, as published


def read_published_day(cell: str) -> str:
    """Return the ISO date of a cell, as in other tables or as the number that a workbook holds for a day."""
    plain = plain_cell(cell)
    if SERIAL.fullmatch(plain) and FIRST_SERIAL <= (days := int(plain.partition(".")[0])) <= LAST_SERIAL:
        return (SERIALS_FROM + timedelta(days=days)).isoformat()
    return read_day_cell(WEEKDAY.sub("", plain) if WEEKDAY.search(plain) else cell)


def tax_basis(text: str) -> str | None:
    """Return included or excluded, as a heading or a remark in a cell says; None if it says neither, or both."""
    plain = "".join(plain_cell(text).split())
    said = [word for word, found in (("included", INCLUDED), ("excluded", EXCLUDED)) if found.search(plain)]
    return said[0] if len(said) == 1 else None


def tax_basis_of_amount(cell: str) -> str | None:
    """Return the tax basis that a cell gives its amount; another amount in brackets has a basis of its own."""
    plain = "".join(plain_cell(cell).split())
    own = IN_BRACKETS.sub(lambda found: "" if DIGIT.search(found[0]) and "うち" not in found[0] else found[0], plain)
    return tax_basis(own)


def read_published_yen(cell: str) -> int | None:
    """Return whole yen; None for an amount that is no total, by unit price or in an annex."""
    plain = plain_cell(cell)
    if plain == "":
        raise NotReadError(CellEmpty())
    plain = IN_BRACKETS.sub(lambda found: "" if tax_basis(found[0]) else found[0], "".join(plain.split()))
    plain = BESIDE_AN_AMOUNT.sub("", plain)
    if any(plain_cell(each) in plain for each in published_words()["no_total"]):
        return None
    if found := CLOSED.fullmatch(plain):
        plain = found[1] or found[2]
    try:
        return read_whole_cell(plain)
    except NotReadError:
        raise NotReadError(NoPublishedAmount(value=outside_value(cell))) from None


def read_reserve_price(cell: str) -> ReservePrice:
    """Return a reserve price, or why it is withheld; an empty cell says nothing."""
    plain = "".join(plain_cell(cell).split())
    if not plain:
        return ReservePrice()
    if withheld := withheld_word(plain):
        return ReservePrice(withheld=withheld, said=" ".join(cell.split()))
    try:
        return ReservePrice(yen=read_published_yen(cell), said=" ".join(cell.split()))
    except NotReadError:
        raise NotReadError(NoReservePrice(value=outside_value(cell))) from None


def withheld_word(plain: str) -> str | None:
    """Return the word for why a price is withheld; None if the text does not say so."""
    words = published_words()["withheld"]
    if any(each in plain for each in words["similar_contracts"]):
        return "similar_contracts"
    if any(each in plain for each in words["not_published"]):
        return "other_reason" if any(each in plain for each in words["gives_a_reason"]) else "no_reason"
    return "no_reason" if set(plain) <= set(words["dashes"]) else None


def is_dash(cell: str) -> bool:
    """Return whether a cell has nothing but a dash, which says that there is no value."""
    return set("".join(cell.split())) <= set(published_words()["withheld"]["dashes"])


def read_published_count(cell: str) -> int | None:
    """Return a number of bidders or people; None for a dash. One in brackets is of those counted, and not read."""
    if is_dash(cell):
        return None
    found = COUNT.fullmatch("".join(plain_cell(cell).split()))
    if found and int(found[2] or 0) <= int(found[1]):
        return int(found[1])
    raise NotReadError(NoPublishedCount(value=outside_value(cell)))


def read_published_method(cell: str) -> str | None:
    """Return the method of contracting: the first of the table of which the cell contains a word.

    None for a competition of which the cell does not say whether it was open.
    """
    plain = "".join(plain_cell(cell).split())
    for method, *words in published_words()["methods"]:
        if any(word in plain for word in words):
            return None if method is None else str(method)
    raise NotReadError(NoPublishedMethod(value=outside_value(cell)))


def read_published_number(cell: str) -> str | None:
    """Return a corporate number; None for a dash."""
    if is_dash(cell):
        return None
    plain = "".join(plain_cell(cell).split()).replace("-", "").removeprefix("T").partition(".")[0]
    if not re.fullmatch(r"[0-9]{13}", plain, re.ASCII) or not cn.is_valid(plain):
        raise NotReadError(NoPublishedNumber(value=outside_value(cell)))
    return plain
