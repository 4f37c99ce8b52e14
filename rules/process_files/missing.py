"""Data that the processes of a body lack: each missing thing once, counted in the database."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, QuerySet

from rules.explaining.wording.missing_names import MissingName
from rules.explaining.wording.missing_totals import MissingTotal, ordered
from rules.models import Outcome, ProcessLack, ProcessOutcome, StoredProcess
from rules.process_files.lacks import WITHHELD


def missing_in_processes(processes: QuerySet[StoredProcess]) -> list[MissingTotal]:
    """Return what these processes lack, first what to ask for first. A fixed number of queries for any number."""
    waiting = ProcessOutcome.objects.filter(outcome=Outcome.NOT_ASSESSABLE, process__in=processes.order_by())
    counted = waiting.order_by().values_list("code", "lack").annotate(number=Count("pk"))
    lacks = ProcessLack.objects.in_bulk({lack for _code, lack, _number in counted if lack})
    found: dict[str, MissingTotal] = {}
    names: dict[str, list[str]] = {}
    for code, digest, number in counted:
        about = lacks[digest].about if digest else []
        names[digest] = [each["name"] for each in about]
        for each in about:
            name = MissingName(each["name"], each["kind"], each["field"])
            total = found.setdefault(name.name, MissingTotal(name))
            total.rules.add(code)
            total.waiting += number
            total.unlocked += number if len(about) == 1 else 0
            if each["word"] == WITHHELD:
                total.withheld = max(total.withheld, number)
    cases: dict[str, set[UUID]] = defaultdict(set)
    for digest, process in waiting.order_by().values_list("lack", "process").distinct().iterator():
        for each in names.get(digest, ()):
            cases[each].add(process)
    for each, total in found.items():
        total.cases = len(cases[each])
    return ordered(found.values())
