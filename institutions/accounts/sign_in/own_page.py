"""Accounts with a page of their own and nothing else: every other address is refused before its view is asked."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.second_factor import OPEN
from institutions.models import Account, Role
from institutions.web.rest.fallback import API_PREFIX, problem_without_rest
from institutions.web.rest.problem_troubles import OwnPageOnly
from institutions.web.rest.problems import Forbidden

# Pages about themselves, or public: their page and notices, the rulebook, their account, sign-in, and unknown
# addresses.
OF_THEIR_OWN: Final = frozenset(
    {"home", "rulebook", "rule", "docs", "unknown-address", "account_logout", "notice", "notices", "notices-mark"}
)
PREFIXES: Final = ("my", "mail-", "mfa_", "account_", "openid_connect_")


class OwnPageMiddleware:
    """A middleware that closes a new address to such accounts until it is named here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request; nothing is decided before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """Return None to let the view answer."""
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        if name in OPEN | OF_THEIR_OWN or name.startswith(PREFIXES):
            return None
        if not isinstance(request.user, Account) or request.user.role != Role.NAMED:
            return None
        if request.path.startswith(API_PREFIX):
            return problem_without_rest(Forbidden(OwnPageOnly()))
        raise PermissionDenied(_("Your account can open only its own page. Open “My page”."))
