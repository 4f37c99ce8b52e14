"""A day as people type it: in either calendar, or in English."""

import unicodedata

from institutions.formats.tables.cell_text import NotReadError, read_day_cell
from institutions.values.english_day import english_day


def typed_day(text: str) -> str:
    """Return the ISO date of a day typed in either calendar or in English; the text, half-width, if it is none."""
    try:
        return read_day_cell(text)
    except NotReadError:
        plain = unicodedata.normalize("NFKC", text)
        day = english_day(plain)
        return plain if day is None else day.isoformat()
