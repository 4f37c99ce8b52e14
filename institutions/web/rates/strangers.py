"""Bodies of strangers: whoever has not signed in sends no file, so that nothing of one is read or stored."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from institutions.web.rates.charging import LONGEST
from institutions.web.rates.middleware import has_session
from institutions.web.rest.fallback import API_PREFIX


class StrangersBodiesMiddleware:
    """A middleware that sends whoever sends a large body to a page without a session to sign-in, before it is read.

    The check of forged forms reads a body before sign-in is asked for: a stranger's files filled the disk of the
    server, and one that came slowly kept a thread. Below /api/ a key is looked at before the body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request unless it is such a one."""
        if is_large(request) and not request.path.startswith(API_PREFIX) and not has_session(request):
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)


def is_large(request: HttpRequest) -> bool:
    """Return whether a body is longer than any form without a file."""
    length = str(request.META.get("CONTENT_LENGTH") or "")
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return length.isdecimal() and (len(length) >= LONGEST or int(length) > most)
