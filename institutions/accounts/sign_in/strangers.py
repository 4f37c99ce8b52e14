"""Large bodies of strangers: a page without a session reads and stores nothing of a body larger than any form."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from institutions.accounts.sign_in.kept_form import form_address, note_unread_form, page_class, shown_to
from institutions.web.rates.charging import LONGEST
from institutions.web.rates.middleware import has_session
from institutions.web.rest.fallback import API_PREFIX


class StrangersBodiesMiddleware:
    """A middleware that redirects a large request without a session to sign-in, before its body is read.

    The check of forged forms reads a body before sign-in is asked for: a stranger's files filled the disk of the
    server, and one that came slowly kept a thread. Whoever sent files that are not read is told so after sign-in. Below
    /api/ a key is looked at before the body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request unless it is such a one."""
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not is_over(request, most) or request.path.startswith(API_PREFIX) or has_session(request):
            return self.get_response(request)
        return self.refuse_or_keep(request, most)

    def refuse_or_keep(self, request: HttpRequest, most: int) -> HttpResponseBase:
        """Lead to sign-in, but serve the request if its session has ended and its page keeps text beside a file."""
        try:
            found = resolve(request.path_info)
        except Resolver404:
            return redirect_to_login(request.get_full_path())
        page = page_class(found.func)
        if page is None:
            return redirect_to_login(request.get_full_path())
        with_file = most + settings.ATTACHMENT_MOST_BYTES
        if page.sends_files and shown_to(request) and not is_over(request, with_file):
            return self.get_response(request)
        path = form_address(request, page, found.kwargs)
        if page.sends_files:
            note_unread_form(request, page, path)
        return redirect_to_login(path)


def is_over(request: HttpRequest, most: int) -> bool:
    """Return whether a body is longer than so many bytes, as far as its head says."""
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return length.isdecimal() and (len(length) >= LONGEST or int(length) > most)
