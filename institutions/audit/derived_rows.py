"""Tables that no event names, because covered rows say what is in them: the verification compares them.

So it does with columns that the hash of a covered row leaves out.

A changed row of such a table could hide a finding from lists although every covered row is as it was.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from django.db import models

from institutions.audit.coverage import leave_uncovered
from institutions.values.late_modules import load_late_modules
from institutions.values.written_day import written_moment

# Yields the troubles of the rows; from a moment on, those of the rows that events since then may have changed.
Comparison = Callable[[datetime | None], Iterator[str]]
_comparisons: Final[dict[tuple[type[models.Model], ...], Comparison]] = {}
REASON: Final = "follows from covered rows, or they hold its hash; verify_audit compares it"


def leave_derived(*tables: type[models.Model]) -> None:
    """Declare tables whose rows a comparison checks against covered rows. They need no event."""
    leave_uncovered(dict.fromkeys(tables, REASON))


def compare_derived(*tables: type[models.Model], by: Comparison) -> None:
    """Enter the comparison that checks the rows of these tables."""
    _comparisons[tables] = by


def compared_tables() -> set[str]:
    """Return the names of the tables whose rows a comparison checks."""
    return set(compared_models())


def compared_models() -> dict[str, type[models.Model]]:
    """Return the tables whose rows a comparison checks, by name."""
    load_late_modules()
    return {each._meta.db_table: each for tables in _comparisons for each in tables}  # noqa: SLF001 - Django documents _meta


def derived_row_troubles(since: datetime | None = None) -> list[Iterator[str]]:
    """Return the troubles of each comparison: an error in one of them ends no other."""
    load_late_modules()
    return [troubles_by(compared, since) for compared in _comparisons.values()]


def troubles_by(compared: Comparison, since: datetime | None) -> Iterator[str]:
    """Yield each row that is not as the covered rows have it; nothing is read before the first is asked for."""
    yield from compared(since)


def ended_at(after: dict[str, Any], at: datetime) -> datetime:  # Any: plain data
    """Return when a result ended that an event of the moment `at` holds: its hash takes time, and some came later."""
    said = after.get("finished_at")
    return min(written_moment(said), at) if isinstance(said, str) else at
