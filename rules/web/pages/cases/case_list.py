"""The list of cases: all filters and the order are in its address."""

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import ListView

from institutions.access.partnerships import rows_for
from institutions.web.query_page import PagedList
from institutions.web.sorted_list import SortColumn, asked_order, sort_links
from rules.explaining.wording.words import reader_language
from rules.models import CaseSummary, FilteredPage
from rules.review.work.filters import FILTERS, ORDERS, FilterValue, condition_of, given_filters
from rules.review.work.queues import Asker
from rules.web.pages.cases.case_rows import case_rows
from rules.web.pages.form.draft import may_propose
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.saved_filters import saved_filters_context

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[CaseSummary]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
FIRST_ORDER = next(iter(ORDERS))
COLUMNS = (
    SortColumn("partnership", "reference", "-reference"),
    SortColumn("state", "waiting", "moved"),
    SortColumn("worst", "worst", "mildest", descends=True),
    SortColumn("due", "due", "due_last"),
    SortColumn("sponsor", "sponsor", "-sponsor"),
    SortColumn("money", "value", "least_value", descends=True),
)
FURTHER = frozenset({"domain", "assessment", "counts", "lacks", "rule"})  # seldom used, or by a link only


class CaseList(PagedList, List):
    """Every partnership that the reader may see, with the state of its case."""

    template_name = "rules/partnerships.html"
    paginate_by = 50
    asked: list[FilterValue]
    order: str

    @cached_property
    def asker(self) -> Asker:
        """The reader, and the day of the whole page."""
        return Asker(signed_in_reader(self.request), timezone.localdate())

    def get_queryset(self) -> QuerySet[CaseSummary]:
        """Return the cases, filtered and ordered as the address says."""
        self.order = asked_order(self.request.GET, ORDERS)
        self.asked = given_filters(self.request.GET.dict(), self.asker)
        account = signed_in_reader(self.request)
        found = rows_for(CaseSummary.objects.all(), account).filter(condition_of(self.asked, self.asker))
        return found.order_by(*ORDERS[self.order][1])

    def render_to_response(self, context: Context, **kwargs: Any) -> HttpResponse:  # Any: as Django declares them
        """Answer 400 for an invalid value, with a page that names the value and lists no results."""
        wrong = any(each.error for each in self.asked)
        return super().render_to_response(context, status=400 if wrong else 200, **kwargs)

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return rows in words, the form, and each active filter with the address without it."""
        context = super().get_context_data(**kwargs)
        values = {each.filter.name: each.value for each in self.asked}
        given = {**values, **({"order": self.order} if self.order != FIRST_ORDER else {})}
        return {
            **context,
            "section": "partnerships",
            "rows": case_rows(context["object_list"], reader_language(), self.asker.today),
            "fields": [
                {
                    "name": each.name,
                    "label": each.label,
                    "further": each.name in FURTHER,
                    "value": values.get(each.name, ""),
                    "choices": each.choices(self.asker) if each.choices else None,
                }
                for each in FILTERS
            ],
            "on": [
                {
                    "label": each.filter.label,
                    "shown": each.shown,
                    "error": each.error,
                    "without": query_without(given, each.filter.name),
                }
                for each in self.asked
            ],
            "further_on": any(name in FURTHER for name in values),
            "narrowed": bool(given),
            "orders": [(name, label) for name, (label, _) in ORDERS.items()],
            "order": self.order,
            "saved": saved_filters_context(self.request, FilteredPage.PARTNERSHIPS),
            "sorting": sort_links(values, COLUMNS, self.order),
            "may_propose": may_propose(signed_in_reader(self.request)),
        }


def query_without(given: dict[str, str], name: str) -> str:
    """Return the query of the address without one filter, for the first page."""
    return "?" + urlencode({key: value for key, value in given.items() if key != name})
