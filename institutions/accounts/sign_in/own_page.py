"""Accounts to which most of the application is closed: every other address is refused before its view is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.accounts.sign_in.second_factor import OPEN
from institutions.codes.base import Coded
from institutions.models import Account, Role
from institutions.web.rest.fallback import API_PREFIX, problem_without_rest
from institutions.web.rest.problem_troubles import CommissionOnly, OwnPageOnly, PlannerOnly
from institutions.web.rest.problems import Forbidden

# Pages about themselves, or public: their first page and notices, the rulebook, their account, sign-in, and unknown
# addresses.
OF_EVERYBODY: Final = frozenset(
    {"home", "rulebook", "rule", "glossary", "docs", "unknown-address", "account_logout"}
    | {"notice", "notices", "notices-mark"}
)
PREFIXES: Final = ("mail-", "mfa_", "account_", "openid_connect_")


@dataclass(frozen=True, slots=True)
class OpenAddresses:
    """The names of the addresses that are open to a role beside those of everybody, and the refusal of all others."""

    names: frozenset[str]
    prefixes: tuple[str, ...]
    said: Coded
    words: Promise

    def holds(self, name: str) -> bool:
        """Return whether an address is open to the role."""
        return name in OPEN | OF_EVERYBODY | self.names or name.startswith((*PREFIXES, *self.prefixes))


CLOSED_ROLES: Final[Mapping[str, OpenAddresses]] = {
    Role.NAMED: OpenAddresses(
        frozenset(), ("my",), OwnPageOnly(), _("Your account can open only its own page. Open “My page”.")
    ),
    Role.COMMISSION_MEMBER: OpenAddresses(
        frozenset(),
        ("commission",),
        CommissionOnly(),
        _("Your account can open only the pages of its commission. Open “Commissions”."),
    ),
    Role.PLANNER: OpenAddresses(
        frozenset({"body", "bodies", "organisation"}),
        ("reorganisation",),
        PlannerOnly(),
        _("Your account drafts reorganisations and reads no case. Open “Reorganisations”."),
    ),
}


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
        role = request.user.role if isinstance(request.user, Account) else ""
        closed = CLOSED_ROLES.get(role)
        if closed is None or closed.holds(name):
            return None
        if request.path.startswith(API_PREFIX):
            return problem_without_rest(Forbidden(closed.said))
        raise PermissionDenied(str(closed.words))
