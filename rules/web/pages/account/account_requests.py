"""Pages of the requests that wait for a second administrator."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from institutions.access.callers import Reader, reader_for
from institutions.access.parties import IS_PERSON, findable_parties_rule
from institutions.access.rule import EVERYTHING
from institutions.accounts.managing import AccountRefusedError
from institutions.accounts.pages import PER_PAGE, signed_in_administrator
from institutions.accounts.requests import confirm_request, confirmation_refusal, lapse_requests, refuse_request
from institutions.codes.wording import code_words
from institutions.models import Account, AccountRequest, Party, RequestState, Role
from institutions.query.parameters import page_of_rows
from rules.messages.mail.choices import choice_of

LABELS: Final[dict[str, Promise]] = {
    "username": gettext_lazy("User name"),
    "role": gettext_lazy("Role"),
    "body_id": gettext_lazy("Government body"),
    "person_id": gettext_lazy("Person"),
    "is_active": gettext_lazy("May sign in"),
    "reads_secret": gettext_lazy("Sees restricted partnerships"),
    "external_id": gettext_lazy("Name at the organisation's server"),
}


class AccountRequests(View):
    """The list of requests: those that wait first, then the settled ones."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show each request with its changes, its asker, and why the reader may not confirm it."""
        reader = signed_in_administrator(request)
        lapse_requests(timezone.now())
        related = ("account__person", "account__body", "asked_by__person", "settled_by")
        rows = AccountRequest.objects.select_related(*related)
        waiting = list(rows.filter(state=RequestState.WAITING).order_by("pk"))
        settled = page_of_rows(
            rows.exclude(state=RequestState.WAITING).order_by("-settled_at", "-pk"), PER_PAGE, request.GET
        )
        names = names_of([*waiting, *settled], reader_for(reader))
        shown = {
            "waiting": [request_row(each, reader, names) for each in waiting],
            "settled": [request_row(each, None, names) for each in settled],
            "page_obj": settled,
            "section": "accounts",
        }
        return render(request, "rules/accounts/requests.html", shown)


class ConfirmRequest(View):
    """The button by which a second administrator confirms."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm the request."""
        return settled(request, pk, confirm_request, _("The request was confirmed and carried out."))


class RefuseRequest(View):
    """The button that refuses a request, or takes one's own back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Refuse the request."""
        return settled(request, pk, refuse_request, _("The request was refused. Nothing was changed."))


def settled(request: HttpRequest, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    """Do an act on a request, and return to the list."""
    by = signed_in_administrator(request)
    try:
        act(get_object_or_404(AccountRequest, pk=pk), by=by)
    except AccountRefusedError as refused:
        messages.warning(request, refused.words)
    else:
        messages.success(request, done)
    return redirect("account-requests")


def request_row(
    row: AccountRequest, reader: Account | None, names: dict[str, str]
) -> dict[str, Any]:  # Any: a template's context
    """Return what the list shows of a request; of one that waits also where links to set the password go.

    The account may be somebody else's than the person to whom it is to be linked.
    """
    refusal = confirmation_refusal(row, reader) if reader else None
    return {
        "request": row,
        "address": row.address or (choice_of(row.account).address_for_link if reader else ""),
        "changes": list(changes_of(row, names)),
        "refusal": code_words(refusal, audience="form") if refusal else "",
    }


def changes_of(row: AccountRequest, names: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield each value that the request changes, before and after; of a new account all that it will have."""
    new = row.before.get("is_active") is False and row.after.get("is_active") is True
    for name, label in LABELS.items():
        before, after = row.before.get(name), row.after.get(name)
        if before != after or (new and after):
            yield {
                "label": str(label),
                "before": value_words(name, before, names),
                "after": value_words(name, after, names),
            }


def value_words(name: str, value: Any, names: dict[str, str]) -> str:  # Any: a value of a column, as JSON
    """Return a value for people."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "role" and value:
        return str(Role(value).label)
    return names.get(value, value) if value else "–"


def names_of(rows: list[AccountRequest], reader: Reader) -> dict[str, str]:
    """Return the names of the bodies and persons that requests name, by id: one query.

    A person whom only restricted partnerships name has none for a reader without the right to them. So no person has
    one for such a reader: an id among names would tell who those are.
    """
    ids = {each.get(name) for row in rows for each in (row.before, row.after) for name in ("body_id", "person_id")}
    readable = findable_parties_rule(reader) & (EVERYTHING if reader.restricted else ~IS_PERSON)
    parties = Party.objects.filter(readable.q(), pk__in=[each for each in ids if each])
    return {str(each.pk): each.name or str(each.pk) for each in parties}
