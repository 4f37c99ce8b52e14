"""A day in the form in which addresses and parameters write it."""

import re
from datetime import date
from typing import Final

WRITTEN: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads 20260620 and weeks


def is_day(text: str) -> bool:
    """Return whether the text is a day in its one written form."""
    try:
        written_day(text)
    except ValueError:
        return False
    return True


def written_day(text: str) -> date:
    """Read a day in its one written form, such as 2026-06-20. ValueError for anything else."""
    try:
        if WRITTEN.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # a day that no month has
        pass
    message = f"'{text[:20]}' is not a day such as 2026-06-20"
    raise ValueError(message)
