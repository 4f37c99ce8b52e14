"""A code of an authenticator counts once, as long as any clock within the tolerance would take it.

django-allauth remembers a code for one period. With a tolerance of one period at each side the same code is right for
three, so whoever looked on could give it again after half a minute.
"""

import hashlib
from typing import Any, cast

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache

from institutions.models import Account


def use_up(account: Account, code: str) -> bool:
    """Mark a right code as given; False where it was given before."""
    digest = hashlib.sha256(normalize_user_code(code).encode()).hexdigest()  # 123-456 is 123456
    right_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)  # seconds
    return bool(cache.add(f"policyengine.code_given:{account.pk}:{digest}", True, timeout=right_for))  # noqa: FBT003


class CountsOnce:
    """Of a form that asks for a code: refuses one that was given before."""

    user: Account

    def clean_code(self) -> str:
        """The code."""
        code = cast("str", cast("Any", super()).clean_code())  # Any: the form that this is mixed into
        if not use_up(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeAtSignIn(CountsOnce, AuthenticateForm):  # type: ignore[misc]  # allauth declares no types for others
    """After the password."""


class CodeAgain(CountsOnce, ReauthenticateForm):  # type: ignore[misc]  # as above
    """Where somebody confirms that it is them."""
