"""People behind accounts: two accounts of one person are one person; one without a person is no second person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from institutions.models import Account

UNLINKED: Final = "unlinked"  # any account without a person: nobody knows whether two of them are two people


def decider_of(account: Account) -> object:
    """Return the person behind an account. All accounts without a person are taken for the same one."""
    return account.true_person or UNLINKED


def count_people(accounts: Iterable[Account]) -> int:
    """Count the people who are certainly different ones: an account without a person may be any of the others."""
    people = {decider_of(each) for each in accounts}
    return len(people - {UNLINKED}) or len(people)


def accounts_of_same_people(accounts: Iterable[int]) -> frozenset[int]:
    """Return these accounts and all others of the people behind them: one query, none without an account."""
    given = frozenset(accounts)
    together = accounts_by_account(given)
    return frozenset().union(*(together[each] for each in given))


def accounts_by_account(accounts: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Return by account all accounts of the person behind it, itself too: one query, none without an account."""
    given = frozenset(accounts)
    found = {each: {each} for each in given}
    if not given:
        return {}
    true = Coalesce("person__same_as", "person")
    people = Account.objects.filter(pk__in=given, person__isnull=False).values(true_id=true)
    rows = Account.objects.annotate(true_id=true).filter(Q(person__isnull=False), Q(true_id__in=people))
    by_person: dict[object, set[int]] = defaultdict(set)
    for account, person in rows.values_list("pk", F("true_id")):
        by_person[person].add(account)
    for together in by_person.values():
        for each in together & given:
            found[each] |= together
    return {each: frozenset(together) for each, together in found.items()}
