"""The filters that a reader saved for a list: shown, saved, renamed and deleted by the reader alone."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account
from institutions.query.parameters import word_parameter
from rules.models import FilteredPage, SavedFilter
from rules.models.saved_filter import LONGEST_NAME
from rules.web.pages.reader import signed_in_reader

Json = dict[str, Any]  # Any: what a template shows
MOST: Final = 30  # filters of one list
MOST_PARAMETERS: Final = 20
LONGEST: Final = 200  # characters of a parameter


def saved_filters_context(request: HttpRequest, page: FilteredPage) -> Json:
    """Return the reader's filters of a list by name, and what would be saved now. One query."""
    given = saved_parameters(request.GET)
    saved = SavedFilter.objects.filter(account=signed_in_reader(request), page=page).order_by("name", "pk")
    rows = [
        {"pk": each.pk, "name": each.name, "url": address_of(page, each.given), "chosen": each.given == given}
        for each in saved[:MOST]
    ]
    return {"rows": rows, "page": page.value, "query": urlencode(given), "longest": LONGEST_NAME}


def saved_parameters(given: QueryDict) -> dict[str, str]:
    """Return the parameters of an address that a saved filter holds: all but the number of the page."""
    kept = sorted((name, str(value)) for name, value in given.items() if name != "page" and value)[:MOST_PARAMETERS]
    return {name.replace("\0", "")[:LONGEST]: value.replace("\0", "")[:LONGEST] for name, value in kept}


def address_of(page: str, given: Mapping[str, str]) -> str:
    """Return the address of a list with these parameters."""
    return f"{reverse(page)}?{urlencode(sorted(given.items()))}" if given else reverse(page)


def fitting_name(typed: str) -> str:
    """Return a typed name as it is saved: one line, without spaces around; empty if there is none or it is too long."""
    name = " ".join(typed.replace("\0", "").split())
    return name if len(name) <= LONGEST_NAME else ""


@transaction.atomic
def save_filter(account: Account, page: FilteredPage, name: str, given: Mapping[str, str]) -> bool:
    """Save a filter; one of the same name is replaced. Return whether there was room for it."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    rows = SavedFilter.objects.filter(account=account, page=page)
    if not rows.filter(name=name).exists() and rows.count() >= MOST:
        return False
    SavedFilter.objects.update_or_create(account=account, page=page, name=name, defaults={"given": dict(given)})
    return True


@transaction.atomic
def rename_filter(row: SavedFilter, name: str) -> bool:
    """Rename a filter. Return whether no other one of the list has the name."""
    Account.objects.select_for_update(no_key=True).get(pk=row.account_id)
    if SavedFilter.objects.filter(account=row.account_id, page=row.page, name=name).exclude(pk=row.pk).exists():
        return False
    SavedFilter.objects.filter(pk=row.pk).update(name=name)
    return True


class SaveFilter(View):
    """The button that saves the filter of a list under a name."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it and show the list again; otherwise say what is missing."""
        page = FilteredPage(word_parameter(request.POST.dict(), "page", FilteredPage.values, needed=True))
        given = saved_parameters(QueryDict(request.POST.get("query", "")[:4_000]))
        name = fitting_name(request.POST.get("name", ""))
        if not name:
            said = _("The filter was not saved. Give it a name of at most %(n)d characters.") % {"n": LONGEST_NAME}
            messages.error(request, said)
        elif not given:
            messages.error(request, _("The filter was not saved: the list is not filtered. Choose a filter first."))
        elif save_filter(signed_in_reader(request), page, name, given):
            messages.success(request, _("The filter was saved as %(name)s.") % {"name": name})
        else:
            said = _("The filter was not saved: this list has %(n)d already. Delete one first.") % {"n": MOST}
            messages.error(request, said)
        return HttpResponseRedirect(address_of(page, given))


class ChangeFilter(View):
    """The buttons that rename and delete a filter of the reader."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it and show the list; 404 for a filter of somebody else."""
        row = get_object_or_404(SavedFilter, pk=pk, account=signed_in_reader(request))
        action = word_parameter(request.POST.dict(), "action", ("rename", "delete"), needed=True)
        if action == "delete":
            row.delete()
            messages.success(request, _("The filter %(name)s was deleted.") % {"name": row.name})
            return HttpResponseRedirect(reverse(row.page))
        name = fitting_name(request.POST.get("name", ""))
        if not name:
            said = _("The filter was not renamed. Give it a name of at most %(n)d characters.") % {"n": LONGEST_NAME}
            messages.error(request, said)
        elif not rename_filter(row, name):
            said = _("The filter was not renamed: another one of this list is called %(name)s.") % {"name": name}
            messages.error(request, said)
        return HttpResponseRedirect(address_of(row.page, row.given))
