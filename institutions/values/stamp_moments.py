"""The moment of a timestamp beside that of what it stamps."""

from datetime import datetime, timedelta
from typing import Final

CLOCKS_APART: Final = timedelta(hours=1)  # by which clocks of servers, and that of an authority, may differ


def is_stamped_too_early(stamped: datetime, sealed: str) -> bool:
    """Return whether a timestamp is older than the moment that its seal states: then that moment is not true.

    `stamped` has a time zone, as an authority gives it. ValueError if the seal states no moment with one.
    """
    at = datetime.fromisoformat(sealed)
    if at.tzinfo is None:
        message = f"{sealed} has no time zone."
        raise ValueError(message)
    return stamped + CLOCKS_APART < at
