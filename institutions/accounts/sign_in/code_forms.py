"""Codes of an authenticator that count once, as long as any clock within the tolerance would take them.

django-allauth remembers a code for one period. With a tolerance of one period at each side the same code is right for
three, so an onlooker could give it again after half a minute.
"""

import hashlib
from typing import Any, cast

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.core.exceptions import ValidationError

from institutions.accounts.sign_in.failures import count_failure
from institutions.models import Account


def use_up_code(account: Account, code: str) -> bool:
    """Mark a right code as used. Return False if it was used before."""
    digest = hashlib.sha256(normalize_user_code(code).encode()).hexdigest()  # 123-456 is 123456
    right_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)  # seconds
    return bool(cache.add(f"policyengine.code_given:{account.pk}:{digest}", True, timeout=right_for))  # noqa: FBT003


class CountsOnce:
    """A mixin for forms with a code: it refuses one that was used before."""

    user: Account

    def clean_code(self) -> str:
        """Return the code, if it is right and was not used before; count it as a failure otherwise."""
        try:
            code = cast("str", cast("Any", super()).clean_code())  # Any: the form that this is mixed into
            if not use_up_code(self.user, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            count_failure("code")
            raise
        return code


class CodeAtSignIn(CountsOnce, AuthenticateForm):  # type: ignore[misc]  # allauth declares no types for others
    """The form for the code after the password."""


class CodeAgain(CountsOnce, ReauthenticateForm):  # type: ignore[misc]  # as above
    """The form for the code where somebody confirms their identity again."""


class CodeAtSetUp(CountsOnce, ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The form for the first code of a new authenticator: who looked on cannot sign in with it."""
