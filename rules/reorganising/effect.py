"""The day of a reorganisation: what has no day of its own moves: cases, rights of accounts and keys, present names.

Statements of the register have their days; they need nothing. A worker looks every few minutes for days that have come.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from institutions.access.callers import EVERYBODY
from institutions.access.key_making import revoke_key
from institutions.access.partnerships import closed_partnerships_rule
from institutions.accounts.managing import store_change
from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, PartnershipAct, record_acts, record_event, record_writes
from institutions.drafts.reorganisation.enacting.writing import BODIES, SEAT
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import (
    Account,
    ApiKey,
    BodySuccession,
    Enactment,
    Mandate,
    Partnership,
    Party,
    PartyName,
    SucceededPart,
    table_of,
)
from institutions.models.audit import RESTRICTED_REST
from institutions.models.sql_lists import among
from institutions.parties.organisation.spans import DatedValue, value_on_day
from institutions.parties.organisation.succession import plain_succession, read_successions
from rules.models import CaseSummary
from rules.reorganising.belongings import give_belongings
from rules.review.summaries.writing import summarise

logger = logging.getLogger(__name__)
PORTION: Final = 500


@dataclass(slots=True)
class Moved:
    """The result of one enactment: bodies that take part, and partnerships with another body than before."""

    bodies: set[UUID] = field(default_factory=set)
    partnerships: set[UUID] = field(default_factory=set)
    left: set[UUID] = field(default_factory=set)  # partnerships whose reference the successor has too


def take_effect(today: date | None = None) -> int:
    """Move what the days that have come move, and return the number of enactments that moved something.

    Each is a transaction of its own; one that fails leaves the others alone and is tried again.
    """
    day = today or timezone.localdate()
    waiting = Enactment.objects.filter(withdrawn_at=None, first_on__lte=day)
    due = [each for each in waiting if each.reached_on is None or each.reached_on < min(day, each.last_on)]
    for each in due:
        try:
            reach(each, day)
        except DatabaseError:
            logger.exception("%s could not take effect; it is tried again with the next sweep.", each.reference)
    return len(due)


@transaction.atomic
def reach(enactment: Enactment, today: date) -> None:
    """Move everything of the days of one enactment that have come."""
    enactment = Enactment.objects.select_for_update(no_key=True).get(pk=enactment.pk)
    since = enactment.reached_on or date.min
    moved = Moved()
    steps = BodySuccession.objects.current().filter(source=enactment.source, from_on__gt=since, from_on__lte=today)
    for step in steps.select_related("predecessor", "successor").order_by("from_on", "pk"):
        moved.bodies |= {step.predecessor_id, step.successor_id}
        if step.part == SucceededPart.BODY:
            move_body(step, moved)
        elif step.part == SucceededPart.PARTNERSHIPS:
            move_partnerships(of_domain(step), step, moved)
    for body in ended_bodies(enactment, since, today):
        moved.bodies.add(body)
        end_rights(body)
    moved.bodies |= name_anew(enactment, today)
    if moved.left:
        logger.error(
            "%d partnerships keep their body: the successor has others of the same reference. Register those under "
            "another reference; the rest of %s is done.", len(moved.left), enactment.reference,
        )  # fmt: skip
    else:
        with changing(Enactment, enactment.pk):
            Enactment.objects.filter(pk=enactment.pk).update(reached_on=min(today, enactment.last_on))
    store_moved(enactment, moved)


def store_moved(enactment: Enactment, moved: Moved) -> None:
    """Write the lists of the cases anew, record what was moved beside them, and have all that is touched assessed."""
    moved.bodies |= {*written_bodies(enactment), *written_councils(enactment)}
    sponsored = CaseSummary.objects.filter(sponsor__in=moved.bodies).values_list("partnership", flat=True)
    touched = sorted({*moved.partnerships, *sponsored})
    for at in range(0, len(touched), PORTION):
        part = touched[at : at + PORTION]
        list(Partnership.objects.select_for_update(no_key=True).filter(pk__in=part).order_by("pk").values("pk"))
        summarise(part)
    note_reached(enactment, moved)
    change = RegisterChange(moment=timezone.now(), parties=frozenset(moved.bodies), mandates=written_domains(enactment))
    register_changed.send(sender=Enactment, change=change, partnerships=touched)


def note_reached(enactment: Enactment, moved: Moved) -> None:
    """Record what was moved. Restricted partnerships are counted in an event that only those with the right read."""
    rule = closed_partnerships_rule(EVERYBODY)
    touched = Partnership.objects.filter(rule.q(), among("pk", moved.partnerships | moved.left))
    closed = set(touched.values_list("pk", flat=True))
    said: dict[str, Any] = {
        "actor": SYSTEM,
        "verb": "reorganisation_reached",
        "what": f"enactment:{enactment.pk}",
    }  # Any: arguments
    record_writes(**said, after=numbers_told(enactment, moved.partnerships - closed, moved.left - closed))
    if closed:
        of_closed = numbers_told(enactment, moved.partnerships & closed, moved.left & closed)
        record_event(**said, after=of_closed, chain=RESTRICTED_REST)


def numbers_told(enactment: Enactment, moved: set[UUID], left: set[UUID]) -> dict[str, object]:
    """Return what an event says of partnerships that were moved, and of those that keep their body."""
    return {"reference": enactment.reference, "partnerships": len(moved), "left": len(left)}


def written_bodies(enactment: Enactment) -> Iterable[UUID]:
    """Return the bodies whose columns an enactment set, or that it founded."""
    return (UUID(each["id"]) for each in enactment.written if each["table"] == BODIES)


def written_councils(enactment: Enactment) -> set[UUID]:
    """Return the councils whose seats an enactment ended or began."""
    rows: Any = table_of(SEAT).objects.filter(
        pk__in=written_rows(enactment, "Seat")
    )  # Any: tables are made at run time
    return set(rows.values_list("body_id", flat=True))


def written_rows(enactment: Enactment, table: str) -> list[int]:
    """Return the numbers of the rows of a table that an enactment wrote or replaced."""
    of_table = [each for each in enactment.written if each["table"] == table]
    return [pk for each in of_table for pk in (each["row"], each["replaces"]) if pk]


def written_domains(enactment: Enactment) -> frozenset[str]:
    """Return the domains of the mandates that an enactment ended or began; an empty text for every domain."""
    rows = Mandate.objects.filter(pk__in=written_rows(enactment, Mandate.__name__))
    return frozenset(rows.values_list("domain", flat=True))


def of_domain(step: BodySuccession) -> list[UUID]:
    """Return the partnerships that a body submitted, and of which it answered in the domain until the day."""
    rows = Partnership.objects.filter(
        submitted_by=step.predecessor, submissions__superseded_at=None, submissions__domain=step.domain
    )
    assert step.from_on is not None  # noqa: S101 - a constraint of the table
    known, before = read_successions(), date.fromordinal(step.from_on.toordinal() - 1)
    found = []
    for partnership in rows.prefetch_related("submissions__sponsor").distinct().order_by("pk"):
        current = partnership.current
        if current is None or not plain_succession(step).takes(current.received_at):
            continue
        owner = known.owner(current.sponsor.key, current.domain, before, since=current.received_at)
        if owner == step.predecessor.key:
            found.append(partnership.pk)
    return found


def move_body(step: BodySuccession, moved: Moved) -> None:
    """Give everything of a body to the one in its place: partnerships, accounts, and all that it has beside."""
    old, new = step.predecessor_id, step.successor_id
    submitted = Partnership.objects.filter(submitted_by=old).order_by("pk").values_list("pk", flat=True)
    move_partnerships(list(submitted), step, moved)
    for account in Account.objects.filter(body=old).order_by("pk"):
        account.body_id = new
        store_change(account, by=None, moved=True)
    give_belongings(old, new)


def move_partnerships(ids: list[UUID], step: BodySuccession, moved: Moved) -> None:
    """Give partnerships to another body with all revisions; each gets an event in its own chain."""
    rows = Partnership.objects.filter(pk__in=ids).order_by("pk")
    taken = Partnership.objects.filter(submitted_by=step.successor, reference__in=rows.values("reference"))
    clashing = set(taken.values_list("reference", flat=True))
    movable = [each for each in rows if each.reference not in clashing]
    moved.left |= {*ids} - {each.pk for each in movable}
    for at in range(0, len(movable), PORTION):
        part = movable[at : at + PORTION]
        keys = [each.pk for each in part]
        with changing(Partnership, *keys):
            Partnership.objects.filter(pk__in=keys).update(submitted_by=step.successor)
        acts = (
            PartnershipAct(
                what=f"partnership:{each.pk}",
                partnership=each.pk,
                after={"from": step.predecessor.key, "to": step.successor.key},
                rows=(each,),
            )
            for each in part
        )
        record_acts(acts, actor=SYSTEM, verb="case_moved")
        moved.partnerships |= set(keys)


def ended_bodies(enactment: Enactment, since: date, today: date) -> list[UUID]:
    """Return the bodies that ended without one in their place, on the days that have come."""
    ended = [
        UUID(each["id"])
        for each in enactment.written
        if each["table"] == BODIES and "dissolved_on" in (each["was"] or {})
    ]
    followed = BodySuccession.objects.current().filter(part=SucceededPart.BODY, predecessor__in=ended)
    rows = Party.objects.filter(pk__in=ended, dissolved_on__gte=date.fromordinal(max(since.toordinal() - 1, 1)))
    left = rows.filter(dissolved_on__lt=today).exclude(pk__in=followed.values("predecessor"))
    return list(left.order_by("pk").values_list("pk", flat=True))


def end_rights(body: UUID) -> None:
    """End the keys of a body that has no successor, and switch its accounts off."""
    for key in ApiKey.objects.filter(body=body, revoked_at=None).select_related("body").order_by("pk"):
        revoke_key(key)
    for account in Account.objects.filter(body=body, is_active=True).order_by("pk"):
        account.is_active = False
        store_change(account, by=None, moved=True)


def name_anew(enactment: Enactment, today: date) -> set[UUID]:
    """Show the bodies whose names an enactment changed under those of the day; return them."""
    changed: set[UUID] = set()
    ids = PartyName.objects.filter(source=enactment.source).values("party")
    for party in Party.objects.filter(pk__in=ids).order_by("pk"):
        now = {}
        for language in ("en", "ja"):
            rows = PartyName.objects.current().filter(party=party, language=language)
            spans = [DatedValue(row.text, row.from_on, row.until_on, row.pk) for row in rows]
            now[f"name_{language}"] = value_on_day(spans, today) or ""
        if any(now.values()) and any(getattr(party, name) != text for name, text in now.items()):
            with changing(Party, party.pk):
                Party.objects.filter(pk=party.pk).update(**now)
            changed.add(party.pk)
    return changed
