"""Reading rights to webhooks: a body its own, administrators and auditors all. Nobody reads a secret."""

from typing import Final

from django.db.models import QuerySet

from institutions.access.keys import KeyHolder
from institutions.models import Account, Role
from rules.models import Webhook
from rules.review.casework.actors import SUBMITTING_ROLES

READ_ALL: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def webhooks_for(reader: Account | KeyHolder) -> QuerySet[Webhook]:
    """Return the webhooks that the reader may know of."""
    everything = Webhook.objects.select_related("body")
    if isinstance(reader, Account):
        if reader.role in READ_ALL:
            return everything
        if reader.role not in SUBMITTING_ROLES or reader.body_id is None:
            return everything.none()
    return everything.filter(body=reader.body)
