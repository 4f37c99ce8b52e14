"""Obligations that another body would have to fulfil: open cases, conditions, answers, hearings, appeals, contracts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.models import Partnership, Submission, table_of
from institutions.parties.organisation.succession import Successions, joined, read_successions
from institutions.values.portions import split_portions
from institutions.values.written_day import written_day
from rules.models import CaseState
from rules.reorganising.orphans import OVER
from rules.review.summaries.material import SummaryMaterial, read_material
from rules.review.summaries.summing import open_deadlines

Json = dict[str, Any]  # Any: plain data
PORTION: Final = 200
CONTRACTED: Final = (CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS)


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """A partnership with the body that answers for it without the draft and with it. `to` None: nobody."""

    partnership: UUID
    before: str
    to: str | None


def owner_changes(days: Sequence[DayOfChange], known: Successions, readable: Any) -> Iterator[OwnerChange]:
    """Yield the partnerships among those readable (a query) for which another body would answer."""
    last, there = days[-1].on, days[-1].after.bodies
    after = joined(known.rows, (row for day in days for row in day.handed))
    ended = {body.key for day in days for body in day.ended}
    touched = ended | {row.predecessor for day in days for row in day.handed}
    named = touched | {row.predecessor for row in known.rows}
    rows = Submission.objects.filter(superseded_at=None, sponsor__code__in=named, partnership__in=readable)
    for row in rows.select_related("sponsor").defer("document").order_by("partnership_id"):
        then = known.owner(row.sponsor.key, row.domain, last, since=row.received_at)
        now = after.owner(row.sponsor.key, row.domain, last, since=row.received_at)
        if then != now or (now in ended and now not in there):
            yield OwnerChange(row.partnership_id, then, now if now in there else None)


def obligations_of(days: Sequence[DayOfChange], readable: Any, today: date | None = None) -> list[Json]:
    """Return what is open of the partnerships for which another body would answer, by day, as the contract has it."""
    day = today or timezone.localdate()
    changes = {each.partnership: each for each in owner_changes(days, read_successions(), readable)}
    found: list[Json] = []
    for keys in split_portions(changes, PORTION):
        until = ends_of_contracts(keys)
        for material in read_material(keys):
            change = changes[material.partnership.pk]
            found += [
                obligation(change, what, due)
                for what, due in open_of_case(material, day, until.get(change.partnership))
            ]
        found += [obligation(changes[pk], "appeal", None) for pk in open_disputes(keys)]
    return sorted(found, key=obligation_order)


def obligation_order(found: Json) -> tuple[bool, str, str, str]:
    """Return the place of an obligation: by day, those without one last."""
    return found["due_on"] is None, str(found["due_on"]), found["partnership"], found["what"]


def obligation(change: OwnerChange, what: str, due: date | None) -> Json:
    """Return one obligation as the contract has it."""
    return {
        "partnership": str(change.partnership),
        "what": what,
        "due_on": due.isoformat() if due else None,
        "from": change.before,
        "to": change.to,
    }


def open_of_case(material: SummaryMaterial, today: date, until: date | None) -> Iterator[tuple[str, date | None]]:
    """Yield what is open in a case: its deadlines, the review itself, or the contract of one that was cleared."""
    state = material.case.state if material.case else CaseState.SUBMITTED
    if state in OVER:
        return
    for each in open_deadlines(material, today):
        yield each.what, each.on
    if state in CONTRACTED:
        yield "contract", until
    else:
        yield "case", None


def ends_of_contracts(partnerships: Sequence[UUID]) -> dict[UUID, date]:
    """Return the last day of the period that a document states, by partnership, where it states one."""
    rows = Submission.objects.filter(partnership__in=partnerships, superseded_at=None)
    stated = rows.values_list("partnership_id", "document__period__until")
    return {pk: written_day(until) for pk, until in stated if until}


def open_disputes(partnerships: Sequence[UUID]) -> Iterator[UUID]:
    """Yield the partnership of each dispute that is stated with it and not closed."""
    rows: Any = table_of("dispute").objects.current()  # Any: tables are made at run time
    rows = rows.filter(partnership__in=partnerships, closed_on=None)
    yield from rows.order_by("partnership", "pk").values_list("partnership", flat=True)


def partnerships_left(days: Sequence[DayOfChange], readable: Any) -> list[Json]:
    """Return the partnerships that would be left to nobody, as orphans of the contract."""
    over = Partnership.objects.filter(review_case__state__in=OVER).values("pk")
    changes = owner_changes(days, read_successions(), readable.exclude(pk__in=over))
    return [
        {"kind": "partnership", "body": each.before, "partnership": str(each.partnership)}
        for each in changes
        if each.to is None
    ]
