"""An authenticator that was removed, added or replaced by hand is found; what its owner does is not."""

import pytest
from allauth.mfa.models import Authenticator

from institutions.accounts.sign_in.events import note_own_act
from institutions.audit.second_factors import SHA256, authenticator_hash, second_factor_troubles
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    """Return an account that set up an authenticator."""
    made = Account.objects.create_user("auditor")
    totp = Authenticator.objects.create(user=made, type="totp", data={"secret": "encrypted"})
    note_own_act(made, "totp_added", **{SHA256: authenticator_hash(totp)})
    return made


def test_an_authenticator_that_was_removed_by_hand_is_found(account: Account) -> None:
    assert list(second_factor_troubles()) == []
    Authenticator.objects.all().delete()
    said = f"account:{account.pk}: its authenticator is missing, and no event says that it was removed"
    assert said in verify_audit().troubles
    note_own_act(account, "totp_removed")
    assert list(second_factor_troubles()) == []


def test_an_authenticator_that_was_replaced_by_hand_is_found(account: Account) -> None:
    Authenticator.objects.update(data={"secret": "known to somebody else"})
    (said,) = second_factor_troubles()
    assert said == f"account:{account.pk}: its authenticator is not the one that was added"


def test_an_authenticator_that_was_added_by_hand_is_found(account: Account) -> None:
    note_own_act(account, "totp_removed")
    (said,) = second_factor_troubles()
    assert said == f"account:{account.pk}: has an authenticator that no event names"


def test_one_that_was_set_up_before_events_held_a_hash_is_not_complained_of(account: Account) -> None:
    note_own_act(account, "totp_added")
    assert list(second_factor_troubles()) == []


def test_one_that_was_taken_off_and_put_back_with_the_ids_of_its_events_exchanged_is_found(account: Account) -> None:
    """The last event is the one with the highest id, which no hash covers: the removal seemed to be the first."""
    [totp] = Authenticator.objects.all()
    totp.delete()
    note_own_act(account, "totp_removed")
    Authenticator.objects.create(user=account, type="totp", data=totp.data)
    added, removed = AuditEvent.objects.order_by("number").values_list("pk", flat=True)
    with without_triggers():
        for old, new in ((added, 0), (removed, added), (0, removed)):
            AuditEvent.objects.filter(pk=old).update(id=new)
    assert verify_audit().troubles == ("rest, event 2: its id is lower than that of the event before it",)
