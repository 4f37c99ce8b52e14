"""The country of a cell: its code, or its name in either language."""

from difflib import get_close_matches
from functools import cache
from typing import Final

from institutions.codes.parameters import given
from institutions.formats.tables.cell_text import NotReadError, plain
from institutions.formats.tables.troubles.cells import LikeCountry, NoCountryInCell
from institutions.kinds.countries import COUNTRIES
from institutions.parties.names import fold

ALIKE: Final = 0.75  # the lowest similarity (difflib, 1 is equal) of a suggested name


@cache
def by_name() -> dict[str, str]:
    """Return the codes by folded name, without names that two countries share."""
    names = [(fold(name), code) for code, label in COUNTRIES.items() for name in (label.en, label.ja)]
    found: dict[str, set[str]] = {}
    for name, code in names:
        found.setdefault(name, set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def country_of(cell: str) -> str:
    """Return the code of a country. NotReadError, with the nearest country, for any other text."""
    text = plain(cell)
    if text.upper() in COUNTRIES:
        return text.upper()
    names = by_name()
    if code := names.get(fold(text)):
        return code
    near = get_close_matches(fold(text), names, n=1, cutoff=ALIKE)
    if near:
        code = names[near[0]]
        label = COUNTRIES[code]
        name = label.en if text.isascii() else label.ja
        raise NotReadError(LikeCountry(value=given(cell), name=name, country=code))
    raise NotReadError(NoCountryInCell(value=given(cell)))
