"""Typed text that is kept while somebody signs in again or changes the language, and comes back in its form once.

It stays in the browser's session alone, for one account and one page. It is never sent on: the form comes back with it,
and its author presses the button again. A page takes part by being a `KeptFormView`, so that no password is kept.
Files are not kept: of them the names come back, and its author chooses them again.
"""

import time
from collections.abc import Callable, Sequence
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
from institutions.values.text_lists import join_texts
from institutions.web.htmx import HtmxRequest
from institutions.web.rates.counting import COUNTER

WHOSE: Final = "form_of"  # a signed cookie: the account whose pages with forms this browser showed last
WHOSE_SECONDS: Final = 7 * 24 * 60 * 60  # a page may be left open over a long weekend
KEPT_SECONDS: Final = 60 * 60
MOST_BYTES: Final = 256 * 1024  # of one form as the browser sends it
MOST_KEPT: Final = 10  # forms of one account in a minute; each without a session makes one, which stays for hours
MOST_NAMED: Final = 10  # files of one form; of more their number
OWN_FIELDS: Final = ("csrfmiddlewaretoken", "action")  # fields that nobody types


class KeptFormView(View):
    """A page whose form comes back with the typed text. Its `get` calls `typed_before`."""

    form_at: ClassVar[str] = ""  # the name of the address that shows the form, where it is not the form's own
    sends_files: ClassVar[bool] = False
    takes_text: ClassVar[bool] = True  # false where there is nothing to type, but files to choose or a button


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
        path = form_address(request, page, kwargs)
        if whose := account_to_keep_for(request):
            if page.takes_text:
                keep_typed_text(request, whose, path, request.POST, ended=True, files=file_names(request))
            else:
                keep_form(request, whose, path, "", ended=True, files=file_names(request), text=False)
                said = _("Your session has ended, and nothing was submitted. Sign in, then press the button again.")
                messages.info(request, said)
        return redirect_to_login(path)


def form_address(request: HttpRequest, page: type[KeptFormView], kwargs: dict[str, Any]) -> str:
    """Return the address at which the form of a page is shown."""
    return reverse(page.form_at, kwargs=kwargs) if page.form_at else request.path


def shown_to(request: HttpRequest) -> str:
    """Return the id of the account whose forms this browser showed last, as its signed cookie says; empty if none."""
    return request.get_signed_cookie(WHOSE, default="", salt=WHOSE, max_age=WHOSE_SECONDS) or ""


def account_to_keep_for(request: HttpRequest) -> int | None:
    """Return the account whose form is kept, and count it; None if no browser of one sends it, or too many came."""
    whose = shown_to(request)
    return int(whose) if whose and COUNTER.takes(f"kept_form:{whose}", MOST_KEPT) else None


def page_class(view: Any) -> type[KeptFormView] | None:  # Any: as above
    """Return the class of a view that keeps typed text; None for every other view."""
    found = getattr(view, "view_class", None)
    return found if isinstance(found, type) and issubclass(found, KeptFormView) else None


def keep_typed_text(
    request: HttpRequest, account: int, path: str, typed: QueryDict, *, ended: bool, files: Sequence[str] = ()
) -> None:
    """Keep the typed text in the session; a later form replaces it. A message says if it is too long and lost.

    `files`: the names of the files that came with it.
    """
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
    keep_form(request, account, path, text, ended=ended, files=files)
    if ended:
        said = _("Your session has ended, and nothing was saved. Sign in: your text will then be in the form again.")
        messages.info(request, said)


def keep_form(
    request: HttpRequest,
    account: int,
    path: str,
    content: str,
    *,
    ended: bool,
    files: Sequence[str] = (),
    text: bool = True,
    read: bool = True,
) -> None:
    """Keep a form in the session. `text`: whether its page takes any; `read`: whether its body was read."""
    request.session[KEPT] = {
        "account": account,
        "path": path,
        "content": content,
        "since": int(time.time()),
        "ended": ended,
        "files": [*files],
        "text": text,
        "read": read,
    }


def note_unread_form(request: HttpRequest, page: type[KeptFormView], path: str) -> None:
    """Note that a form of this page was too large to be read without a session, so that its page says so."""
    if whose := account_to_keep_for(request):
        keep_form(request, whose, path, "", ended=True, text=page.takes_text, read=False)


def file_names(request: HttpRequest) -> list[str]:
    """Return the names of the files that came with a form."""
    return [str(each.name) for _field, files in request.FILES.lists() for each in files]


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return, once, what this account typed into this page's form and could not store; None if there is none.

    Messages say that nothing is saved yet, and which files must be chosen again.
    """
    kept = request.session.get(KEPT)
    account = request.user.pk
    if kept is None or kept["account"] != account or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    text, read = kept.get("text", True), kept.get("read", True)  # a session from before an upgrade has neither
    if time.time() - kept["since"] > KEPT_SECONDS:
        if kept["ended"] and text and read:
            said = _(
                "Your session had ended when you sent your form, and its text was kept for one hour. Enter it again."
            )
            messages.warning(request, said)
        elif kept["ended"]:
            say_what_is_lost(request, kept.get("files", ()), text=text, read=read)
        return None
    if kept["ended"]:
        say_what_is_lost(request, kept.get("files", ()), text=text, read=read)
    return QueryDict(kept["content"]) if text and read else None


def say_what_is_lost(request: HttpRequest, files: Sequence[str], *, text: bool, read: bool) -> None:
    """Say what became of a form whose session had ended: its text, its button, its files."""
    if not text:
        messages.info(request, _("Your session had ended, so nothing was done. If it is still needed, do it again."))
    elif read:
        said = _("Your text is in the form again. It is not saved yet: check it and press the button again.")
        messages.info(request, said)
    if not read and text:
        said = _("Your session had ended, and your files were too large to be kept with your text. Enter both again.")
        messages.warning(request, said)
    elif not read:
        messages.warning(request, _("Your files were not kept. Choose them again."))
    elif files:
        messages.warning(request, lost_files(files))


def lost_files(names: Sequence[str]) -> str:
    """Say which files must be chosen again."""
    listed, more = join_texts(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return _("Your files were not kept. Choose them again: %(names)s") % {"names": listed}
    said = _("Your files were not kept. Choose them again: %(names)s, and %(n)d more")
    return said % {"names": listed, "n": more}
