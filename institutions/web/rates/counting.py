"""Requests of a minute, counted by all processes together in the cache that they share."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.core.cache import caches

from institutions.web.rates.cache_errors import cache_errors
from institutions.web.rates.cached_json import UnreadableEntryError, as_count
from institutions.web.rates.database_cache import JsonDatabaseCache

logger = logging.getLogger(__name__)

CACHE: Final = "rates"  # the name of the cache in the settings
MINUTE: Final = 60  # seconds that are counted together
# A process takes requests of a caller from the shared count before it lets them pass, so that all processes together
# never let more pass than the limit. It takes some at once where the caller has made many here and the limit is far: a
# write with every request would queue them all behind one lock. What it took and nobody used is lost to the others.
SHARE_OF_MADE: Final = 8  # an eighth of what it has let pass,
SHARE_OF_LEFT: Final = 32  # and a thirty-second part of what is left
AWAY_SECONDS: Final = 1.0  # in which a cache that did not answer is not asked again: each request would wait for it
OVER_EVERY_LIMIT: Final = 10**15  # as long as an entry is in the place of a count, whoever it counts is refused
MOST_CALLERS: Final = 20_000  # that a process remembers: a flood of addresses shall not fill its memory


@dataclass(slots=True)
class CountedCaller:
    """The requests of one caller in a minute, as one process knows them."""

    total: int = 0  # taken by all processes, when this one last took some
    made: int = 0  # that passed here
    room: int = 0  # taken here, and not made yet


class RequestCounter:
    """A count of requests by caller and minute; threads of a process share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = -1
        self._callers: dict[str, CountedCaller] = {}

    def takes(self, caller: str, limit: int, now: float | None = None) -> bool:
        """Count one request of a caller; return whether it is within their limit of this minute.

        Once they are over it, they are refused without a look at the shared count.
        """
        now = time.time() if now is None else now
        with self._lock:
            counted = self._counted(caller, now)
            if counted.room < 1:
                if counted.total >= limit:
                    return False
                wanted = max(1, min(counted.made // SHARE_OF_MADE, (limit - counted.total) // SHARE_OF_LEFT))
            else:
                counted.room, counted.made = counted.room - 1, counted.made + 1
                return True
        total = add_to_shared(key_of_minute(caller, now), wanted)
        with self._lock:
            counted.total = counted.total + wanted if total is None else max(total, counted.total)
            taken_before = (counted.total if total is None else total) - wanted
            counted.room += max(0, min(wanted, limit - taken_before))
            passes = counted.room > 0
            counted.room, counted.made = counted.room - passes, counted.made + passes
            return passes

    def charge(self, caller: str, requests: int, now: float | None = None) -> None:
        """Count further requests of a caller: those that one cost that has passed."""
        now = time.time() if now is None else now
        with self._lock:
            counted = self._counted(caller, now)
            held = min(counted.room, requests)
            counted.room, counted.made = counted.room - held, counted.made + requests
        if more := requests - held:
            total = add_to_shared(key_of_minute(caller, now), more)
            with self._lock:
                counted.total = counted.total + more if total is None else max(total, counted.total)

    def _counted(self, caller: str, now: float) -> CountedCaller:
        """Return what is known of a caller in this minute."""
        minute = int(now // MINUTE)
        if minute != self._minute:
            self._minute, self._callers = minute, {}
        if len(self._callers) >= MOST_CALLERS and caller not in self._callers:
            self._callers = {}  # what was taken and not made is lost
        return self._callers.setdefault(caller, CountedCaller())


class CacheAway:
    """The moment until which a process does not ask a cache that did not answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0

    def is_away(self) -> bool:
        """Return whether the cache did not answer a moment ago."""
        return self._clock() < self._until

    def note(self, error: Exception) -> None:
        """Leave the cache alone for a moment, and say so in one line of the log."""
        self._until = self._clock() + AWAY_SECONDS
        said = "The cache of rates does not answer (%s). This process counts requests alone for %g s."
        logger.error(said, type(error).__name__, AWAY_SECONDS)


AWAY: Final = CacheAway()


def key_of_minute(caller: str, now: float) -> str:
    """Return the key of a caller's count in this minute."""
    return f"{caller}:{int(now // MINUTE)}"


def add_to_shared(key: str, added: int, seconds: int = 2 * MINUTE) -> int | None:
    """Add to a count that the shared cache keeps for some seconds, and return it.

    None, with a line in the log, if the cache does not answer; it is then asked again a second later.

    Limits must not stop the service together with their cache: each process then counts alone. An entry in the place of
    a count that this program did not write is no such trouble: `OVER_EVERY_LIMIT`, with the key in the log.
    """
    if AWAY.is_away():
        return None
    cache = caches[CACHE]
    try:
        if isinstance(cache, JsonDatabaseCache):
            return cache.count(key, added, seconds)
        if cache.add(key, added, timeout=seconds):
            return added
        return as_count(key, cache.incr(key, added), added)
    except UnreadableEntryError:
        return OVER_EVERY_LIMIT
    except ValueError:  # the count was thrown away in between: the cache is there
        logger.warning("The cache of rates threw a count away. This process counts that caller alone.")
        return None
    except cache_errors() as error:
        AWAY.note(error)
        return None


def seconds_left(now: float | None = None) -> int:
    """Return the seconds until the next minute begins, at least one."""
    now = time.time() if now is None else now
    return MINUTE - int(now % MINUTE)


COUNTER: Final = RequestCounter()
