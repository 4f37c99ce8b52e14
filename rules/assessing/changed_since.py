"""The partnerships that something was done about since a moment, for the verification of rows computed from them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.drafts.values import uuid_of
from institutions.models import AuditChain

OF_A_PARTNERSHIP: Final = "partnership:"  # how the name of its chain begins


def partnerships_since(since: datetime) -> list[UUID]:
    """Return the partnerships in whose chains there are events from a moment on."""
    chains = AuditChain.objects.filter(name__startswith=OF_A_PARTNERSHIP, events__at__gte=since).distinct()
    named = (uuid_of(name.removeprefix(OF_A_PARTNERSHIP)) for name in chains.values_list("name", flat=True))
    return sorted(pk for pk in named if pk)
