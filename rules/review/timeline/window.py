"""The stretch of time of which acts are read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

Rows = QuerySet[Any]  # Any: rows of any model


@dataclass(frozen=True, slots=True)
class Window:
    """The time from one moment up to another, without it; None is open."""

    since: datetime | None = None
    before: datetime | None = None

    def rule(self, at: str) -> Q:
        """Return the condition that the moment in a column lies in it."""
        bounds: dict[str, Any] = {f"{at}__gte": self.since, f"{at}__lt": self.before}  # Any: as filters take them
        return Q(**{name: moment for name, moment in bounds.items() if moment}, **{f"{at}__isnull": False})

    def rows(self, rows: Rows, at: str) -> Rows:
        """Keep the rows of its time, oldest first."""
        return rows.filter(self.rule(at)).order_by(at, "pk")

    def acts(self, rows: Rows, at: str = "at") -> Rows:
        """Keep the rows of acts that were done or undone in its time, each with its undoing."""
        kept = rows.filter(self.rule(at) | self.rule("undo__at"))
        return kept.select_related("undo__account").order_by(at, "pk")

    def holds(self, moment: datetime) -> bool:
        """Return whether a moment lies in it."""
        return not (self.since and moment < self.since) and not (self.before and moment >= self.before)
