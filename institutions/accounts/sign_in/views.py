"""Views that replace those of allauth that do not fit."""

import logging
from typing import Any, Final, cast

from allauth.account.views import PasswordChangeView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.providers.openid_connect import views as organisation
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from institutions.accounts.sign_in.session_marks import GIVEN
from institutions.models import Account

logger = logging.getLogger(__name__)
# The server does not answer, answers no JSON, or leaves a required value out or empty.
SERVER_TROUBLES: Final = (RequestException, KeyError, TypeError, ValueError)


class PasswordChange(PasswordChangeView):  # type: ignore[misc]  # allauth declares no types for others
    """The page for a new password; an account of the organisation's server has none here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for an account without a password."""
        if not cast("Account", request.user).has_usable_password():
            raise Http404
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))


class SetUpAuthenticator(ActivateTOTPView):  # type: ignore[misc]  # as above
    """The page that sets up an authenticator. Its first code counts for this session as if given at sign-in, and once.

    The form uses it up (`CodeAtSetUp`).
    """

    def form_valid(self, form: Any) -> HttpResponseBase:  # Any: allauth's form
        """Set the authenticator up."""
        answer = cast("HttpResponseBase", super().form_valid(form))
        self.request.session[GIVEN] = True
        return answer


@login_not_required
def send_to_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to sign in at the organisation's server."""
    return answer_or_error_page(organisation.login, request, provider_id)


@login_not_required
def receive_from_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sign in a person who returns from the organisation's server."""
    return answer_or_error_page(organisation.callback, request, provider_id)


def answer_or_error_page(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:  # Any: allauth's view
    """Return the view's answer, or an error page where the server's answer cannot be understood."""
    try:
        return cast("HttpResponse", view(request, provider_id))
    except SERVER_TROUBLES as trouble:
        logger.warning("The server of the organisation is not to be understood: %s", type(trouble).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
