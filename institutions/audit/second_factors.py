"""Authenticators, compared with what events say of them: whoever removes or replaces one by hand opens an account.

Their table belongs to a library, which removes and replaces rows lawfully, so its rows are not covered one by one.
"""

from collections.abc import Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator

from institutions.models import AuditEvent
from institutions.values.hashing import hash_json

ADDED: Final = "totp_added"
REMOVED: Final = ("totp_removed", "authenticator_taken_off")
SHA256: Final = "data_sha256"  # in the event: the hash of the encrypted secret


def authenticator_hash(authenticator: Any) -> str:  # Any: allauth declares no types
    """Return the hash by which an event names the secret of an authenticator, which is encrypted."""
    return hash_json(authenticator.data)


def second_factor_troubles() -> Iterator[str]:
    """Yield each account whose authenticator is not the one that its last event names."""
    rows = AuditEvent.objects.filter(verb__in=(ADDED, *REMOVED)).order_by("pk")
    last = {what: (verb, after) for what, verb, after in rows.values_list("object", "verb", "after").iterator(500)}
    held: dict[str, Any] = {  # Any: as above
        f"account:{each.user_id}": each for each in Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    }
    for what in sorted({*last, *held}):
        verb, after = last.get(what, ("", None))
        said = after.get(SHA256) if isinstance(after, dict) else None
        if what not in held:
            if verb == ADDED:
                yield f"{what}: its authenticator is missing, and no event says that it was removed"
        elif verb != ADDED:
            yield f"{what}: has an authenticator that no event names"
        elif said is not None and said != authenticator_hash(held[what]):
            yield f"{what}: its authenticator is not the one that was added"
