"""The frequency of rules in this register, over the newest finished assessment of each partnership."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from institutions.models import Partnership
from rules.models import Assessment, Outcome, State
from rules.models.outcome_reading import count_outcomes


@dataclass(frozen=True, slots=True)
class RuleFiring:
    """The number of partnerships for each outcome of a rule."""

    by_outcome: Mapping[str, int]

    def number(self, outcome: str) -> int:
        """Return the number of partnerships with an outcome."""
        return self.by_outcome.get(outcome, 0)

    @property
    def flagged(self) -> int:
        """The number of partnerships that the rule flagged."""
        return self.number(Outcome.FLAGGED)

    @property
    def total(self) -> int:
        """The number of partnerships that the rule was evaluated for."""
        return sum(self.by_outcome.values())


NEVER = RuleFiring({})


def newest_done_ids(
    partnerships: QuerySet[Partnership],
) -> QuerySet[Any, Any]:  # Any: rows of one column, for a subquery
    """Return the id of the newest finished assessment of each partnership, None if it has none."""
    finished = Assessment.objects.filter(partnership=OuterRef("pk"), state=State.DONE).newest_first()
    return partnerships.order_by().annotate(done=Subquery(finished.values("pk")[:1])).values("done")


def rule_firings(partnerships: QuerySet[Partnership], code: str | None = None) -> dict[str, RuleFiring]:
    """Return the outcomes of each rule, or of one, counted over the given partnerships."""
    return {rule: RuleFiring(numbers) for rule, numbers in count_outcomes(newest_done_ids(partnerships), code).items()}
