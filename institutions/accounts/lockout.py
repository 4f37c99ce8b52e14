"""Failed sign-ins that are counted against one account, whichever host, port or address they came by.

django-allauth counts passwords by the name that was typed, beside the request's Host header, which the caller chooses
and a port varies; here the name alone counts. Codes it counts by the account's number.
"""

from typing import Any, Final

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache

from institutions.models import Account

COUNTED: Final = {"app": "allauth.account", "action": "login_failed"}


def key_of_name(name: str) -> str:
    """Return the key under which wrong passwords of a name are counted, in small letters as accounts are looked up."""
    return f"name:{name.lower()}"


def key_of_codes(account: Account) -> str:
    """Return the key under which `allauth.mfa` counts wrong codes of an account."""
    return f"mfa-auth-user-{account.pk}"


def lift_lockout(account: Account) -> None:
    """Forget the failures of one account. Those of an address still count: it may have tried others too."""
    nobody: Any = None  # Any: of the request only its address would be read, for a limit by address
    for rate in get_rates(**COUNTED):
        if rate.per == "key":
            for key in (key_of_name(account.username), key_of_codes(account)):
                cache.delete(get_cache_key(nobody, rate=rate, key=key, **COUNTED))
