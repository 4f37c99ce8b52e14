"""Tables that no event names, because their rows are computed from covered rows: the verification computes them again.

A changed row of such a table could hide a finding from lists although every covered row is as it was.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.db import models

from institutions.audit.coverage import leave_uncovered

# Yields the troubles of the rows; from a moment on, those of the rows that events since then may have changed.
Comparison = Callable[[datetime | None], Iterator[str]]
DERIVED: Final[list[Comparison]] = []
REASON: Final = "computed from covered rows; verify_audit computes it again"


def derive(*tables: type[models.Model], by: Comparison) -> None:
    """Declare tables whose rows a comparison computes again. They need no event."""
    leave_uncovered(dict.fromkeys(tables, REASON))
    DERIVED.append(by)


def derived_row_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each row that is not as the covered rows have it."""
    for compared in DERIVED:
        yield from compared(since)
