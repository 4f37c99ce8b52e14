"""Refused sign-ins, counted by minute in the cache that all processes share: how many, never by whom.

The audit trail does not have them, since strangers must not fill it.
"""

import time
from typing import Final

from django.core.cache import caches

from institutions.web.rates.cache_errors import cache_errors
from institutions.web.rates.cached_json import UnreadableEntryError, as_count
from institutions.web.rates.counting import CACHE, MINUTE, add_to_shared

STEPS: Final = ("password", "code")
KEPT_MINUTES: Final = 60


def count_failure(step: str, now: float | None = None) -> None:
    """Count a wrong password or code."""
    add_to_shared(key_of(step, minute_of(now)), 1, seconds=(KEPT_MINUTES + 1) * MINUTE)


def recent_failures(minutes: int, now: float | None = None) -> dict[str, int] | None:
    """Count the failures of the last minutes by step, at most an hour's, in one query.

    None if the cache is away, or has an entry in the place of a count that this program did not write.
    """
    last = minute_of(now)
    keys = {step: [key_of(step, each) for each in range(last - minutes + 1, last + 1)] for step in STEPS}
    try:
        held = caches[CACHE].get_many([key for listed in keys.values() for key in listed])
        return {step: sum(as_count(key, held.get(key, 0)) for key in listed) for step, listed in keys.items()}
    except cache_errors(UnreadableEntryError):
        return None


def minute_of(now: float | None) -> int:
    """Return the number of a minute since 1970; of this one, if no moment is given."""
    return int((time.time() if now is None else now) // MINUTE)


def key_of(step: str, minute: int) -> str:
    """Return the key under which the failures of a minute are counted."""
    return f"sign-in-failures:{step}:{minute}"
