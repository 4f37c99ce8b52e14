"""The notices of the reader: a list of read and unread ones, with the page that each is about."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import ListView

from institutions.models import Role
from institutions.query.parameters import word_parameter
from institutions.values.written_number import LARGEST_NUMBER, written_number
from institutions.web.query_page import PagedList
from rules.messages.mail.set_aside import mails_set_aside
from rules.messages.notices.agreements import agreed_among
from rules.messages.notices.lapsed_notices import lapsed_among
from rules.messages.notices.wording import notice_address, notice_text
from rules.messages.readable_notices import mark_notices, notice_kinds_for, notices_for, unread_count
from rules.models import Notice, NoticeKind
from rules.web.pages.reader import signed_in_reader

if TYPE_CHECKING:  # Django's views take no type argument at run time
    from django.db.models import QuerySet

    List = ListView[Notice]
else:
    List = ListView


class NoticeList(PagedList, List):
    """The list of notices, newest first, filtered by kind or to unread ones."""

    template_name = "rules/notices/list.html"
    paginate_by = 25

    def get_queryset(self) -> "QuerySet[Notice]":
        """Return the notices that the reader may see, filtered."""
        found = notices_for(signed_in_reader(self.request)).select_related("partnership")
        if kind := word_parameter(self.request.GET, "kind", NoticeKind.values):
            found = found.filter(kind=kind)
        if word_parameter(self.request.GET, "show", ("unread",)):
            found = found.filter(read_at__isnull=True)
        return found.order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # Any: what a template shows
        """Return the notices in words, the filters and the counts."""
        context = super().get_context_data(**kwargs)
        rows = list(context["page_obj"].object_list)
        account = signed_in_reader(self.request)
        administers, lapsed = account.role == Role.ADMINISTRATOR, lapsed_among(rows, account)
        agreed = agreed_among(rows)
        return {
            **context,
            "section": "notices",
            "notices": [
                {
                    "notice": row,
                    "text": notice_text(row, lapsed=row.pk in lapsed, agreed=row.pk in agreed),
                    "kind": row.get_kind_display(),
                }
                for row in rows
            ],
            "newest": rows[0].pk if rows else 0,
            "unread": unread_count(account),
            "kinds": [(each.value, each.label) for each in notice_kinds_for(account)],
            "aside": mails_set_aside(account) if administers else None,
            "administers": administers,
            "asked": self.request.GET,
        }


class OpenNotice(View):
    """The link of a notice, which marks it as read and redirects to the page it is about."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Redirect to the page of the notice; 404 for somebody else's, or one that the reader may no longer read."""
        found = notices_for(signed_in_reader(request))
        notice = get_object_or_404(found, pk=min(pk, LARGEST_NUMBER))
        mark_notices(found.filter(pk=notice.pk), read=True)
        return redirect(notice_address(notice))


class MarkNotices(View):
    """The buttons that mark one notice as read or unread, or all seen ones as read."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark notices, then return to the page of the button.

        `until` keeps notices that arrived meanwhile unread; any other value changes nothing.
        """
        found = notices_for(signed_in_reader(request))
        one, until = (written_number(request.POST.get(name, "")) for name in ("notice", "until"))
        if one:
            mark_notices(found.filter(pk=one), read=request.POST.get("as") != "unread")
        elif until:
            mark_notices(found.filter(pk__lte=until), read=True)
        back = request.POST.get("next", "")
        here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(back if here else reverse("notices"))
