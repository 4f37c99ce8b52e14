"""Requests of a minute, counted by all processes together in the cache that they share."""

import logging
import time
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.core.cache import caches

from institutions.web.rates.cache_errors import cache_errors
from institutions.web.rates.database_cache import CountingCache

logger = logging.getLogger(__name__)

CACHE: Final = "rates"  # the name of the cache in the settings
MINUTE: Final = 60  # seconds that are counted together
# A process adds its requests to the shared count at most once in so many seconds: a write with every request would
# queue them all behind one lock. Until then it may let pass what others have counted meanwhile.
SHARED_EVERY: Final = 1.0
MOST_CALLERS: Final = 20_000  # that a process remembers: a flood of addresses shall not fill its memory


@dataclass(slots=True)
class CountedCaller:
    """The requests of one caller in a minute, as one process knows them."""

    shared: int = 0  # by all processes, when this one last asked
    own: int = 0  # since then
    asked_at: float = float("-inf")


class RequestCounter:
    """A count of requests by caller and minute; threads of a process share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = -1
        self._callers: dict[str, CountedCaller] = {}

    def count(self, caller: str, now: float | None = None, *, requests: int = 1) -> int:
        """Count one request, or what costs as much as some; return how many the caller has made in this minute."""
        now = time.time() if now is None else now
        minute = int(now // MINUTE)
        with self._lock:
            if minute != self._minute:  # what was not shared of the last minute no longer matters
                self._minute, self._callers = minute, {}
            if len(self._callers) >= MOST_CALLERS and caller not in self._callers:
                self._callers = {}  # what was not shared is lost: at most a second's requests of each
            counted = self._callers.setdefault(caller, CountedCaller())
            counted.own += requests
            if now - counted.asked_at < SHARED_EVERY:
                return counted.shared + counted.own
            added, counted.own, counted.asked_at = counted.own, 0, now
        total = add_to_shared(f"{caller}:{minute}", added)
        with self._lock:
            counted.shared = counted.shared + added if total is None else total
            return counted.shared + counted.own


def add_to_shared(key: str, added: int, seconds: int = 2 * MINUTE) -> int | None:
    """Add to a count that the shared cache keeps for some seconds, and return it.

    None, with a line in the log, if the cache does not answer.

    Limits must not stop the service together with their cache: each process then counts alone.
    """
    cache = caches[CACHE]
    try:
        if isinstance(cache, CountingCache):
            return cache.count(key, added, seconds)
        if cache.add(key, added, timeout=seconds):
            return added
        return int(cache.incr(key, added))
    except cache_errors(ValueError):  # ValueError: the count was thrown away in between
        logger.exception("The cache of rates does not answer. This process counts requests alone.")
        return None


def seconds_left(now: float | None = None) -> int:
    """Return the seconds until the next minute begins, at least one."""
    now = time.time() if now is None else now
    return MINUTE - int(now % MINUTE)


COUNTER: Final = RequestCounter()
