"""The enactment of a stored draft, and its withdrawal until the day: one administrator asks, another one confirms."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.accounts.managing import may_manage
from institutions.accounts.troubles import AskerLeft, OwnRequest, RequestOver, RequestWaitsAlready, SamePersonAsked
from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, actor_of, record_event
from institutions.codes.base import Coded
from institutions.models import Account, RequestState
from rules.events.kinds import EnactmentAsked
from rules.events.publishing import publish
from rules.models import EnactmentAct, EnactmentRequest, ReorganisationDraft, ReorganisationState
from rules.planning.drafting import newest_revision, update
from rules.planning.states import state_label
from rules.planning.troubles import (
    DraftChangedMeanwhile,
    PersonUnknown,
    ReorganisationNotInState,
    ReorganisationRefusedError,
)
from rules.reorganising.enacting import enact, planned, refuse_enactment_now, withdraw

NEEDED = {EnactmentAct.ENACT: ReorganisationState.CHECKED, EnactmentAct.WITHDRAW: ReorganisationState.ENACTED}


def ask_enactment(draft: UUID, act: EnactmentAct, *, by: Account, seen: int, request_id: str = "") -> EnactmentRequest:
    """Ask for the enactment of a draft, or for its withdrawal; `seen` is the number of the revision that was read.

    Refused in another state, while a request waits, or if the draft was saved after it was read. DraftInvalid, by JSON
    pointer, where nobody could do now what is asked for.
    """
    with transaction.atomic():
        held = ReorganisationDraft.objects.select_for_update(no_key=True).get(pk=draft)
        lapse(held)
        if held.state != NEEDED[act]:
            raise ReorganisationRefusedError(ReorganisationNotInState(state=state_label(held.state)))
        if held.requests.filter(state=RequestState.WAITING).exists():
            raise ReorganisationRefusedError(RequestWaitsAlready())
        if held.revision != seen:
            raise ReorganisationRefusedError(DraftChangedMeanwhile())
        document = newest_revision(held).document
        if act == EnactmentAct.ENACT:
            refuse_enactment_now(document)
        else:
            planned(str(document["reference"]), timezone.localdate())
        made = EnactmentRequest.objects.create(draft=held, act=act, revision=held.revision, asked_by=by)
        note("asked", made, actor_of(by), request_id)
        publish(EnactmentAsked(request=made))
    return made


def confirm_enactment(request: int, *, by: Account, request_id: str = "") -> ReorganisationDraft:
    """Do what a request asks for. DraftInvalid, by JSON pointer, where that cannot be done; then the request waits on.

    ReorganisationRefusedError where the request is over, was made by the same person, or was about another revision.
    """
    with transaction.atomic():
        row = waiting_request(request)
        if problem := confirmation_refusal(row, by):
            raise ReorganisationRefusedError(problem)
        draft = row.draft
        if draft.revision != row.revision or draft.state != NEEDED[EnactmentAct(row.act)]:
            raise ReorganisationRefusedError(DraftChangedMeanwhile())
        document = newest_revision(draft).document
        if row.act == EnactmentAct.ENACT:
            enact(document, actor=row.asked_by, approved_by=by)
            update(draft, state=ReorganisationState.ENACTED)
        else:
            withdraw(str(document["reference"]), actor=row.asked_by, approved_by=by)
            update(draft, state=ReorganisationState.WITHDRAWN)
        settle(row, RequestState.CONFIRMED, by)
        note("confirmed", row, actor_of(by), request_id)
    return draft


def refuse_enactment(request: int, *, by: Account, request_id: str = "") -> None:
    """Refuse a request; its asker may take it back in this way too."""
    with transaction.atomic():
        row = waiting_request(request)
        settle(row, RequestState.REFUSED, by)
        note("refused", row, actor_of(by), request_id)


def confirmation_refusal(row: EnactmentRequest, by: Account) -> Coded | None:
    """Return why somebody may not confirm a request; None if they may. Two accounts of one person are one person."""
    if not row.asked_by.is_active or not may_manage(row.asked_by):
        return AskerLeft()
    if by.pk == row.asked_by_id:
        return OwnRequest()
    if by.true_person is None or row.asked_by.true_person is None:
        return PersonUnknown()
    return SamePersonAsked() if by.is_same_person(row.asked_by) else None


def waiting_request(request: int) -> EnactmentRequest:
    """Return a request that waits, locked with its draft. ReorganisationRefusedError if it no longer waits."""
    rows = EnactmentRequest.objects.select_related("draft", "asked_by__person")
    found = rows.filter(pk=request).first()
    if found is None:
        raise ReorganisationRefusedError(RequestOver())
    draft = ReorganisationDraft.objects.select_for_update(no_key=True).get(pk=found.draft_id)
    lapse(draft)
    row = rows.get(pk=request)
    if row.state != RequestState.WAITING:
        raise ReorganisationRefusedError(RequestOver())
    return row


def lapse(draft: ReorganisationDraft) -> None:
    """Settle a request of a draft that nobody confirmed in time."""
    for each in draft.requests.filter(state=RequestState.WAITING, lapses_at__lte=timezone.now()):
        settle(each, RequestState.LAPSED, None)
        note("lapsed", each, SYSTEM, "")


def waiting_on(draft: ReorganisationDraft) -> EnactmentRequest | None:
    """Return the request about a draft that waits to be confirmed."""
    waiting = draft.requests.filter(state=RequestState.WAITING, lapses_at__gt=timezone.now())
    return waiting.select_related("asked_by").first()


def settle(row: EnactmentRequest, state: RequestState, by: Account | None) -> None:
    """Store the end of a request."""
    row.state, row.settled_by, row.settled_at = state, by, timezone.now()
    with changing(EnactmentRequest, row.pk):
        row.save(update_fields=["state", "settled_by", "settled_at"])


def note(what: str, row: EnactmentRequest, actor: str, request_id: str) -> None:
    """Leave an event about a request."""
    after: dict[str, Any] = {"request": row.pk, "act": row.act, "revision": row.revision, "asked_by": row.asked_by_id}
    record_event(
        actor=actor,
        verb=f"reorganisation_request_{what}",
        what=f"reorganisation:{row.draft_id}",
        after=after,
        request_id=request_id,
    )
