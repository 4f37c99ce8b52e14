"""The reader of a page: the account that is signed in."""

from typing import Any, cast

from django.http import HttpRequest

from institutions.models import Account

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def signed_in_reader(request: HttpRequest) -> Account:
    """Return the account that asks; LoginRequiredMiddleware lets nobody else in."""
    return cast("Account", request.user)
