"""Making, rotating and revoking the keys of a body's systems. Each act leaves an event, without the secret."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.access.key_scopes import OF_SECRETS, SCOPES, allowed_scopes, reads_restricted
from institutions.access.key_troubles import KeyIsOver, NoScope, OnlyOnServer, RotatedBefore, UnknownScope
from institutions.access.keys import digest_of
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedError
from institutions.events.signals import key_acted_on
from institutions.models import Account, ApiKey, GovernmentBody

LIFETIME: Final = timedelta(days=365)
NOTICE_BEFORE: Final = timedelta(days=30)  # the time before its end at which administrators are notified of a key
OVERLAP: Final = timedelta(days=14)  # for which a rotated key works beside its successor


class KeyRefusedError(CodedError):
    """A key that cannot be made so, or not be rotated."""


@transaction.atomic
def make_key(
    body: GovernmentBody,
    *,
    scopes: Sequence[str],
    name: str = "",
    lifetime: timedelta = LIFETIME,
    by: Account | None = None,
    replaces: ApiKey | None = None,
) -> tuple[ApiKey, str]:
    """Make a key for a body and return it with its text, which is shown only here.

    KeyRefusedError where the scopes allow nothing, or one is unknown, and where an administrator (`by`) alone would
    give the right to restricted partnerships: whoever makes a key reads it.
    """
    if unknown := sorted(set(scopes) - set(SCOPES)):
        raise KeyRefusedError(UnknownScope(unknown=", ".join(unknown), known=", ".join(SCOPES)))
    if not set(scopes) - {OF_SECRETS}:
        raise KeyRefusedError(NoScope(known=", ".join(each for each in SCOPES if each != OF_SECRETS)))
    if by is not None and reads_restricted(scopes):
        raise KeyRefusedError(OnlyOnServer(body=body.code or ""))
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        body=body,
        name=name,
        scopes=list(scopes),
        prefix=prefix,
        digest=digest_of(secret),
        expires_at=timezone.now() + lifetime,
        replaces=replaces,
    )
    said: dict[str, object] = {"body": body.code, "scopes": list(scopes), "expires_at": key.expires_at.isoformat()}
    if replaces:
        said["replaces"] = replaces.prefix
    note_key_act("key_made", key, by, said)
    key_acted_on.send(sender=ApiKey, key=key, by=by)
    return key, f"pe_{prefix}_{secret}"


@transaction.atomic
def rotate_key(key: ApiKey, *, by: Account | None = None) -> tuple[ApiKey, str]:
    """Make a key that does what this one does, for as long; this one itself works for two more weeks at most.

    KeyRefusedError if it no longer works, or was rotated before, and as `make_key` does.
    """
    now = timezone.now()
    key = ApiKey.objects.select_for_update(no_key=True).select_related("body").get(pk=key.pk)
    if not works_at(key, now):
        raise KeyRefusedError(KeyIsOver(prefix=key.prefix))
    if ApiKey.objects.filter(replaces=key).exists():
        raise KeyRefusedError(RotatedBefore(prefix=key.prefix))
    lifetime = min(key.expires_at - key.created_at, LIFETIME)  # one of before keys expired is older
    made = make_key(key.body, scopes=allowed_scopes(key.scopes), name=key.name, lifetime=lifetime, by=by, replaces=key)
    with changing(ApiKey, key.pk):
        key.expires_at = min(key.expires_at, now + OVERLAP)
        key.save(update_fields=["expires_at"])
    note_key_act("key_rotated", key, by, {"body": key.body.code, "expires_at": key.expires_at.isoformat()})
    return made


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Account | None = None) -> bool:
    """End a key at once; it keeps its line in the list. Return False if it was revoked before."""
    with changing(ApiKey, key.pk):
        revoked = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    if revoked:
        note_key_act("key_revoked", key, by, {"body": key.body.code})
    return bool(revoked)


def works_at(key: ApiKey, moment: datetime) -> bool:
    """Return whether a key is neither revoked nor expired."""
    return key.revoked_at is None and key.expires_at > moment


def note_key_act(verb: str, key: ApiKey, by: Account | None, after: dict[str, object]) -> None:
    """Leave an event about a key."""
    record_event(actor=actor_of(by), verb=verb, what=f"key:{key.prefix}", after=after)
