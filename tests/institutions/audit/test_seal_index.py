"""A receipt follows the index of seals: its cost does not grow with seals, chains or events, and a wrong index proves
nothing and is named.
"""

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from institutions.audit.receipts import NoReceiptError, make_receipt
from institutions.audit.record import COMMAND, PartnershipAct, record_acts, record_event
from institutions.audit.seal import seal_events
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditChain, AuditSeal, IndexedSeal, Role, SealedChain, SealTile
from institutions.models.audit import REST, SEALS
from tests.counting import counted
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db


def recorded(name: str) -> Account:
    """Return an account whose making an event names."""
    with transaction.atomic():
        account = Account.objects.create_user(name, role=Role.ADMINISTRATOR)
        record_event(actor=COMMAND, verb="tried", what=f"account:{account.pk}")
    return account


def add_events(chains: int, times: int = 1) -> None:
    """Add events to many chains."""
    for _ in range(times):
        acts = (PartnershipAct(what="thing:1", partnership=UUID(int=n + 1), after={}, rows=()) for n in range(chains))
        record_acts(acts, actor=COMMAND, verb="tried")


def many_seals() -> None:
    for _ in range(40):
        add_events(3)
        seal_events()


def many_chains() -> None:
    add_events(900)


def many_events() -> None:
    add_events(450, times=2)
    for place in range(30):
        record_event(actor=COMMAND, verb="tried", what=f"thing:{place}")


@pytest.mark.parametrize("grow", [many_seals, many_chains, many_events])
def test_the_cost_of_a_receipt_does_not_grow_with_the_trail(
    grow: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    early = recorded("early")
    add_events(100)
    seal_events()
    grow()
    late = recorded("late")
    add_events(5)
    seal_events()
    costs = []
    for account in (early, late):
        with counted(monkeypatch) as cost:
            receipt = make_receipt(REST, [account])
        costs.append(cost)
        assert len(receipt["seals"]) == 1
    first, second = costs
    assert second.queries == first.queries
    assert second.rows <= first.rows + 1  # a tile of one more tier
    assert second.hashes <= first.hashes + 64  # the hashes of one tile
    assert second.bytes <= first.bytes + 64 * 32


def test_the_index_follows_the_seals_and_a_change_of_it_is_named() -> None:
    account = recorded("somebody")
    for many in (70, 3):
        add_events(many)
        seal_events()
    assert verify_audit().troubles == ()
    assert (IndexedSeal.objects.count(), SealedChain.objects.count()) == (2, 74)
    said = "seal 1: its index was changed; `manage.py index_seals` makes it anew"
    SealTile.objects.filter(seal=1, tier=0, number=1).update(nodes=b"\x00" * 7 * 32)  # that of the chain of the rest
    assert verify_audit().troubles == (said,)
    with pytest.raises(NoReceiptError, match=r"Seal 1 does not have event|was changed"):
        make_receipt(REST, [account])
    call_command("index_seals", stdout=(out := StringIO()))
    assert out.getvalue() == "2 seals indexed. Check the trail with `manage.py verify_audit`.\n"
    for change in (
        lambda: SealTile.objects.filter(seal=1).delete(),
        lambda: SealTile.objects.filter(seal=1, tier=1).delete(),
        lambda: SealedChain.objects.filter(seal=1, chain=REST).update(place=3),
        lambda: IndexedSeal.objects.filter(seal=1).update(heads_sha256="0" * 64),
        lambda: IndexedSeal.objects.filter(seal=1).delete(),
    ):
        change()
        assert verify_audit().troubles == (said,)
        with pytest.raises(NoReceiptError):
            make_receipt(REST, [account])
        call_command("index_seals", stdout=StringIO())
        assert verify_audit().troubles == ()
        make_receipt(REST, [account])
    SealedChain.objects.create(seal=9, chain="partnership:x", first=1, last=1, place=0)
    assert verify_audit().troubles == (
        "seal 9: institutions_sealedchain has an index of it, though there is no such seal",
    )


def test_seals_of_before_the_index_get_theirs_with_the_upgrade() -> None:
    recorded("somebody")
    for many in (210, 3):
        add_events(many)
        seal_events()
    for table in (IndexedSeal, SealTile, SealedChain):
        table.objects.all().delete()
    assert len(verify_audit().troubles) == AuditSeal.objects.count()
    import_module("institutions.migrations.0013_index_of_seals").index_older_seals(apps, None)
    assert verify_audit().troubles == ()


def test_what_is_left_of_a_seal_that_was_removed_keeps_no_event_from_being_sealed() -> None:
    recorded("somebody")
    assert seal_events()
    with without_triggers():
        AuditSeal.objects.all().delete()
    AuditChain.objects.filter(name=SEALS).delete()
    assert seal_events()
    assert verify_audit().troubles == ()
