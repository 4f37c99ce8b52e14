"""The acts of people on screenings: to start, stop and resume one. Each leaves an event."""

from datetime import date
from uuid import UUID

from django.db import transaction

from institutions.audit.record import actor_of, record_event
from institutions.models import Account
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Screening
from rules.screening.requesting import request_screening, resume_screening, stop_screening


def start_by(account: Account, *, as_of: date | None = None, request_id: str = "") -> Screening:
    """Request a screening by the rulebook in force: of stored days, or as of a day, for which nothing is queued."""
    with transaction.atomic():
        made = request_screening(current_rulebook().version, as_of=as_of)
        record(account, "screening_requested", made.pk, request_id)
    return made


def stop_by(account: Account, screening: UUID, *, request_id: str = "") -> bool:
    """Stop a screening that waits or runs; return whether there was one."""
    with transaction.atomic():
        done = stop_screening(screening)
        if done:
            record(account, "screening_stopped", screening, request_id)
    return done


def resume_by(account: Account, screening: UUID, *, request_id: str = "") -> bool:
    """Let a screening that was stopped or failed go on; return whether there was one."""
    with transaction.atomic():
        done = resume_screening(screening)
        if done:
            record(account, "screening_resumed", screening, request_id)
    return done


def record(account: Account, verb: str, screening: UUID, request_id: str) -> None:
    """Record the act."""
    record_event(actor=actor_of(account), verb=verb, what=f"screening:{screening}", request_id=request_id)
