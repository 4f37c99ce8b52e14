"""The frame of every act: the case is locked, read, checked against the table, changed, counted and recorded.

All of it is one transaction. The partnership is locked first, as revisions and results of assessments do: no evidence
changes between what is checked here and what is stored.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import SYSTEM, actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.wording import label_of
from institutions.models import Account, Partnership
from rules.events.kinds import CaseCounted, CaseMoved
from rules.events.publishing import publish
from rules.models import CaseMove, CaseState, ReviewCase
from rules.review.casework.act_conditions import act_obstacles
from rules.review.casework.act_table import Act, act_row, who_does
from rules.review.casework.actors import act_refusal
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import BlockedError, NotYoursError, StaleError
from rules.review.casework.troubles.acts import NotInState

Json = dict[str, Any]  # Any: plain data for the audit trail
CLOCK_STEP: Final = timedelta(microseconds=1)  # the least that databases tell apart


def locked_case(partnership_id: UUID) -> ReviewCase:
    """Return the case, created where it has no row yet, locked until the end of this transaction."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)
    held = ReviewCase.objects.filter(partnership=partnership_id).first()
    return held or ReviewCase.objects.create(partnership_id=partnership_id)


def open_for_act(partnership: Partnership, act: Act, account: Account, *, version: int | None = None) -> CaseView:
    """Return the case as it is now, locked, once it is certain that the account may do the act.

    `version` is the one that the caller has read; None if the caller identifies what they have read in another way.
    Raises StaleError, NotYoursError or BlockedError.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "An act on a case needs a transaction."
        raise RuntimeError(message)
    case = locked_case(partnership.pk)
    if version is not None and version != case.version:
        raise StaleError
    view = read_case(partnership, case)
    refuse_act(view, act, account)
    return view


def refuse_act(view: CaseView, act: Act, account: Account) -> None:
    """Refuse an act that the account may not do, or that is not possible now: NotYoursError or BlockedError."""
    if problem := act_refusal(who_does(act), account, view):
        raise NotYoursError(problem)
    row = act_row(view.case.state, act)
    if row is None:
        raise BlockedError([NotInState(state=label_of(CaseState(view.case.state).label))])
    if reasons := act_obstacles(row.needs, view):
        raise BlockedError(reasons)


def count_act(case: ReviewCase, moment: datetime, **changes: Any) -> None:  # Any: values of columns
    """Count one more act on a locked case, once the rest of the act is stored: lists read its summary.

    The moment of the last act never goes back. Where the clock was set back since the act before, it is one that no act
    has: else the author of the act before could still undo that one.
    """
    last = moment if moment >= case.changed_at else case.changed_at + CLOCK_STEP
    with changing(ReviewCase, *([case.pk] if changes else [])):
        ReviewCase.objects.filter(pk=case.pk).update(version=F("version") + 1, changed_at=last, **changes)
    case.refresh_from_db()
    publish(CaseCounted(case=case))


def note_case_act(
    case: ReviewCase, verb: str, what: str, account: Account | None, *, before: Json | None = None, after: Json
) -> None:
    """Record an act in the chain of its partnership. Texts are identified by hash."""
    record_event(
        actor=actor_of(account) if account else SYSTEM,
        verb=verb,
        what=what,
        partnership=case.partnership_id,
        before=before,
        after=after,
        request_id=request_id.get(),
    )


def move_locked_case(
    case: ReviewCase,
    act: Act,
    after: str,
    account: Account | None,
    reason: str,
    because: Sequence[Coded] = (),
    **changes: Any,  # values of columns
) -> CaseMove:
    """Move a locked case to another state. The system gives its reasons in `because`, a person in `reason`."""
    before, moment = case.state, timezone.now()
    move = CaseMove.objects.create(
        case=case,
        version=case.version + 1,
        act=act.value,
        before=before,
        after=after,
        reason=reason,
        because=[each.stored() for each in because],
        account=account,
        at=moment,
    )
    count_act(case, moment, state=after, **changes)
    note_case_act(
        case,
        f"case_{act.value}",
        f"case:{case.pk}",
        account,
        before={"state": before},
        after={"state": str(after), "version": case.version, "move": move.pk},
    )
    publish(CaseMoved(case=case, move=move))
    return move
