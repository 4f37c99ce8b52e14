"""The limit of what one body or account may store of one kind: so many bytes, counted in one row under its lock.

What is stored is kept, with all earlier states, for as long as anybody may ask about it. Without a limit, one account
that saves a large draft over and over would fill the disk for every body.
"""

from collections.abc import Callable

from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.drafts.troubles.document import StoreFull
from institutions.models import Account, GovernmentBody, StoredAmount, StoredKind


class StoreFullError(CodedError):
    """Something with which its owner would have more stored than they may."""


def lock_amount(kind: StoredKind, owner: Account | GovernmentBody, counted: Callable[[], int]) -> StoredAmount:
    """Lock the count of an owner to the end of the transaction, and return it.

    `counted` says how many bytes are stored already, for an owner who has no count yet. Call it before an event is
    recorded: whoever waits for the count then holds nothing that others wait for.
    """
    whose = {"account": owner} if isinstance(owner, Account) else {"body": owner}
    rows = StoredAmount.objects.filter(kind=kind, **whose)
    if not rows.exists():
        StoredAmount.objects.bulk_create([StoredAmount(kind=kind, size=counted(), **whose)], ignore_conflicts=True)
    return rows.select_for_update(no_key=True).get()


def add_to_amount(held: StoredAmount, size: int, most: int) -> None:
    """Add bytes to a count that is locked; StoreFullError beyond `most`. What takes room away is never refused."""
    after = max(0, held.size + size)
    if size > 0 and after > most:
        raise StoreFullError(StoreFull(most=PlainNumber(most)))
    StoredAmount.objects.filter(pk=held.pk).update(size=after)
    held.size = after
