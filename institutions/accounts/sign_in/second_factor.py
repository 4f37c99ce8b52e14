"""The second factor: some roles get nowhere until their session has given a code of an authenticator."""

from collections.abc import Callable
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from institutions.accounts.sign_in.session_marks import GIVEN
from institutions.models import Account
from institutions.web.rest.fallback import API_PREFIX, problem_without_rest
from institutions.web.rest.problem_troubles import AuthenticatorLacking
from institutions.web.rest.problems import Forbidden

# Pages for somebody who is only half signed in: set the authenticator up, give the password again, leave.
SETTING_UP: Final = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout"})
# Pages that show nothing to anybody. The views are not asked: those of REST framework all say that they are open.
OPEN: Final = frozenset(
    {
        "healthz",
        "readyz",
        "schema",
        "set_language",
        "appearance",
        "account_login",
        "account_inactive",
        "password-link",
        "socialaccount_login_cancelled",
    }
)


class SecondFactorMiddleware:
    """A middleware that sends somebody without their required second factor to set it up; below /api/ it refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request; nothing is decided before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Return None to let the view answer."""
        name = request.resolver_match.url_name if request.resolver_match else None
        account = None if name in OPEN else request.user
        if not isinstance(account, Account) or not must_give(account) or request.session.get(GIVEN):
            return None
        if request.path.startswith(API_PREFIX) and name != "docs":
            return problem_without_rest(Forbidden(AuthenticatorLacking(address=reverse("mfa_activate_totp"))))
        if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
            logout(request)  # it was set up in another session, or the role is new: this one has given no code
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        return None if name in SETTING_UP else HttpResponseRedirect(reverse("mfa_activate_totp"))


def must_give(account: Account) -> bool:
    """Return whether the account's role needs a second factor."""
    return account.role in settings.SECOND_FACTOR_ROLES
