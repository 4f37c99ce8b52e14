"""The rights of an account or key, read anew: for what takes longer than a request usually does."""

from django.utils import timezone

from institutions.access.callers import Reader, reader_for
from institutions.access.keys import KeyHolder
from institutions.models import Account, ApiKey

Rights = tuple[str, Reader]  # the role of an account or the scopes of a key, and the reader


def rights_of(user: Account | KeyHolder) -> Rights:
    """Return the rights of an account or key as it was read."""
    said = ",".join(user.key.scopes) if isinstance(user, KeyHolder) else str(user.role)
    return said, reader_for(user)


def rights_now(user: Account | KeyHolder) -> Rights | None:
    """Read the rights that an account or key has now; None if it has none any more. One query."""
    if isinstance(user, KeyHolder):
        valid = ApiKey.objects.filter(pk=user.key.pk, revoked_at=None, expires_at__gt=timezone.now())
        key = valid.select_related("body").first()
        return rights_of(KeyHolder(key)) if key else None
    account = Account.objects.filter(pk=user.pk, is_active=True).first()
    return rights_of(account) if account else None
