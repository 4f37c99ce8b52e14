"""Typed text that is kept while somebody signs in again or changes the language, and comes back in its form once.

It stays in the browser's session alone, for one account and one page. It is never sent on: the form comes back with it,
and its author presses the button again. A page takes part by being a `KeptFormView`, so that no password is kept.
"""

import time
from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from institutions.accounts.sign_in.session_marks import KEPT
from institutions.models import Account
from institutions.web.htmx import HtmxRequest
from institutions.web.rates.counting import COUNTER

WHOSE: Final = "form_of"  # a signed cookie: the account whose pages with forms this browser showed last
WHOSE_SECONDS: Final = 7 * 24 * 60 * 60  # a page may be left open over a long weekend
KEPT_SECONDS: Final = 60 * 60
MOST_BYTES: Final = 256 * 1024  # of one form as the browser sends it
MOST_KEPT: Final = 10  # forms of one account in a minute; each without a session makes one, which stays for hours
OWN_FIELDS: Final = ("csrfmiddlewaretoken", "action")  # fields that nobody types


class KeptFormView(View):
    """A page whose form comes back with the typed text. Its `get` calls `typed_before`."""

    form_at: ClassVar[str] = ""  # the name of the address that shows the form, where it is not the form's own
    sends_files: ClassVar[bool] = False


class KeptFormMiddleware:
    """A middleware that keeps a form that arrives after its session has ended, and leads to sign-in.

    It must come before the middleware that requires sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request, and note in the browser whose pages it shows, since an ended session no longer knows."""
        answer = self.get_response(request)
        account = getattr(request, "shows_form_to", None)
        if account is not None:
            answer.set_signed_cookie(
                WHOSE,
                str(account),
                salt=WHOSE,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite=settings.SESSION_COOKIE_SAMESITE,
            )
        return answer

    def process_view(
        self,
        request: HtmxRequest,
        view: Any,  # Any: a view's function carries its class as an attribute
        _args: object,
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Return None to let the view answer.

        A request by a script for a part of a page is answered 401: followed to sign-in it would show that form there.
        """
        asks = getattr(view, "login_required", True) and not isinstance(request.user, Account)
        if asks and request.htmx:
            return HttpResponse(status=401)
        page = page_class(view)
        if page is None:
            return None
        if isinstance(request.user, Account):
            request.shows_form_to = request.user.pk  # type: ignore[attr-defined]  # for the answer above
            return None
        if request.method != "POST":
            return None
        if request.POST.get("action") == "autosave":
            return JsonResponse({}, status=401)
        path, whose = form_address(request, page, kwargs), shown_to(request)
        if whose and COUNTER.takes(f"kept_form:{whose}", MOST_KEPT):
            keep_typed_text(request, int(whose), path, request.POST, ended=True)
        return redirect_to_login(path)


def form_address(request: HttpRequest, page: type[KeptFormView], kwargs: dict[str, Any]) -> str:
    """Return the address at which the form of a page is shown."""
    return reverse(page.form_at, kwargs=kwargs) if page.form_at else request.path


def shown_to(request: HttpRequest) -> str:
    """Return the id of the account whose forms this browser showed last, as its signed cookie says; empty if none."""
    return request.get_signed_cookie(WHOSE, default="", salt=WHOSE, max_age=WHOSE_SECONDS) or ""


def page_class(view: Any) -> type[KeptFormView] | None:  # Any: as above
    """Return the class of a view that keeps typed text; None for every other view."""
    found = getattr(view, "view_class", None)
    return found if isinstance(found, type) and issubclass(found, KeptFormView) else None


def keep_typed_text(request: HttpRequest, account: int, path: str, typed: QueryDict, *, ended: bool) -> None:
    """Keep the typed text in the session; a later form replaces it. A message says if it is too long and lost."""
    content = typed.copy()
    for name in OWN_FIELDS:
        content.pop(name, None)
    text = content.urlencode()
    if len(text) > MOST_BYTES:
        request.session.pop(KEPT, None)
        messages.warning(
            request,
            _("Your text is too long to be kept. Go back in your browser and copy it before you continue."),
        )
        return
    since = int(time.time())
    request.session[KEPT] = {"account": account, "path": path, "content": text, "since": since, "ended": ended}
    if ended:
        said = _("Your session has ended, and nothing was saved. Sign in: your text will then be in the form again.")
        messages.info(request, said)


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return, once, what this account typed into this page's form and could not store; None if there is none."""
    kept = request.session.get(KEPT)
    account = request.user.pk
    if kept is None or kept["account"] != account or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    if time.time() - kept["since"] > KEPT_SECONDS:
        return None
    if kept["ended"]:
        said = _("Your text is in the form again. It is not saved yet: check it and press the button again.")
        messages.info(request, said)
    return QueryDict(kept["content"])
