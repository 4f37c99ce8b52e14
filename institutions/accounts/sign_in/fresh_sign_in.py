"""The rule on giving the password (or code) again before a signed act."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def must_sign_in_again(request: HttpRequest) -> bool:
    """Return whether the password or code must be given again: not within minutes, as for sensitive acts."""
    return bool(is_reauthentication_required(request, app="policyengine"))


def require_sign_in_again(request: HttpRequest) -> None:
    """Ask for the password or code where it is needed; the posted form is kept and processed afterwards."""
    if must_sign_in_again(request):
        raise ReauthenticationRequired
