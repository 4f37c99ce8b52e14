"""Marks that a sign-in leaves in the session, for the middleware that serves its later requests."""

import time
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in as signed_in_in_full
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from institutions.models import Account

BEGAN: Final = "began_at"  # seconds since 1970
SEEN: Final = "seen_at"
GIVEN: Final = "second_factor"  # once a code was given or an authenticator set up
KEPT: Final = "kept_form"  # a form: account, path, content, since, ended, files, text, read


@receiver(user_logged_in, dispatch_uid="policyengine.session_begins")
def note_session_start(request: HttpRequest, **_kwargs: Any) -> None:  # Any: as Django sends it
    """Note when somebody signed in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


@receiver(signed_in_in_full, dispatch_uid="policyengine.second_factor_given")
def note_code(request: HttpRequest, user: Account, **_kwargs: Any) -> None:  # Any: as allauth sends it
    """Remember that this session gave a code."""
    if any(each.get("method") == "mfa" for each in get_authentication_records(request, user)):
        request.session[GIVEN] = True


@receiver(user_logged_in, dispatch_uid="policyengine.kept_form_is_anothers")
def drop_anothers(request: HttpRequest, user: Account, **_kwargs: Any) -> None:  # Any: as above
    """Drop text that another account typed in this browser."""
    kept = request.session.get(KEPT)
    if kept is not None and kept["account"] != user.pk:
        del request.session[KEPT]
