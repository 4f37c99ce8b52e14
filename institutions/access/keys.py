"""Keys that identify a body's system. Only a hash is stored; the key itself is shown once, when it is made."""

import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from institutions.access.key_scopes import reads_restricted
from institutions.access.troubles import NoSuchKey, NotBearer
from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import ApiKey, GovernmentBody
from institutions.values.hashing import hash_text

SHAPE = re.compile(r"pe_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
# The digest compared where no key has the prefix, so that an unknown key takes as long as a wrong one.
NO_DIGEST = "0" * 64
USE_IS_NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A body's system: the value of `request.user` when a request carries a key."""

    key: ApiKey
    is_authenticated = True
    is_anonymous = False
    is_active = True

    @property
    def body(self) -> GovernmentBody:
        """The body that the key speaks for."""
        return self.key.body

    @property
    def reads_secret(self) -> bool:
        """Return whether the key reads and sends restricted partnerships: if it has no scopes, or names that one."""
        return reads_restricted(self.key.scopes)


def digest_of(secret: str) -> str:
    """Return the SHA-256 in hex: enough for a secret of 256 random bits, which no dictionary attack can guess."""
    return hash_text(secret)


def find_key(text: str) -> ApiKey | None:
    """Return the key with this text; None if it is unknown, wrong, revoked or expired. All take the same time."""
    shape = SHAPE.fullmatch(text)
    prefix, secret = shape.groups() if shape else ("", text)
    valid = ApiKey.objects.filter(prefix=prefix, revoked_at=None, expires_at__gt=timezone.now())
    key = valid.select_related("body").first()
    same = hmac.compare_digest(digest_of(secret), key.digest if key else NO_DIGEST)
    return key if same else None


def note_use(key: ApiKey) -> None:
    """Store when a key was last used, to the hour: a write with every request would queue them all behind one lock."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USE_IS_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def refused_key(said: Coded) -> AuthenticationFailed:
    """Return the refusal of a key, which carries its code."""
    return AuthenticationFailed(code_words(said, "en"), code=cast("str", said))


class KeyAuthentication(BaseAuthentication):
    """Authentication by `Authorization: Bearer KEY`. A view with `writes_nothing` is served without noting the use."""

    def authenticate(self, request: Request) -> tuple[KeyHolder, ApiKey] | None:
        """Return the holder and the key; None if no key was sent. AuthenticationFailed where the key is invalid."""
        scheme, _, text = get_authorization_header(request).decode("latin-1").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise refused_key(NotBearer())
        key = find_key(text.strip())
        if key is None:
            raise refused_key(NoSuchKey())
        if not getattr(request.parser_context["view"], "writes_nothing", False):
            note_use(key)
        return KeyHolder(key), key

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - the parent's signature
        """Return the `WWW-Authenticate` header of a 401."""
        return 'Bearer realm="policyengine"'
