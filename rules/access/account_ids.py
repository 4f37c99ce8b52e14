"""The ids of the person behind an account: the right to their own data goes by all of them."""

from uuid import UUID

from institutions.models import Account
from rules.facts.gathering.parties import Identities, read_identities_near


def ids_of_account(account: Account, identity: Identities | None = None) -> frozenset[UUID]:
    """Return the ids of the person behind an account: their own, and of parties found to be them.

    One query, and one more for each further link between them.
    """
    if account.person_id is None:
        return frozenset()
    known = identity or read_identities_near([account.person_id])
    true = known.true_id(account.person_id)
    return frozenset({true, account.person_id, *(each for each in known.same_as if known.true_id(each) == true)})
