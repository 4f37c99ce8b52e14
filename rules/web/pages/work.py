"""The first page after sign-in: the reader's open tasks, and what their role can do."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from institutions.access.callers import READS_NOTHING
from institutions.access.drafts import drafts_for
from institutions.access.partnerships import rows_for
from institutions.models import Account, Role
from rules.explaining.wording.words import reader_language
from rules.models import CaseSummary
from rules.review.work.queues import Asker, Queue, queues_of
from rules.review.work.walking import cases_in
from rules.web.pages.cases.case_rows import case_rows
from rules.web.pages.duties import duty_blocks
from rules.web.pages.first_case.page import offers_first_case
from rules.web.pages.form.draft import may_propose
from rules.web.pages.form.drafts import draft_title
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.ways import ways_of

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
FIRST = 5
FIRST_PAGES: Final[Mapping[str, str]] = {Role.PLANNER: "reorganisations", Role.COMMISSION_MEMBER: "commissions"}


class WorkPage(View):
    """The page of queues, each with its number and its oldest cases; the full queue is a filter of the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queues, empty ones in one line at the end; roles that read no case have their own."""
        account = signed_in_reader(request)
        if account.role in READS_NOTHING:
            return redirect(FIRST_PAGES.get(account.role, "my"))
        now = timezone.localtime()
        queues = queue_blocks(Asker(account, now.date()))
        context = {
            "section": "work",
            "waiting": [each for each in queues if each["number"]],
            "empty": [each["label"] for each in queues if not each["number"]],
            "drafts": drafts_of(account) if may_propose(account) else None,
            "may_propose": may_propose(account),
            "duties": duty_blocks(account),
            "ways": ways_of(account),
            "first_case": offers_first_case(request, account),
            "now": now,
        }
        return render(request, "rules/work.html", context)


def queue_blocks(asker: Asker) -> list[Context]:
    """Return all queues of an account on a day.

    One query for the numbers, one for the first rows of each, three for the words.
    """
    queues, numbers = queues_for(asker), queue_numbers(asker)
    firsts = {queue.name: first_rows(queue, asker, numbers[queue.name]) for queue in queues}
    every = {row.pk: row for rows in firsts.values() for row in rows}
    words = {row["pk"]: row for row in case_rows(every.values(), reader_language(), asker.today)}
    return [
        {
            "name": queue.name,
            "label": queue.label,
            "number": numbers[queue.name],
            "rows": [words[row.pk] for row in firsts[queue.name]],
        }
        for queue in queues
    ]


def queues_for(asker: Asker) -> Sequence[Queue]:
    """Return the queues of the account that asks; none for a system."""
    return queues_of(asker.account) if asker.account else ()


def queue_numbers(asker: Asker) -> dict[str, int]:
    """Return how many cases are in each queue of an account on a day, by the name of the queue: one query."""
    queues = queues_for(asker)
    if asker.account is None or not queues:
        return {}
    seen = rows_for(CaseSummary.objects.all(), asker.account)
    numbers: dict[str, int] = seen.aggregate(**{queue.name: Count("pk", filter=queue.holds(asker)) for queue in queues})
    return numbers


def first_rows(queue: Queue, asker: Asker, number: int) -> list[CaseSummary]:
    """Return the first cases of a queue: the worst, then those that were submitted first."""
    if not number or asker.account is None:
        return []
    return list(cases_in(queue, asker.account)[:FIRST])


def drafts_of(account: Account) -> Context:
    """Return the proposals that the account is still writing, the last first."""
    drafts = drafts_for(account)
    rows, number = list(drafts[:FIRST]), drafts.count()
    return {"number": number, "rows": [{"title": draft_title(row), "changed_at": row.changed_at} for row in rows]}
