"""The events of commissions, and texts as they are sent."""

from typing import Any

from institutions.audit.record import actor_of, record_event
from institutions.codes.parameters import PlainNumber
from institutions.models import Account
from rules.commission.troubles import SittingRefusedError, TextMissing
from rules.models import Commission, Sitting

LONGEST_TEXT = 5_000


def record(
    account: Account | None, verb: str, about: Commission | Sitting, after: dict[str, Any], request_id: str = ""
) -> None:  # Any: plain data
    """Record an act on a commission or a sitting."""
    sort = "commission" if isinstance(about, Commission) else "sitting"
    record_event(actor=actor_of(account), verb=verb, what=f"{sort}:{about.pk}", after=after, request_id=request_id)


def written(field: str, text: str, most: int = LONGEST_TEXT) -> str:
    """Return a text without blanks around it. SittingRefusedError if it is empty or too long."""
    said = text.strip()
    if not said or len(said) > most or "\0" in said:
        raise SittingRefusedError({field: TextMissing(most=PlainNumber(most))})
    return said
