"""The events of adoptions: each names the version by its SHA-256, and the day from which it applies."""

from institutions.audit.record import SYSTEM, actor_of, record_event
from institutions.models import Account
from rules.models import RulebookAdoption


def record_act(
    account: Account | None, verb: str, adoption: RulebookAdoption, request_id: str, more: dict[str, object]
) -> None:
    """Record an act of an editor, or without one of the program."""
    said = {
        "version": adoption.version,
        "text_sha256": adoption.text_sha256,
        "applies_from": adoption.applies_from.isoformat(),
        **more,
    }
    actor = actor_of(account) if account else SYSTEM
    record_event(actor=actor, verb=verb, what=f"rulebook_adoption:{adoption.pk}", after=said, request_id=request_id)
