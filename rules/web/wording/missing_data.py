"""Missing data over the processes or partnerships that a reader may read: the same for the page and REST."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.access.callers import reader_for
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import partnerships_for
from institutions.models import Account
from institutions.query.parameters import ParameterError, repeated_value
from institutions.query.troubles import NoSuchChoice
from rules.access.processes import processes_for
from rules.explaining.wording.missing_totals import MissingTotal
from rules.process_files.missing import missing_in_processes
from rules.review.work.missing_data import missing_totals

PROCESSES: Final = "processes"
PARTNERSHIPS: Final = "partnerships"
OF: Final = (PROCESSES, PARTNERSHIPS)
MOST_CASES: Final = 2_000  # partnerships whose newest results are read, the newest first


@dataclass(frozen=True, slots=True)
class MissingOver:
    """Missing things over `cases` cases. `cut`: there are more partnerships than are read. `bodies`: to narrow by."""

    totals: list[MissingTotal]
    cases: int
    cut: bool
    bodies: Sequence[UUID]


def missing_for(user: Account | KeyHolder, of: str, body: str = "") -> MissingOver:
    """Return what the processes or partnerships that somebody may read lack, of one body if it is named."""
    if of == PROCESSES:
        readable = processes_for(user)
        bodies = list(readable.order_by().values_list("body", flat=True).distinct())
        narrow_to(body, readable.filter(body__code=body))
        rows = readable.filter(body__code=body) if body else readable
        return MissingOver(missing_in_processes(rows), rows.count(), cut=False, bodies=bodies)
    # Missing data may name kin and income, which some roles do not read.
    open_ones = partnerships_for(user) if reader_for(user).kin else partnerships_for(user).none()
    bodies = list(open_ones.order_by().values_list("submitted_by", flat=True).distinct())
    narrow_to(body, open_ones.filter(submitted_by__code=body))
    narrowed = open_ones.filter(submitted_by__code=body) if body else open_ones
    keys = list(narrowed.order_by("-created_at", "pk").values_list("pk", flat=True)[: MOST_CASES + 1])
    read = keys[:MOST_CASES]
    return MissingOver(missing_totals(read), len(read), cut=len(keys) > MOST_CASES, bodies=bodies)


def narrow_to(body: str, rows: QuerySet[Any]) -> None:  # Any: rows of either sort
    """Refuse a body that has nothing that the reader may read."""
    if body and not rows.exists():
        raise ParameterError("body", NoSuchChoice(value=repeated_value(body)))
