"""The limits of the settings, and the test whether a caller is over theirs."""

from enum import StrEnum

from django.conf import settings

from institutions.web.rates.counting import COUNTER


class CallerKind(StrEnum):
    """The kinds of callers: everything from one address, by one account, with one key."""

    ADDRESS = "address"
    ACCOUNT = "account"
    KEY = "key"


def is_over(kind: CallerKind, caller: object) -> bool:
    """Count a request of a caller, and return whether they have made more in this minute than they may."""
    limit = limit_of(kind)
    return limit > 0 and not COUNTER.takes(f"{kind}:{caller}", limit)


def charge(kind: CallerKind, caller: object, requests: int) -> None:
    """Count what a caller's request cost beyond what one may cost, as further requests."""
    if limit_of(kind) > 0 and requests > 0:
        COUNTER.charge(f"{kind}:{caller}", requests)


def limit_of(kind: CallerKind) -> int:
    """Return the requests a minute; 0 stands for no limit."""
    return int(settings.REQUESTS_A_MINUTE[kind])
