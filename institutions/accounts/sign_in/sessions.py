"""Limits of a session: it ends after a while without use, and in any case after some hours."""

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from institutions.accounts.sign_in.session_marks import BEGAN, SEEN

NOTED_EVERY: Final = 60  # seconds; a write with every request would queue them all behind one lock


class SessionLimitsMiddleware:
    """A middleware that ends old sessions before the view is asked, and notes the last use to the minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request, as a stranger's where the session is over."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            now = int(time.time())
            if is_session_over(request, now):
                logout(request)
                messages.info(request, _("You were signed out because the session was old or unused. Sign in again."))
            elif now - request.session.get(SEEN, 0) > NOTED_EVERY:
                request.session[SEEN] = now
        return self.get_response(request)


def is_session_over(request: HttpRequest, now: int) -> bool:
    """Return whether the session is too old, or was unused for too long. One that says neither is over."""
    began, seen = int(request.session.get(BEGAN, 0)), int(request.session.get(SEEN, 0))
    return now - began > int(settings.SESSION_COOKIE_AGE) or now - seen > int(settings.SESSION_IDLE_SECONDS)
