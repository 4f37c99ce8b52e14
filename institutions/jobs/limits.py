"""Limits after which a job is set aside, so that a job that kills its worker does not do so for ever."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from institutions.codes.base import Coded

Columns = dict[str, Any]  # Any: values of columns
JITTER: Final = 0.2  # so that jobs that failed together are not retried together


@dataclass(frozen=True, slots=True)
class LeaseLimit:
    """A number of expired leases: an error ends such a job at once, and a person decides whether to retry it."""

    leases: int
    error_columns: Callable[[Any], Columns]  # why a row is set aside; for None, the values without an error
    said_columns: Callable[[Coded], Columns]  # the same for a reason that is given

    def after_lost_lease(self, row: Any, now: datetime) -> tuple[bool, Columns]:
        """Count the lost lease; return whether the row is set aside, and its column values."""
        expired = row.expired_leases + 1
        if expired < self.leases:
            return False, {"expired_leases": expired}
        return True, {"expired_leases": self.leases, "finished_at": now, **self.error_columns(row)}

    def after_outages(self, said: Coded, now: datetime) -> Columns:
        """Return the column values of a row that outages returned too often."""
        return {"finished_at": now, **self.said_columns(said)}

    def fresh(self, _now: datetime) -> Columns:
        """Return the column values of a row that a person restarts."""
        return {"expired_leases": 0, "finished_at": None, **self.error_columns(None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TryLimit:
    """A number of tries, each after a longer wait: such a job ends when it succeeds, or has no try left.

    `lost` is the trouble noted where the worker was lost, `away` where the database failed again and again, `ended` the
    column for the time of the end, if there is one.
    """

    tries: int
    first_wait: timedelta
    longest_wait: timedelta
    lost: str
    away: str
    ended: str = ""

    def after_lost_lease(self, row: Any, now: datetime) -> tuple[bool, Columns]:
        """Count the lost lease as a try, without a wait; return whether it was the last try, and the column values."""
        left = max(row.tries_left - 1, 0)
        return not left, self.columns(left, now, next_at=now, trouble=self.lost)

    def after_outages(self, _said: Coded, now: datetime) -> Columns:
        """Return the column values of a row that outages returned too often: no try is left."""
        return self.columns(0, now, next_at=now, trouble=self.away)

    def after_failure(self, left: int, now: datetime, trouble: str) -> Columns:
        """Return the column values of a row that failed, with this number of tries left."""
        return self.columns(left, now, next_at=now + self.wait(self.tries - left), trouble=trouble)

    def columns(self, left: int, now: datetime, *, next_at: datetime, trouble: str) -> Columns:
        """Return the column values after a try."""
        ended = {self.ended: now} if self.ended and not left else {}
        return {"tries_left": left, "next_at": next_at, "trouble": trouble, **ended}

    def fresh(self, now: datetime) -> Columns:
        """Return the column values of a row that a person restarts."""
        ended = {self.ended: None} if self.ended else {}
        return {"tries_left": self.tries, "next_at": now, "trouble": "", **ended}

    def wait(self, failed: int) -> timedelta:
        """Return the wait after a number of failed tries: tripled each time, at most the longest wait, plus or minus
        20%.
        """
        spread = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
        factor: int = 3 ** min(failed - 1, 10)
        return min(self.first_wait * factor, self.longest_wait) * spread


Limit: TypeAlias = LeaseLimit | TryLimit
