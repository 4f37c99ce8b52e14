"""A day and a moment, in the form in which documents, addresses, parameters and stored JSON write them."""

import re
from datetime import UTC, date, datetime
from typing import Final

WRITTEN_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads 20260620 and weeks


def is_written_day(text: str) -> bool:
    """Return whether the text is a day in its one written form."""
    try:
        written_day(text)
    except ValueError:
        return False
    return True


def written_day(text: str) -> date:
    """Read a day in its one written form, such as 2026-06-20. ValueError for anything else."""
    try:
        if WRITTEN_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # a day that no month has
        pass
    message = f"'{text[:20]}' is not a day such as 2026-06-20"
    raise ValueError(message)


def day_or_none(text: str | None) -> date | None:
    """Read a day where one is written; None for None and for an empty text. ValueError for anything else."""
    return written_day(text) if text else None


def written_moment(text: str) -> datetime:
    """Read a moment in any form of ISO 8601; without a time zone it is UTC. ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
