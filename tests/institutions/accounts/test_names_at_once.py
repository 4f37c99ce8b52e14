"""Two administrators who make accounts at once get no two user names that differ in case alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from institutions.accounts.managing import AccountRefusedError, store_change, store_new_account
from institutions.models import Account, Role

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Haruka", "haruka", "HARUKA", "hARUKA")


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """Return threads that compare the names at one moment, or one after the other where they wait for each other."""
    barrier = Barrier(len(NAMES))
    compared: Any = Account.__dict__["shares_new_name"].fget  # Any: the property's function

    def meet_and_compare(account: Account) -> bool:
        found = bool(compared(account))
        if not found:
            with suppress(BrokenBarrierError):
                barrier.wait(1)  # a second is enough for those that come
        return found

    monkeypatch.setattr(Account, "shares_new_name", property(meet_and_compare))
    with ThreadPoolExecutor(len(NAMES)) as threads:
        yield threads


def in_thread(act: Callable[..., None], account: Account) -> bool:
    """Store an account; return whether it was stored."""
    try:
        act(account, by=None)
    except AccountRefusedError:
        return False
    finally:
        connection.close()
    return True


def test_new_accounts(together: ThreadPoolExecutor) -> None:
    accounts = [Account(username=name, role=Role.AUDITOR) for name in NAMES]
    stored = list(together.map(lambda each: in_thread(store_new_account, each), accounts))
    assert stored.count(True) == 1
    assert Account.objects.filter(username__iexact="haruka").count() == 1


def test_renamed_accounts(together: ThreadPoolExecutor) -> None:
    accounts = [Account.objects.create_user(f"auditor {name}", role=Role.AUDITOR) for name in NAMES]
    for account, name in zip(accounts, NAMES, strict=True):
        account.username = name
    stored = list(together.map(lambda each: in_thread(store_change, each), accounts))
    assert stored.count(True) == 1
    assert Account.objects.filter(username__iexact="haruka").count() == 1
