"""Rights of an account that one administrator alone can neither give nor shift to somebody else."""

from typing import Final

from institutions.models import REVIEWING_ROLES, Account, Role

# Roles that judge, or read what everybody did, or give rights to others.
PROTECTED_ROLES: Final = REVIEWING_ROLES | {Role.AUDITOR, Role.ADMINISTRATOR}
# The columns by which an account belongs to somebody, or reaches further than before. Whoever runs the server prints a
# link by user name: under another one, the account could be taken for somebody else's.
SHIFTING: Final = ("role", "body_id", "person_id", "external_id", "username")
RIGHTS: Final = ("role", "body_id", "person_id", "is_active", "reads_secret")


def is_protected(account: Account) -> bool:
    """Return whether an account has a protected role, or sees restricted partnerships."""
    return account.role in PROTECTED_ROLES or account.reads_secret


def needs_second_administrator(before: Account | None, after: Account) -> bool:
    """Return whether a change, or a new account (`before` None), takes a second administrator.

    It does where the account can sign in afterwards, is protected, and gained or shifted anything of that. Taking
    rights away takes one.
    """
    if not after.is_active or not is_protected(after):
        return False
    if before is None or not before.is_active:
        return True
    shifted = any(getattr(before, name) != getattr(after, name) for name in SHIFTING)
    return shifted or (after.reads_secret and not before.reads_secret)
