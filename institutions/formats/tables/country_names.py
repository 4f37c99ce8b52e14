"""The country of a cell: its code, or its name in either language."""

from difflib import get_close_matches
from functools import cache
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.formats.tables.cell_text import NotReadError, plain_cell
from institutions.formats.tables.troubles.cells import LikeCountry, NoCountryInCell
from institutions.kinds.countries import COUNTRIES, OTHER_NAMES
from institutions.parties.names import fold_name

ALIKE: Final = 0.75  # the lowest similarity (difflib, 1 is equal) of a suggested name


@cache
def codes_by_country_name() -> dict[str, str]:
    """Return the codes by folded name, usual or other, without names that two countries share."""
    names = [(fold_name(name), code) for code, label in COUNTRIES.items() for name in (label.en, label.ja)]
    names += [(fold_name(name), code) for code, others in OTHER_NAMES.items() for name in others]
    found: dict[str, set[str]] = {}
    for name, code in names:
        found.setdefault(name, set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def country_code(text: str) -> str | None:
    """Return the code of a country that is written as its code or by its name; None for any other text."""
    return text.upper() if text.upper() in COUNTRIES else codes_by_country_name().get(fold_name(text))


def read_country_cell(cell: str) -> str:
    """Return the code of a country. NotReadError, with the nearest country, for any other text."""
    text = plain_cell(cell)
    if code := country_code(text):
        return code
    names = codes_by_country_name()
    near = get_close_matches(fold_name(text), names, n=1, cutoff=ALIKE)
    if near:
        code = names[near[0]]
        label = COUNTRIES[code]
        name = label.en if text.isascii() else label.ja
        raise NotReadError(LikeCountry(value=outside_value(cell), name=name, country=code))
    raise NotReadError(NoCountryInCell(value=outside_value(cell)))
