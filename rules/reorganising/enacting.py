"""Enactment of a draft that a law or an order carries, and its withdrawal until the day."""

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.accounts.managing import may_manage
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.drafts.reorganisation.applying import DraftedOrganisation, apply_draft
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.drafts.reorganisation.enacting.changes import DayOfChange, days_of_change
from institutions.drafts.reorganisation.enacting.troubles import (
    DayIsOver,
    EnactedBefore,
    EnactmentInForce,
    NeedsAdministrator,
    NeedsSecondPerson,
    NoLawNamed,
    NotEnacted,
    OrphanMandate,
    OrphanPost,
    OrphanSeat,
)
from institutions.drafts.reorganisation.enacting.withdrawing import take_back
from institutions.drafts.reorganisation.enacting.writing import DatedWriter
from institutions.drafts.reorganisation.mandates import domain_label
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.kinds.mandates import FUNCTIONS
from institutions.models import Account, AuditChain, Enactment, Source
from institutions.models.source import source_fingerprint
from institutions.parties.identities.name_keys import store_missing_keys
from institutions.parties.organisation.state import OrganisationHistory
from institutions.values.hashing import hash_json
from rules.reorganising.effect import reach
from rules.reorganising.orphans import orphans_told, shared_references

Json = dict[str, Any]  # Any: plain data
CHAIN: Final = "reorganisations"  # its row is locked for each act: one is enacted or withdrawn at a time


@transaction.atomic
def enact(document: object, *, actor: Account | None, approved_by: Account | None) -> Enactment:
    """Make a document law: its dated statements, and what moves today if its first day has come.

    Without an actor the operator does it, at the command line. DraftInvalid names everything that cannot be done, by
    JSON pointer; then nothing is stored.
    """
    refuse_actor(actor)
    refuse_second(actor, approved_by)
    lock_acts()
    moment = timezone.now()
    today = timezone.localdate(moment)
    history = OrganisationHistory.read()
    draft, days = what_becomes_law(document, history, today, operator=actor is None)
    source = source_of(draft)
    writer = DatedWriter(
        source=source,
        moment=moment,
        seen_on=draft.assessed_on,
        bodies={body.key: body.pk for body in history.chart.bodies},
    )
    enactment = Enactment(
        reference=draft.reference,
        document=document,
        first_on=days[0].on,
        last_on=days[-1].on,
        source=source,
        enacted_by=actor,
        approved_by=approved_by,
        enacted_at=moment,
    )
    what = f"enactment:{enactment.pk}"
    for day in days:
        writer.write(day)
        store_missing_keys()
        record_event(actor=actor_of(actor), verb="reorganised", what=what, after=day_told(day), chain=CHAIN)
    enactment.written = writer.written
    enactment.save(force_insert=True)
    record_event(
        actor=actor_of(actor),
        verb="reorganisation_enacted",
        what=what,
        after={
            "reference": draft.reference,
            "first_on": days[0].on.isoformat(),
            "last_on": days[-1].on.isoformat(),
            "sha256": hash_json(document),
            "approved_by": actor_of(approved_by) if approved_by else None,
        },
        chain=CHAIN,
    )
    if enactment.first_on <= today:
        reach(enactment, today)
        enactment.refresh_from_db()
    return enactment


def what_becomes_law(
    document: object, history: OrganisationHistory, today: date, *, operator: bool
) -> tuple[Reorganisation, tuple[DayOfChange, ...]]:
    """Return a document with the days on which it changes something. DraftInvalid if it cannot be enacted."""
    draft = read_reorganisation(document)
    drafted = apply_draft(draft, history)
    days = days_of_change(draft, history)
    refuse_what_is_no_law(draft, today, drafted, days, operator=operator)
    return draft, days


def refuse_enactment_now(document: object) -> None:
    """Raise DraftInvalid if nobody could enact a document as the register is now."""
    what_becomes_law(document, OrganisationHistory.read(), timezone.localdate(), operator=False)


@transaction.atomic
def withdraw(reference: str, *, actor: Account | None, approved_by: Account | None) -> Enactment:
    """Take an enactment back before its first day. DraftInvalid if it is in force, or something rests on it."""
    refuse_actor(actor)
    refuse_second(actor, approved_by)
    lock_acts()
    moment = timezone.now()
    held = planned(reference, timezone.localdate(moment))
    take_back(held, moment)
    with changing(Enactment, held.pk):
        held.withdrawn_at, held.withdrawn_by = moment, actor
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_event(
        actor=actor_of(actor),
        verb="reorganisation_withdrawn",
        what=f"enactment:{held.pk}",
        after={"reference": reference, "approved_by": actor_of(approved_by) if approved_by else None},
        chain=CHAIN,
    )
    return held


def planned(reference: str, today: date) -> Enactment:
    """Return the enactment of a reference. DraftInvalid if there is none, or if its first day has come."""
    troubles = FieldErrors()
    held = Enactment.objects.filter(reference=reference, withdrawn_at=None).first()
    if held is None:
        troubles.add("/reference", NotEnacted(reference=reference))
    elif not held.is_planned(today):
        troubles.add("/on", EnactmentInForce(reference=reference, day=held.first_on))
    troubles.refuse_if_any()
    assert held is not None  # noqa: S101 - refused above
    return held


def lock_acts() -> None:
    """Let one transaction at a time enact or withdraw."""
    AuditChain.objects.bulk_create([AuditChain(name=CHAIN)], ignore_conflicts=True)
    AuditChain.objects.select_for_update(no_key=True).get(name=CHAIN)


def refuse_actor(actor: Account | None) -> None:
    """Refuse everybody but administrators; without an account it is the operator."""
    if actor is not None and not (actor.is_active and may_manage(actor)):
        troubles = FieldErrors()
        troubles.add("", NeedsAdministrator())
        troubles.refuse_if_any()


def refuse_second(actor: Account | None, approved_by: Account | None) -> None:
    """Refuse an administrator without a second person; two accounts of one person are one.

    Of accounts that are linked to no person nobody knows whether they are one person's.
    """
    if actor is None:
        return
    second = approved_by is not None and approved_by.is_active and approved_by.is_another_person(actor)
    if not second:
        troubles = FieldErrors()
        troubles.add("", NeedsSecondPerson())
        troubles.refuse_if_any()


def refuse_what_is_no_law(
    draft: Reorganisation,
    today: date,
    drafted: DraftedOrganisation,
    days: tuple[DayOfChange, ...],
    *,
    operator: bool,
) -> None:
    """Refuse acts without a law, days that are over, what would be left to nobody, and a reference that is taken."""
    troubles = FieldErrors()
    for act in draft.acts:
        if not act.basis.law:
            troubles.add(pointer_below(act.pointer, "basis"), NoLawNamed())
        if act.on < today:
            troubles.add(pointer_below(act.pointer, "on"), DayIsOver(day=act.on, today=today))
    if Enactment.objects.filter(reference=draft.reference, withdrawn_at=None).exists():
        troubles.add("/reference", EnactedBefore(reference=draft.reference))
    for orphan in drafted.orphans:
        if orphan["kind"] == "mandate":
            function, domain = FUNCTIONS[orphan["function"]], domain_label(orphan["domain"] or "")
            troubles.add("/acts", OrphanMandate(body=orphan["body"], function=function, domain=domain))
        elif orphan["kind"] == "seat":
            troubles.add("/acts", OrphanSeat(body=orphan["body"]))
        else:
            post = orphan["post"]["en"] or orphan["post"]["ja"]
            troubles.add("/acts", OrphanPost(body=orphan["body"], post=post))
    for left in orphans_told(days, all_named=operator):
        troubles.add("/acts", left)
    for clash in shared_references(days, all_named=operator):
        troubles.add("/acts", clash)
    troubles.refuse_if_any()


def source_of(draft: Reorganisation) -> Source:
    """Return the source of all statements of an enactment: the laws that its acts name, with the reference."""
    laws = "; ".join(dict.fromkeys(act.basis.law for act in draft.acts))
    title, notes = f"{laws} ({draft.reference})"[:2000], list(dict.fromkeys(act.basis.note for act in draft.acts))
    held = Source.objects.filter(fingerprint=source_fingerprint(title, "", "", None)).first()
    return held or Source.objects.create(title=title, title_ja=title, note="; ".join(filter(None, notes)))


def day_told(day: DayOfChange) -> Json:
    """Return the changes of a day as its event tells them."""
    return {
        "on": day.on.isoformat(),
        "founded": [body.key for body in day.founded],
        "ended": [body.key for body in day.ended],
        "renamed": [body.key for body in day.renamed],
        "moved": [body.key for body in day.moved],
        "mandates": {"ended": len(day.mandates.ended), "begun": len(day.mandates.begun)},
        "posts": {"ended": len(day.posts.ended), "begun": len(day.posts.begun)},
        "handed": [[each.predecessor, each.successor, each.part, each.domain] for each in day.handed],
    }
