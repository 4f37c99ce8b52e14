"""Where allauth's own view does not fit."""

from typing import Any, cast

from allauth.account.views import PasswordChangeView
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import Http404, HttpRequest, HttpResponseBase

from institutions.models import Account
from policyengine.sign_in.second_factor import GIVEN


class PasswordChange(PasswordChangeView):  # type: ignore[misc]  # allauth declares no types for others
    """The password; an account of the organisation's server has none here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As if the page were not there for who has no password."""
        if not cast("Account", request.user).has_usable_password():
            raise Http404
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))


class SetUpAuthenticator(ActivateTOTPView):  # type: ignore[misc]  # as above
    """The authenticator, whose first code counts for this session as if it had been given at sign-in."""

    def form_valid(self, form: Any) -> HttpResponseBase:  # Any: allauth's form
        """Set it up."""
        answer = cast("HttpResponseBase", super().form_valid(form))
        self.request.session[GIVEN] = True
        return answer
