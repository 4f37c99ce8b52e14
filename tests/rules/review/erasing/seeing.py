"""Erasures after a look at what would remain, as every erasure needs one."""

from institutions.models import Account, Erasure, Person
from rules.review.erasing.erase import erase_person
from rules.review.erasing.preview import fingerprint_of
from rules.review.erasing.scope import erasure_scope


def seen_now(person: Person) -> str:
    """Return the fingerprint of what a preview shows now."""
    scope = erasure_scope(person)
    return fingerprint_of(scope, scope.remaining())


def erase_seen(person: Person, *, reason: str, account: Account) -> Erasure:
    """Erase a person of whom the account was just shown what would remain."""
    return erase_person(person, reason=reason, account=account, seen=seen_now(person))
