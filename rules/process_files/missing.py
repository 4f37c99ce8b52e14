"""Data that the processes of a body lack: each missing thing once, counted in the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Count, Q, QuerySet

from institutions.values.portions import split_portions
from rules.explaining.wording.missing_names import MissingName
from rules.explaining.wording.missing_totals import MissingTotal, ordered
from rules.models import Outcome, ProcessLack, ProcessOutcome, StoredProcess
from rules.process_files.lacks import WITHHELD

AT_ONCE: Final = 40  # names that one query counts


def missing_in_processes(processes: QuerySet[StoredProcess]) -> list[MissingTotal]:
    """Return what these processes lack, first what to ask for first.

    The database counts: rows are read for each rule with each set of missing things, however many processes lack it.
    """
    waiting = ProcessOutcome.objects.filter(outcome=Outcome.NOT_ASSESSABLE, process__in=processes.order_by())
    counted = waiting.order_by().values_list("code", "lack").annotate(number=Count("pk"))
    lacks = ProcessLack.objects.in_bulk({lack for _code, lack, _number in counted if lack})
    found: dict[str, MissingTotal] = {}
    lacks_by_name: dict[str, set[str]] = defaultdict(set)
    for code, digest, number in counted:
        about = lacks[digest].about if digest else []
        for each in about:
            lacks_by_name[each["name"]].add(digest)
            name = MissingName(each["name"], each["kind"], each["field"])
            total = found.setdefault(name.name, MissingTotal(name))
            total.rules.add(code)
            total.waiting += number
            total.unlocked += number if len(about) == 1 else 0
            if each["word"] == WITHHELD:
                total.withheld = max(total.withheld, number)
    for each, number in count_cases(waiting, lacks_by_name).items():
        found[each].cases = number
    return ordered(found.values())


def count_cases(waiting: QuerySet[ProcessOutcome], lacks_by_name: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Count the processes that lack each thing, by its name. One query for some names."""
    found: dict[str, int] = {}
    for portion in split_portions(iter(sorted(lacks_by_name)), AT_ONCE):
        counts = {
            f"of_{place}": Count("process", distinct=True, filter=Q(lack__in=sorted(lacks_by_name[name])))
            for place, name in enumerate(portion)
        }
        counted = waiting.order_by().aggregate(**counts)
        found |= {name: counted[f"of_{place}"] for place, name in enumerate(portion)}
    return found
