"""Whether somebody has to give their password (or code) again before an act that they sign."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def must_sign_in_again(request: HttpRequest) -> bool:
    """Not within minutes of giving it, as for every other sensitive act."""
    return bool(is_reauthentication_required(request, app="policyengine"))


def require_sign_in_again(request: HttpRequest) -> None:
    """Send them to give it; what they posted is kept and done afterwards."""
    if must_sign_in_again(request):
        raise ReauthenticationRequired
