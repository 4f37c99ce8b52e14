"""Published processes and the partnerships that were registered from them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from institutions.access.callers import EVERYBODY
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import closed_partnerships_rule, partnerships_for
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.models import Account, Partnership
from institutions.models.sql_lists import among
from rules.models import StoredProcess


def join_with_partnership(process: UUID, partnership: Partnership, account: Account) -> None:
    """Join a process with the partnership that its draft became. It is joined by id: the reference may be another.

    One that became a restricted partnership stays joined with it: a second, open registration would show a commission
    what it may not see.
    """
    closed = Partnership.objects.filter(closed_partnerships_rule(EVERYBODY).q(), pk=OuterRef("registered_as"))
    rows = StoredProcess.objects.filter(~Exists(closed), pk=process, body=partnership.submitted_by_id)
    with transaction.atomic():
        with changing(StoredProcess, process):
            joined = rows.update(registered_as=partnership.pk)
        if joined:
            actor, what = actor_of(account), f"partnership:{partnership.pk}"
            said = {"process": str(process)}
            record_event(actor=actor, verb="process_joined", what=what, partnership=partnership.pk, after=said)


def partnership_of(process: StoredProcess, user: Account | KeyHolder) -> Partnership | None:
    """Return the partnership that was registered from a process, if the reader may read it."""
    return registered_from([process], user).get((process.body_id, process.ocid))


def registered_from(
    processes: Sequence[StoredProcess], user: Account | KeyHolder
) -> dict[tuple[UUID, str], Partnership]:
    """Return the partnerships registered from processes, by body and ocid, as far as the reader may read them.

    It is the one that a draft of the process became, else one of the body with the ocid as its reference, as documents
    sent over REST have it. One that they may not read hides none that they may: its absence would tell of it.
    """
    if not processes:
        return {}
    rows = partnerships_for(user).filter(
        among("submitted_by", {each.body_id for each in processes}),
        Q(reference__in=[each.ocid for each in processes])
        | among("pk", {each.registered_as for each in processes if each.registered_as}),
    )
    by_id = {each.pk: each for each in rows}
    by_reference = {(each.submitted_by_id, each.reference): each for each in by_id.values()}
    found = {}
    for each in processes:
        name = (each.body_id, each.ocid)
        joined = (by_id.get(each.registered_as) if each.registered_as else None) or by_reference.get(name)
        if joined:
            found[name] = joined
    return found
