"""The second editor's acts: to approve a proposal or refuse it; and its withdrawal before it is in force."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.codes.parameters import WrittenDay
from institutions.models import Account
from rules.events.kinds import RulebookDecided
from rules.events.publishing import publish
from rules.models import AdoptionState, RulebookAdoption
from rules.workshop.adopting.candidate import DraftAtRevision, candidate_of
from rules.workshop.adopting.proposing import checked_candidate, checked_reason
from rules.workshop.adopting.readiness import PARTS, Readiness, readiness_of
from rules.workshop.adopting.recording import record_act
from rules.workshop.adopting.taking_effect import begin_due_adoptions
from rules.workshop.adopting.troubles import (
    AdoptionDecided,
    AlreadyInForce,
    AnotherToCome,
    BaseVersionMoved,
    EditorsUnknown,
    NamedOtherwise,
    NotConfirmed,
    NoteMissing,
    OwnDraft,
)
from rules.workshop.drafting import store_version
from rules.workshop.troubles import DraftRefusedError


def authors_of(adoption: RulebookAdoption) -> list[Account]:
    """Return the accounts that proposed a version, began its draft or wrote a part of it."""
    written = adoption.draft.revisions.filter(number__lte=adoption.revision).values("account")
    authors = Account.objects.filter(Q(pk__in=written) | Q(pk__in=[adoption.proposed_by_id, adoption.draft.account_id]))
    return list(authors.select_related("person"))


def is_own(adoption: RulebookAdoption, account: Account) -> bool:
    """Return whether somebody proposed a version, began its draft or wrote a part of it, by any of their accounts."""
    return any(account.is_same_person(each) for each in authors_of(adoption))


def candidate_of_adoption(adoption: RulebookAdoption) -> DraftAtRevision:
    """Return what was proposed."""
    return candidate_of(adoption.draft, adoption.revision, adoption.replaces)


def approve_adoption(
    adoption: UUID, account: Account, *, confirmed: Collection[str], note: str = "", request_id: str = ""
) -> RulebookAdoption:
    """Approve a proposal: its version is stored, and in force from its day on, from now on if that is today or over.

    DraftRefusedError if it is the editor's own, nobody knows whether it is, it is decided, a part was not confirmed,
    something is missing and the note does not say why it is approved nevertheless, another version came into force
    or is about to, or a later program makes another version of what was proposed.
    """
    begin_due_adoptions()
    try:
        with transaction.atomic():
            held = open_proposal(adoption, account)
            if not set(PARTS) <= set(confirmed):
                raise DraftRefusedError(NotConfirmed())
            candidate = candidate_of_adoption(held)
            ready = readiness_of(candidate)
            said = checked_reason(note) if note.strip() else ""
            if not ready.complete and not said:
                raise DraftRefusedError(NoteMissing())
            with changing(RulebookAdoption, adoption):
                follow_the_version_in_force(held, candidate)
                store_version(candidate.rulebook)
                columns = {"trial": ready.trial, "confirmed": what_was_read(ready), "in_force_at": moment_of(held)}
                decide(held, AdoptionState.APPROVED, account, said, columns)
            held.refresh_from_db()
            more = {
                "number": held.number,
                "in_force_at": held.in_force_at.isoformat() if held.in_force_at else None,
                "confirmed": held.confirmed,
                "trial": str(held.trial_id) if held.trial_id else None,
            }
            record_act(account, "rulebook_adoption_approved", held, request_id, more)
            publish(RulebookDecided(adoption=held))
    except IntegrityError as another:  # another editor approved another version at this moment
        raise DraftRefusedError(BaseVersionMoved()) from another
    begin_due_adoptions()
    held.refresh_from_db()
    return held


def refuse_adoption(adoption: UUID, account: Account, *, note: str, request_id: str = "") -> None:
    """Refuse a proposal of another editor; the note says why.

    DraftRefusedError if it is the editor's own, or nobody knows whether it is: both may withdraw it instead.
    """
    said = checked_reason(note)
    with transaction.atomic():
        held = open_proposal(adoption, account)
        with changing(RulebookAdoption, adoption):
            decide(held, AdoptionState.REFUSED, account, said)
        record_act(account, "rulebook_adoption_refused", held, request_id, {})
        publish(RulebookDecided(adoption=held))


def withdraw_adoption(adoption: UUID, account: Account, *, note: str, request_id: str = "") -> None:
    """Withdraw a proposal, or an approved version before its moment. DraftRefusedError once it is in force."""
    said = checked_reason(note)
    with transaction.atomic():
        held = locked(adoption)
        if held.state not in (AdoptionState.PROPOSED, AdoptionState.APPROVED):
            raise DraftRefusedError(AdoptionDecided())
        with changing(RulebookAdoption, adoption):
            decide(held, AdoptionState.WITHDRAWN, account, said)
        record_act(account, "rulebook_adoption_withdrawn", held, request_id, {})
        publish(RulebookDecided(adoption=held))


def locked(adoption: UUID) -> RulebookAdoption:
    """Return an adoption, locked to the end of the transaction."""
    held: RulebookAdoption = RulebookAdoption.objects.select_for_update(no_key=True).get(pk=adoption)
    return held


def open_proposal(adoption: UUID, account: Account) -> RulebookAdoption:
    """Return a proposal that another editor may decide, locked. DraftRefusedError says why not."""
    held = locked(adoption)
    if held.state != AdoptionState.PROPOSED:
        raise DraftRefusedError(AdoptionDecided())
    if is_own(held, account):
        raise DraftRefusedError(OwnDraft())
    if any(each.true_person is None for each in (account, *authors_of(held))):
        raise DraftRefusedError(EditorsUnknown())
    return held


def follow_the_version_in_force(held: RulebookAdoption, candidate: DraftAtRevision) -> None:
    """Give a proposal the next number, then check that it follows the version in force, and that no other one waits.

    The number comes first: of two editors who approve at once, the second one waits for the first, and gets an
    IntegrityError.
    """
    last = RulebookAdoption.objects.aggregate(last=Max("number"))["last"] or 0
    RulebookAdoption.objects.filter(pk=held.pk).update(number=last + 1)
    for waiting in RulebookAdoption.objects.filter(state=AdoptionState.APPROVED, begun_at=None)[:1]:
        raise DraftRefusedError(AnotherToCome(day=WrittenDay(waiting.applies_from.isoformat())))
    checked_candidate(candidate)
    if candidate.rulebook.version != held.version:  # it would be in force under a name by which nothing is stored
        raise DraftRefusedError(NamedOtherwise())


def moment_of(held: RulebookAdoption) -> datetime | Now:
    """Return the moment from which a version is in force: the beginning of its day, or now if that has come.

    "Now" is that of the database, by whose clock every process finds the version in force.
    """
    if held.applies_from <= timezone.localdate():
        return Now()
    return timezone.make_aware(datetime.combine(held.applies_from, time.min))


def decide(
    held: RulebookAdoption,
    state: AdoptionState,
    account: Account | None,
    note: str,
    more: Mapping[str, Any] | None = None,  # Any: values of columns
) -> None:
    """Write a decision. DraftRefusedError if the version came into force meanwhile, by the clock of the database."""
    open_still = Q(state=AdoptionState.PROPOSED) | Q(state=AdoptionState.APPROVED, in_force_at__gt=Now())
    columns = {"state": state, "decided_by": account, "decided_at": timezone.now(), "note": note, **(more or {})}
    if not RulebookAdoption.objects.filter(open_still, pk=held.pk).update(**columns):
        raise DraftRefusedError(AlreadyInForce())
    held.refresh_from_db()


def what_was_read(ready: Readiness) -> list[dict[str, Any]]:  # Any: plain data
    """Return each part that the editor confirmed, with what was missing in it."""
    return [{"part": part, "missing": [each.stored() for each in said]} for part, said in ready.missing.items()]
