"""Rights of an account that one administrator alone can neither give nor shift to somebody else."""

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.models import REVIEWING_ROLES, Account, Role

# Roles that judge, or put the rules in force by which is judged, or read what everybody did, or give rights to others.
PROTECTED_ROLES: Final = REVIEWING_ROLES | {Role.RULEBOOK_EDITOR, Role.AUDITOR, Role.ADMINISTRATOR}
# The columns by which an account belongs to somebody, or reaches further than before. Whoever runs the server prints a
# link by user name: under another one, the account could be taken for somebody else's.
SHIFTING: Final = ("role", "body_id", "person_id", "external_id", "username")
RIGHTS: Final = ("role", "body_id", "person_id", "is_active", "reads_secret")


def is_protected(account: Account) -> bool:
    """Return whether an account has a protected role, or sees restricted partnerships."""
    return account.role in PROTECTED_ROLES or account.reads_secret


def needs_second_administrator(before: Account | None, after: Account) -> bool:
    """Return whether a change, or a new account (`before` None), takes a second administrator.

    It does where the account can sign in afterwards, is protected, and gained or shifted anything of that. It also does
    where somebody could declare and answer as a person: with an account that is newly a person's, the first one as any
    other, and with the person's own under another name, here or at the organisation's server. Unlinking takes two as
    well. Taking rights away takes one.
    """
    if before is not None and leaves_person(before, after):
        return True
    if not after.is_active:
        return False
    if joins_person(before, after):
        return True
    if not is_protected(after):
        return False
    if before is None or not before.is_active:
        return True
    shifted = any(getattr(before, name) != getattr(after, name) for name in SHIFTING)
    return shifted or (after.reads_secret and not before.reads_secret)


def leaves_person(before: Account, after: Account) -> bool:
    """Return whether an account of a person is no longer theirs, or is that of another name, here or at the server.

    Also while it is switched off: to switch it on again takes one administrator.
    """
    renamed = before.username != after.username or (bool(after.external_id) and after.external_id != before.external_id)
    return before.person_id is not None and (after.person_id != before.person_id or renamed)


def joins_person(before: Account | None, after: Account) -> bool:
    """Return whether an account can act for a person for whom it could not before."""
    return after.person_id is not None and (
        before is None or not before.is_active or before.person_id != after.person_id
    )


def other_accounts(account: Account) -> QuerySet[Account]:
    """Return the other accounts of an account's person, or of one found to be the same person.

    One that is switched off counts too: switching it off takes one administrator.
    """
    person: UUID | None = account.true_person
    if person is None:
        return Account.objects.none()
    same = Q(person=person) | Q(person__same_as=person)
    return Account.objects.filter(same).exclude(pk=account.pk).order_by("pk")
