"""The sweep of deliveries."""

from django.utils import timezone

from institutions.jobs.sweeping import sweep
from rules.messages.webhooks.outbox import DELIVERIES


def sweep_deliveries() -> int:
    """Look once; gives of how many deliveries the workers were notified."""
    return sweep(DELIVERIES, timezone.now()).sent
