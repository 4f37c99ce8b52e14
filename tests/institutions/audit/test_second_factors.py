"""An authenticator that was removed, added or replaced by hand is found; what its owner does is not."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from institutions.accounts.sign_in.events import note_own_act
from institutions.audit.second_factors import SHA256, TAKEN_OFF, authenticator_hash, second_factor_troubles
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent
from tests.institutions.audit.random_changes import execute, taken_back
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
    said = f"account:{account.pk}: lacks an authenticator, and no event says that it was removed"
    assert said in verify_audit().troubles
    note_own_act(account, "totp_removed")
    assert list(second_factor_troubles()) == []


def test_an_authenticator_that_was_replaced_by_hand_is_found(account: Account) -> None:
    Authenticator.objects.update(data={"secret": "known to somebody else"})
    (said,) = second_factor_troubles()
    assert said == f"account:{account.pk}: has an authenticator in the place of the one that was added"


@pytest.mark.parametrize("data", [[], "known", 7])
def test_a_secret_of_another_form_is_one_in_the_place_of_the_right_one(account: Account, data: Any) -> None:
    Authenticator.objects.update(data=data)
    said = f"account:{account.pk}: has an authenticator in the place of the one that was added"
    assert said in verify_audit().troubles


def test_an_authenticator_that_was_added_by_hand_is_found(account: Account) -> None:
    note_own_act(account, "totp_removed")
    (said,) = second_factor_troubles()
    assert said == f"account:{account.pk}: has an authenticator that no event names"


@pytest.fixture
def codes(account: Account) -> RecoveryCodes:
    """Return the recovery codes that the account set up."""
    made = RecoveryCodes.activate(account)
    note_own_act(account, "recovery_codes_added", **{SHA256: authenticator_hash(made.instance)})
    return made


def test_recovery_codes_of_somebody_else_and_used_ones_that_count_again_are_found(
    account: Account, codes: RecoveryCodes
) -> None:
    """Nobody looked at them: whoever put their own codes in the place of another's signed in with them."""
    assert list(second_factor_troubles()) == []
    first = codes.get_unused_codes()[0]
    assert codes.validate_code(first)
    assert AuditEvent.objects.filter(verb="recovery_code_used").count() == 1
    assert list(second_factor_troubles()) == []
    codes.instance.record_usage()
    assert AuditEvent.objects.filter(verb="recovery_code_used").count() == 1
    used = codes.instance.data
    said = f"account:{account.pk}: has a set of recovery codes in the place of the one that was added"
    others: list[dict[str, Any]] = [{**used, "used_mask": 0}, {**used, "seed": "another's"}, {"migrated_codes": []}]
    for changed in others:
        Authenticator.objects.filter(type="recovery_codes").update(data=changed)
        assert verify_audit().troubles == (said,)
    Authenticator.objects.filter(type="recovery_codes").delete()
    assert [*second_factor_troubles()] == [
        f"account:{account.pk}: lacks a set of recovery codes, and no event says that it was removed"
    ]
    note_own_act(account, "recovery_codes_removed")
    assert list(second_factor_troubles()) == []


def test_recovery_codes_and_second_factors_of_other_types_that_were_added_by_hand_are_found(account: Account) -> None:
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "known", "used_mask": 0})
    (said,) = second_factor_troubles()
    assert said == f"account:{account.pk}: has a set of recovery codes that no event names"
    Authenticator.objects.filter(type="recovery_codes").update(type="webauthn")
    (said,) = second_factor_troubles()
    assert said.startswith("mfa_authenticator: has a second factor of the type webauthn")


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


def test_one_whose_event_holds_no_hash_shows_when_it_is_gone_but_codes_of_that_time_do_not(account: Account) -> None:
    """The removal of codes left no event then."""
    note_own_act(account, "totp_added")
    note_own_act(account, "recovery_codes_added")
    Authenticator.objects.all().delete()
    said = f"account:{account.pk}: lacks an authenticator, and no event says that it was removed"
    assert list(second_factor_troubles()) == [said]


def test_an_administrator_who_takes_off_an_authenticator_takes_off_the_codes_too(
    account: Account, codes: RecoveryCodes
) -> None:
    assert codes.instance.user == account
    Authenticator.objects.all().delete()
    assert len(list(second_factor_troubles())) == 2
    note_own_act(account, TAKEN_OFF)
    assert list(second_factor_troubles()) == []


def test_codes_that_were_made_anew_are_those_of_the_newest_event(account: Account, codes: RecoveryCodes) -> None:
    rows = Authenticator.objects.filter(pk=codes.instance.pk)
    rows.update(data={"seed": "another", "used_mask": 0})
    assert len(list(second_factor_troubles())) == 1
    note_own_act(account, "recovery_codes_made_anew", **{SHA256: authenticator_hash(rows.get())})
    assert list(second_factor_troubles()) == []


def test_a_second_one_of_one_account_beside_the_right_one_is_found(account: Account) -> None:
    """A constraint allows one, and whoever works on the database by hand drops it: either would sign in."""
    with taken_back():
        execute("DROP INDEX unique_authenticator_type")
        Authenticator.objects.create(user=account, type="totp", data={"secret": "known to somebody else"})
        said = f"account:{account.pk}: has an authenticator that no event names"
        assert list(second_factor_troubles()) == [said]


def test_codes_that_were_shown_are_the_same_codes(account: Account, codes: RecoveryCodes) -> None:
    assert codes.instance.user == account
    codes.mark_as_viewed()
    assert "viewed_at" in Authenticator.objects.get(type="recovery_codes").data
    assert list(second_factor_troubles()) == []
