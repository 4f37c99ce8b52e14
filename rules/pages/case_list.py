"""The list of cases: everything that narrows and orders it stands in its address."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.views.generic import ListView

from rules.models import CaseSummary
from rules.pages.case_rows import case_rows
from rules.pages.form.draft import may_propose
from rules.pages.partnerships import reader
from rules.pages.words import reader_language
from rules.reading import within
from rules.work.filters import FILTERS, ORDERS, Asked, asked_in, condition_of
from rules.work.queues import Asker

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[CaseSummary]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
FIRST_ORDER = next(iter(ORDERS))
FURTHER = frozenset({"domain", "assessment", "counts", "lacks", "rule"})  # asked for seldom, or by a link alone


class CaseList(List):
    """Every partnership that the reader may see, with where its case stands."""

    template_name = "rules/partnerships.html"
    paginate_by = 50
    asked: list[Asked]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # Any: as Django declares them
        """Read the address once."""
        super().setup(request, *args, **kwargs)
        self.order = request.GET.get("order", FIRST_ORDER)

    def get_queryset(self) -> QuerySet[CaseSummary]:
        """Narrowed and ordered as the address says."""
        account = reader(self.request)
        asker = Asker(account, timezone.localdate())
        self.asked = asked_in(self.request.GET.dict(), asker)
        found = within(CaseSummary.objects.all(), account).filter(condition_of(self.asked, asker))
        return found.order_by(*ORDERS.get(self.order, ORDERS[FIRST_ORDER])[1])

    def get_context_data(self, **kwargs: Any) -> Context:
        """Rows in words, the form, and each filter that is on with the address without it."""
        context = super().get_context_data(**kwargs)
        account = reader(self.request)
        asker, values = Asker(account, timezone.localdate()), {each.filter.name: each.value for each in self.asked}
        given = {**values, **({"order": self.order} if self.order in ORDERS and self.order != FIRST_ORDER else {})}
        return {
            **context,
            "section": "partnerships",
            "rows": case_rows(context["object_list"], reader_language()),
            "fields": [
                {
                    "name": each.name,
                    "label": each.label,
                    "further": each.name in FURTHER,
                    "value": values.get(each.name, ""),
                    "choices": each.choices(asker) if each.choices else None,
                }
                for each in FILTERS
            ],
            "on": [
                {
                    "label": each.filter.label,
                    "shown": each.shown,
                    "error": each.error,
                    "without": without(given, each.filter.name),
                }
                for each in self.asked
            ],
            "further_on": any(name in FURTHER for name in values),
            "narrowed": bool(given),
            "orders": [(name, label) for name, (label, _) in ORDERS.items()],
            "order": self.order,
            "may_propose": may_propose(account),
        }


def without(given: dict[str, str], name: str) -> str:
    """The query of the address without one filter; the first page of it."""
    return "?" + urlencode({key: value for key, value in given.items() if key != name})
