"""The language of the pages. Typed text that is not stored yet comes back in its form in the other language."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve
from django.views.i18n import set_language

from institutions.accounts.sign_in.kept_form import keep_typed_text, page_class
from institutions.models import Account


@login_not_required
def change_language(request: HttpRequest) -> HttpResponseBase:
    """Set the language and go back; the script sends along, as `typed`, the form of the page that was typed into."""
    answer = set_language(request)
    path, typed = urlsplit(answer.headers.get("Location", "")).path, request.POST.get("typed")
    if typed and isinstance(request.user, Account) and keeps_typed(path):
        keep_typed_text(request, request.user.pk, path, QueryDict(typed), ended=False)
    return answer


def keeps_typed(path: str) -> bool:
    """Return whether the form of the page at a path comes back with the typed text."""
    try:
        return page_class(resolve(path).func) is not None
    except Resolver404:
        return False
