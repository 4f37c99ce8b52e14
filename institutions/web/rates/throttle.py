"""The limit of a key, as REST framework asks for it once a caller is known."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from institutions.access.keys import KeyHolder
from institutions.web.rates.charging import charged
from institutions.web.rates.counting import seconds_left
from institutions.web.rates.limits import CallerKind, is_over, limit_of
from institutions.web.rest.problems import TooManyRequests

if TYPE_CHECKING:
    from rest_framework.views import APIView  # REST framework loads this module while it loads that one


class KeyThrottle(BaseThrottle):
    """A throttle that refuses a key over its limit; accounts and addresses were counted before the view was asked."""

    def allow_request(self, request: Request, view: "APIView") -> bool:  # noqa: ARG002 - the parent's signature
        """Return True; TooManyRequests if the key has made too many requests in this minute."""
        caller: object = request.user
        if isinstance(caller, KeyHolder):
            charged(request).append((CallerKind.KEY, caller.key.pk))
        if isinstance(caller, KeyHolder) and is_over(CallerKind.KEY, caller.key.pk):
            raise TooManyRequests.of(CallerKind.KEY, limit_of(CallerKind.KEY), seconds_left())
        return True
