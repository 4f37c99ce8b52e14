"""Undoing one's last act: soon after it, and while nobody has acted on the case since. Both stay on record.

Undoable are the acts of `UNDOABLE_ACTS`. Not those that reach beyond the case at once or are signed: declarations,
recusals (they revise the document), hearings, answers; nor comments and files, which have rules of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import CharField, Model, QuerySet, Value
from django.utils import timezone

from institutions.codes.parameters import PlainNumber
from institutions.models import Account, Partnership
from rules.models import (
    Acknowledgement,
    ActUndo,
    CaseCondition,
    CaseMove,
    ConditionDone,
    FindingDecision,
    GoneAcknowledgement,
    ReviewAssignment,
)
from rules.review.casework.act_table import Act, Actor, who_does
from rules.review.casework.acting import count_act, locked_case, move_locked_case, note_case_act
from rules.review.casework.actors import act_refusal
from rules.review.casework.assigning import end_assignment
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import BlockedError, NotYoursError
from rules.review.casework.records import rows_of_partnerships
from rules.review.casework.troubles.acts import NothingToUndo

# No legal source: our own limit. Long enough to notice a slip, too short to reconsider.
MINUTES: Final = 15
BY_ITSELF: Final = (Act.REVISE.value, Act.LAPSE.value, Act.UNDO.value)  # moves that nobody undoes


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoableAct:
    """One sort of act that can be undone: its rows, and the act of the table. Whoever may do it may undo it."""

    model: type[Model]
    act: Act | None  # None: the row is a move and names it
    account: str = "account"
    only: Mapping[str, Any] = field(default_factory=dict)  # Any: values of columns


# By the column of `ActUndo` that names the row.
UNDOABLE_ACTS: Final[dict[str, UndoableAct]] = {
    "decision": UndoableAct(model=FindingDecision, act=Act.DECIDE),
    "acknowledgement": UndoableAct(model=Acknowledgement, act=Act.ACKNOWLEDGE),
    "gone_acknowledgement": UndoableAct(model=GoneAcknowledgement, act=Act.ACKNOWLEDGE),
    "condition": UndoableAct(model=CaseCondition, act=Act.ADD_CONDITION, only={"decision__isnull": True}),
    "fulfilment": UndoableAct(model=ConditionDone, act=Act.FULFIL),
    "assignment": UndoableAct(
        model=ReviewAssignment, act=Act.ASSIGN, account="assigned_by", only={"ended_at__isnull": True}
    ),
    "move": UndoableAct(model=CaseMove, act=None),
}


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act on a case, which its author can undo: its sort, and its rows (several that were done at once)."""

    sort: str
    rows: tuple[Any, ...]  # Any: rows of the model of the sort

    @property
    def act(self) -> Act:
        """The act of the table."""
        return UNDOABLE_ACTS[self.sort].act or Act(self.rows[0].act)


def undoable(view: CaseView, account: Account, now: datetime) -> LastAct | None:
    """Return the act that an account can undo: its last one, where nobody has acted on the case since.

    Each act on a case moves its `changed_at`, so an act of anybody since shows there. Two queries at most, and none
    once the time is over.
    """
    at = view.case.changed_at
    if view.case.pk is None or now - at > timedelta(minutes=MINUTES):
        return None
    first, *others = (keys_of(sort, view, account, at) for sort in UNDOABLE_ACTS)
    found = dict[str, list[int]]()
    for sort, pk in first.union(*others, all=True):
        found.setdefault(sort, []).append(pk)
    if len(found) != 1:  # nothing, or acts of one moment, of which nobody can tell the last
        return None
    ((sort, keys),) = found.items()
    rows = UNDOABLE_ACTS[sort].model._default_manager.filter(pk__in=keys).order_by("pk")  # noqa: SLF001 - documented
    last = LastAct(sort, tuple(rows))
    return None if last.act in BY_ITSELF else last


def keys_of(sort: str, view: CaseView, account: Account, at: datetime) -> QuerySet[Any, Any]:  # Any: pairs
    """Return the sort and the id of each row of one sort that an account wrote at a moment, unless it was undone."""
    kept = UNDOABLE_ACTS[sort]
    rows = rows_of_partnerships(kept.model, view.partnership.pk)
    rows = rows.filter(**{kept.account: account, "at": at, "undo__isnull": True, **kept.only}).order_by()
    pairs: QuerySet[Any, Any] = rows.annotate(sort=Value(sort, output_field=CharField())).values_list("sort", "pk")
    return pairs


def undo_act(
    partnership: Partnership, *, account: Account, sort: str | None = None, row: int | None = None
) -> list[ActUndo]:
    """Undo the account's last act on a case, with all that was done at once with it; what was before it counts again.

    `sort` and `row` name the act that the caller has read. NotYoursError where the account may not do such an act any
    more; BlockedError where it is not the last act on the case, or the time is over.
    """
    with transaction.atomic():
        case, moment = locked_case(partnership.pk), timezone.now()
        view = read_case(partnership, case)
        refuse_actor(who_does((UNDOABLE_ACTS[sort].act if sort else None) or Act.UNDO), view, account)
        last = undoable(view, account, moment)
        if last is None or (sort or last.sort) != last.sort or (row and row not in {each.pk for each in last.rows}):
            raise BlockedError([NothingToUndo(minutes=PlainNumber(MINUTES))])
        refuse_actor(who_does(last.act), view, account)
        undone = [ActUndo.objects.create(**{last.sort: each}, account=account, at=moment) for each in last.rows]
        if last.sort == "move":
            move_locked_case(case, Act.UNDO, last.rows[0].before, account, "")
            return undone
        for each, undo in zip(last.rows, undone, strict=True):
            note_undone(view, last.sort, each, undo)
        count_act(case, moment)
        return undone


def refuse_actor(who: Actor, view: CaseView, account: Account) -> None:
    """Refuse an account that may not act so on the case: NotYoursError."""
    if problem := act_refusal(who, account, view):
        raise NotYoursError(problem)


def note_undone(view: CaseView, sort: str, row: Any, undo: ActUndo) -> None:  # Any: a row of the sort
    """Record that one row was undone; an undone assignment ends."""
    if sort == "assignment":
        end_assignment(view.case, row, "undone", undo.account, undo.at)
        return
    about = f"finding:{row.finding_id}" if hasattr(row, "finding_id") else f"case:{view.case.pk}"
    number = {"number": row.number} if sort == "decision" else {}
    note_case_act(view.case, f"{sort}_undone", about, undo.account, after={sort: row.pk, **number, "undo": undo.pk})
