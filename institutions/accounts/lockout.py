"""Failed sign-ins that are counted against one account, whichever host or port they came by.

django-allauth counts passwords by the name that was typed, beside the request's Host header, which the caller chooses
and a port varies; here name and network count. So a stranger who knows a name locks out their own network alone, not
its owner. Codes allauth counts by the account's number: whoever is asked for one has given the right password.
"""

import time
from typing import Any, Final

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache

from institutions.models import Account
from institutions.web.rates.addresses import network_of
from institutions.web.rates.cached_json import UnreadableEntryError, as_count

COUNTED: Final = {"app": "allauth.account", "action": "login_failed"}
LIFTED_FOR: Final = 24 * 60 * 60  # seconds, longer than any failure counts


def key_of_name(name: str, address: str) -> str:
    """Return the key under which wrong passwords of a name from a network are counted, until its lock is lifted."""
    return f"name:{name.lower()}:{network_of(address)}:{times_lifted(name)}"


def times_lifted(name: str) -> int:
    """Return how often the lock of a name was lifted, today. UnreadableEntryError if the cache has no count there."""
    key = key_of_lifting(name)
    return as_count(key, cache.get(key, 0))


def key_of_lifting(name: str) -> str:
    """Return the key under which it is counted how often the lock of a name was lifted, today."""
    return f"lockout-lifted:{name.lower()}"


def key_of_codes(account: Account) -> str:
    """Return the key under which `allauth.mfa` counts wrong codes of an account."""
    return f"mfa-auth-user-{account.pk}"


def lift_lockout(account: Account) -> None:
    """Forget the failures of one account. Those of an address still count: it may have tried others too.

    An entry that the program did not write is replaced: a new password is the way out of it.
    """
    try:
        before = times_lifted(account.username)
    except UnreadableEntryError:
        before = int(time.time())  # beyond every count, so that no failure from before is counted
    cache.set(key_of_lifting(account.username), before + 1, LIFTED_FOR)  # failures are counted anew, from every network
    nobody: Any = None  # Any: of the request only its address would be read, for a limit by address
    for rate in get_rates(**COUNTED):
        if rate.per == "key":
            cache.delete(get_cache_key(nobody, rate=rate, key=key_of_codes(account), **COUNTED))
