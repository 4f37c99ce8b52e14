"""Cases as they are on record: the facts of the newest result, which both case evaluators have answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from institutions.access.callers import EVERYBODY
from institutions.access.parties import closed_to
from institutions.models import Submission
from rules.assessing.confirming import newest_results
from rules.assessing.stored_format import FORMAT
from rules.assessing.walking import before_a_walk
from rules.fact_store.snapshot_facts import facts_in
from rules.models import Assessment, State
from rules.reorganising.laid_over import DraftOnRegister

Json = dict[str, Any]  # Any: plain data
WAITING: Final = (State.QUEUED, State.RUNNING)
# What a verdict rests on; the origins of a fact lead to its sources.
COMPARED: Final = ("id", "type", "values", "not_recorded", "tax_not_stated", "tax_added_on")


@dataclass(frozen=True, slots=True)
class RecordedSide:
    """A case as its newest result has it: the text of the snapshot."""

    written: str
    trouble: str = ""

    def plain(self) -> Sequence[Json]:
        """Return the facts as plain data."""
        return facts_in(self.written)

    def content(self) -> str:
        """Return the snapshot."""
        return self.written


def recorded_sides(submissions: Collection[Submission], laid: DraftOnRegister) -> dict[UUID, RecordedSide]:
    """Return the cases that are on record as a preview would assess them: two queries, three while a walk is open.

    The newest result is of the present revision and of the rulebook, it holds for the day of the preview, and it knows
    nothing that the preview does not. No assessment waits that a change of the register asked for, and no open walk is
    on its way to the case. Restricted partnerships are never among them: some changes reach those with the daily look
    alone.
    """
    asked = [each.partnership_id for each in submissions]
    ahead = before_a_walk(asked)  # read first: a walk that ends meanwhile has left requests behind
    waiting = Assessment.objects.filter(partnership=OuterRef("partnership"), state__in=WAITING)
    found = newest_results([each for each in asked if each not in ahead]).filter(
        Q(as_of=laid.on) | Q(same_on=laid.on),
        ~Exists(waiting),
        submission__in=[each.pk for each in submissions],
        rulebook=laid.book.version,
        format=FORMAT,
        known_at__lte=laid.known_at,
        snapshot__isnull=False,
    )
    found = found.exclude(partnership__in=closed_to(EVERYBODY))
    rows = found.values_list("partnership_id", "snapshot__content")
    return {partnership: RecordedSide(content) for partnership, content in rows}


def same_facts(first: Sequence[Json], second: Sequence[Json]) -> bool:
    """Return whether facts have the same verdict because they are the same."""
    return len(first) == len(second) and all(
        listed(one.get(name)) == listed(other.get(name))
        for one, other in zip(first, second, strict=True)
        for name in COMPARED
    )


def listed(value: Any) -> Any:  # Any: plain data
    """Return a value as JSON has it: a tuple as a list, and nothing for a list without entries."""
    return (list(value) or None) if isinstance(value, list | tuple) else value
