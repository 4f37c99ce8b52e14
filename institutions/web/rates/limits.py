"""The limits of the settings, and the test whether a caller is over theirs."""

from enum import StrEnum
from typing import Final

from django.conf import settings

from institutions.web.rates.counting import COUNTER

SECONDS_OF_ONE: Final = 0.05  # processor time that one request may take: at 600 a minute, half a processor


class CallerKind(StrEnum):
    """The kinds of callers: everything from one address, by one account, with one key."""

    ADDRESS = "address"
    ACCOUNT = "account"
    KEY = "key"


def is_over(kind: CallerKind, caller: object) -> bool:
    """Count a request of a caller, and return whether they have made more in this minute than they may."""
    limit = limit_of(kind)
    return limit > 0 and COUNTER.count(f"{kind}:{caller}") > limit


def charge(kind: CallerKind, caller: object, seconds: float) -> None:
    """Count the processor time of a caller's request, beyond what one request may take, as further requests."""
    if limit_of(kind) > 0 and (more := int(seconds / SECONDS_OF_ONE)):
        COUNTER.count(f"{kind}:{caller}", requests=more)


def limit_of(kind: CallerKind) -> int:
    """Return the requests a minute; 0 stands for no limit."""
    return int(settings.REQUESTS_A_MINUTE[kind])
