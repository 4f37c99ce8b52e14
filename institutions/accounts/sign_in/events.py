"""Events of sign-in: who signed in and how, who signed out, and changes to the protection of an account."""

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from institutions.accounts.sign_in.failures import count_failure
from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.audit.second_factors import CODE_USED, SHA256, authenticator_hash
from institutions.models import Account
from institutions.models.account import password_rehashed

logger = logging.getLogger(__name__)


def note_own_act(account: Account, verb: str, **after: Any) -> None:  # Any: plain data of an event
    """Record an event by an account about itself."""
    what = f"account:{account.pk}"
    record_event(actor=actor_of(account), verb=verb, what=what, after=after or None, request_id=request_id.get())


@receiver(user_logged_in, dispatch_uid="policyengine.signed_in")
def record_sign_in(request: HttpRequest, user: Account, **_kwargs: Any) -> None:  # Any: as allauth sends it
    """Record a sign-in and its methods: password, mfa, socialaccount."""
    note_own_act(user, "signed_in", by=[each["method"] for each in get_authentication_records(request, user)])


@receiver(user_logged_out, dispatch_uid="policyengine.signed_out")
def record_sign_out(user: Account | None, **_kwargs: Any) -> None:  # Any: as Django sends it
    """Record a sign-out, by the button or because the session was over."""
    if user is not None:
        note_own_act(user, "signed_out")


@receiver(user_login_failed, dispatch_uid="policyengine.sign_in_failed")
def log_failed_sign_in(**_kwargs: Any) -> None:  # Any: as above
    """Count it and write a line to the log: strangers must not fill the trail, and the typed name may be a password."""
    count_failure("password")
    logger.warning("A sign-in was refused: the name or the password was wrong.")


@transaction.atomic
def change_own_password(account: Account, password: str) -> None:
    """Store another password, by the owner, with its event."""
    account.set_password(password)
    with changing(Account, account.pk):
        account.save(update_fields=["password"])
    note_own_act(account, "password_changed")


@receiver(password_rehashed, dispatch_uid="policyengine.password_rehashed")
def record_rehash(account: Account, **_kwargs: Any) -> None:  # Any: as above
    """Store the same password in the newer form that Django asks for, with its event."""
    with transaction.atomic():
        with changing(Account, account.pk):
            account.save(update_fields=["password"])
        note_own_act(account, "password_rehashed")


@receiver(authenticator_added, dispatch_uid="policyengine.authenticator_added")
@receiver(authenticator_removed, dispatch_uid="policyengine.authenticator_removed")
@receiver(authenticator_reset, dispatch_uid="policyengine.authenticator_reset")
def record_second_factor(signal: object, user: Account, authenticator: Any, **_kwargs: Any) -> None:  # Any: as above
    """Record a change to an authenticator or recovery codes."""
    verbs = {authenticator_added: "added", authenticator_removed: "removed", authenticator_reset: "made_anew"}
    said = {} if signal is authenticator_removed else {SHA256: authenticator_hash(authenticator)}
    note_own_act(user, f"{authenticator.type}_{verbs[signal]}", **said)


@receiver(post_save, sender=Authenticator, dispatch_uid="policyengine.recovery_code_used")
def record_used_code(instance: Any, created: bool, update_fields: Any, **_kwargs: Any) -> None:  # noqa: FBT001 - Django's signal; Any: as above
    """Record that a recovery code was used up: the library saves the row, and sends no signal of its own."""
    if instance.type == Authenticator.Type.RECOVERY_CODES and not created and update_fields is None:
        with transaction.atomic():
            note_own_act(instance.user, CODE_USED, **{SHA256: authenticator_hash(instance)})
