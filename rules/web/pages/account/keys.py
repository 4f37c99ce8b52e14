"""Pages on which administrators make, rotate and revoke keys of bodies' systems."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.key_making import (
    OVERLAP,
    KeyRefusedError,
    make_key,
    revoke_key,
    rotate_key,
    works_at,
)
from institutions.access.key_scopes import SCOPE_LABELS, allowed_scopes, reads_restricted
from institutions.accounts.pages import PER_PAGE, signed_in_administrator
from institutions.codes.wording import code_words
from institutions.models import ApiKey
from institutions.query.parameters import page_of_rows
from rules.web.pages.account.key_form import KeyForm


class Keys(View):
    """The list of keys."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every key, the newest first: body, purpose, scopes, last use and end. No secret is kept."""
        signed_in_administrator(request)
        rows = ApiKey.objects.select_related("body", "replaced_by").order_by("-created_at", "-pk")
        page, now = page_of_rows(rows, PER_PAGE, request.GET), timezone.now()
        keys = [
            {
                "key": key,
                "scopes": [SCOPE_LABELS[each] for each in allowed_scopes(key.scopes)],
                "works": works_at(key, now),
                "may_rotate": works_at(key, now)
                and not hasattr(key, "replaced_by")
                and not reads_restricted(key.scopes),
            }
            for key in page
        ]
        shown = {"page_obj": page, "keys": keys, "overlap": OVERLAP.days, "section": "keys"}
        return render(request, "rules/keys/keys.html", shown)


class NewKey(View):
    """The page of a new key."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        signed_in_administrator(request)
        return render_form(request, KeyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the key, and show it this once."""
        by = signed_in_administrator(request)
        form = KeyForm(request.POST)
        if not form.is_valid():
            return render_form(request, form, status=422)
        given = form.cleaned_data
        made = make_key(given["body"], scopes=given["scopes"], name=given["name"], lifetime=form.lifetime, by=by)
        return render_key(request, *made)


class RotateKey(View):
    """The button that makes the successor of a key."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the successor, and show it this once; the old key works for some days beside it."""
        by = signed_in_administrator(request)
        old = get_object_or_404(ApiKey, pk=pk)
        try:
            made = rotate_key(old, by=by)
        except KeyRefusedError as refused:
            messages.error(request, code_words(refused.said))
            return redirect("keys")
        old.refresh_from_db()
        return render_key(request, *made, old=old)


class RevokeKey(View):
    """The page that asks before a key ends, and its button."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask; a key that no longer works leads back to the list."""
        signed_in_administrator(request)
        key = get_object_or_404(ApiKey.objects.select_related("body"), pk=pk)
        if not works_at(key, timezone.now()):
            messages.info(request, _("The key %(prefix)s no longer works.") % {"prefix": key.prefix})
            return redirect("keys")
        return render(request, "rules/keys/revoke.html", {"key": key, "section": "keys"})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the key at once."""
        by = signed_in_administrator(request)
        key = get_object_or_404(ApiKey, pk=pk)
        if revoke_key(key, by=by):
            messages.success(request, _("The key %(prefix)s was revoked.") % {"prefix": key.prefix})
        else:
            messages.info(request, _("The key %(prefix)s had been revoked before.") % {"prefix": key.prefix})
        return redirect("keys")


def render_form(request: HttpRequest, form: KeyForm, status: int = 200) -> HttpResponse:
    """Render the form of a new key."""
    return render(request, "rules/keys/new.html", {"form": form, "section": "keys"}, status=status)


def render_key(request: HttpRequest, key: ApiKey, text: str, old: ApiKey | None = None) -> HttpResponse:
    """Render a new key, which nobody can show again."""
    shown = {"key": key, "text": text, "old": old, "section": "keys"}
    return render(request, "rules/keys/made.html", shown)
