"""Adapters of django-allauth to this service: administrators make the accounts, and every text is ours."""

import time
from typing import Any, ClassVar, Final

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from institutions.accounts.lockout import key_of_name
from institutions.accounts.sign_in import secret_text
from institutions.accounts.sign_in.events import change_own_password
from institutions.accounts.sign_in.second_factor import must_give
from institutions.accounts.sign_in.session_marks import BEGAN
from institutions.models import Account
from institutions.web.rates.addresses import address_of, counted_address

FRESH_SECONDS: Final = 300  # after sign-in, before which nobody gives the password again
WRONG_CODE: Final = _("This code is wrong or was already used. Wait for the next one and try again.")
WRONG_PASSWORD: Final = _(
    "The user name or password is wrong. Check both; an administrator can send you a link for a new one."
)
TOO_MANY: Final = _(
    "Too many wrong attempts. Wait 15 minutes, or ask an administrator for a link: a new password also unlocks the "
    "account."
)
CODES_MADE: Final = "mfa/messages/recovery_codes_generated.txt"
# Messages of allauth, by template. Others are dropped, since the page shows what happened.
MESSAGES: Final = {
    "account/messages/password_changed.txt": _("The password was changed. All your other sessions have ended."),
    "mfa/messages/totp_activated.txt": _("The authenticator is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator was removed."),
    CODES_MADE: _("Recovery codes were created."),
}
CODES_MADE_ANEW: Final = _("New recovery codes were created. The old ones no longer work.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth declares no types for others
    """The adapter for password and sessions."""

    error_messages: ClassVar[dict[str, Any]] = {  # Any: lazy texts
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Ask an administrator."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_login": WRONG_PASSWORD,
        "username_password_mismatch": WRONG_PASSWORD,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address by which a caller is counted. PermissionDenied if there is none."""
        return counted_address(super().get_client_ip(request))

    def set_password(self, user: Account, password: str) -> None:
        """Store the password that an owner has chosen."""
        change_own_password(user, password)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the parent's signature
        """Refuse sign-up: nobody makes an account for themselves."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_said: Any,
        message: str | None = None,
        **_more: Any,
    ) -> None:
        """Add the message in our words."""
        text = message or MESSAGES.get(message_template or "")
        found = request.resolver_match
        if message_template == CODES_MADE and found and found.url_name == "mfa_generate_recovery_codes":
            text = CODES_MADE_ANEW
        if text:
            messages.add_message(request, level, str(text))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return a key by name and network: with the Host header, as the parent has it, each port had its own count."""
        return key_of_name(credentials.get("username", ""), address_of(request))

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Send nothing: accounts have no e-mail address."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the parent's signature
        """Return the address of one's own account."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return False in the first minutes after sign-in, so that setting up an authenticator takes one password."""
        began = context.request.session.get(BEGAN, 0)
        fresh = time.time() - began < FRESH_SECONDS
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """The adapter for authenticators. It stores their secrets encrypted,so a copy of the database opens no account."""

    error_messages: ClassVar[dict[str, Any]] = {  # Any: lazy texts
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your role requires an authenticator. An administrator can remove it."),
        "cannot_generate_recovery_codes": _("Set up an authenticator first."),
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a text by a key that is made from SECRET_KEY."""
        return secret_text.encrypt_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a text; a key of SECRET_KEY_FALLBACKS will do too."""
        return secret_text.decrypt_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return True only where the role does not need an authenticator."""
        return not must_give(authenticator.user)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code as an SVG inside the page itself: no inline style, no data: address."""
        return str(qrcode.make(url, image_factory=SvgPathImage, border=2).to_string(encoding="unicode"))


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """The adapter for the organisation's server: for accounts whose administrator entered the person's name there."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - as above
        """Refuse sign-up: signing in never creates an account."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in the account of this name at the server, and nobody else. Nothing that the server says is kept."""
        name = str(sociallogin.account.uid)
        account = Account.objects.filter(external_id=name, is_active=True).first() if name else None
        if account is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))
        sociallogin.user = account

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:  # noqa: ARG002 - as above
        """Do nothing: accounts have no e-mail address."""
        return
