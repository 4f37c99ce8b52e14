"""The room of a body's published processes: the bytes of what was published and answered, as it is stored."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from institutions.codes.parameters import PlainNumber
from institutions.drafts.stored_amounts import add_to_amount, lock_amount
from institutions.drafts.troubles.document import StoreFull
from institutions.models import GovernmentBody, StoredAmount, StoredKind
from institutions.models.sql_lists import among
from rules.models import StoredProcess

STORED: Final = Length(F("release")) + Length(F("answer")) + Coalesce(Length(F("releases")), 0)


def lock_room(body: GovernmentBody) -> StoredAmount:
    """Lock the room of a body to the end of the transaction."""
    return lock_amount(StoredKind.PROCESSES, body, lambda: bytes_of(StoredProcess.objects.filter(body=body)))


def take_room(room: StoredAmount, size: int) -> None:
    """Take so many bytes of a room, or give them back; StoreFullError if there are not so many."""
    add_to_amount(room, size, int(settings.PROCESS_BYTES_OF_BODY))


def full(body: GovernmentBody) -> StoreFull | None:
    """Return why a body can store nothing more; None if it has room. What exactly fits shows while it is stored."""
    most = int(settings.PROCESS_BYTES_OF_BODY)
    return StoreFull(most=PlainNumber(most)) if lock_room(body).size >= most else None


def bytes_of_rows(rows: Sequence[StoredProcess]) -> int:
    """Return the bytes of some processes as the database has them."""
    return bytes_of(StoredProcess.objects.filter(among("pk", [each.pk for each in rows]))) if rows else 0


def bytes_of(rows: QuerySet[StoredProcess]) -> int:
    """Return the bytes of the packed columns of some processes."""
    return rows.order_by().aggregate(stored=Sum(STORED))["stored"] or 0
