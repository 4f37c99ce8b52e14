"""Drafts of the form that nobody changed for a year, which end."""

from datetime import datetime, timedelta
from typing import Final

from institutions.models import FormDraft

KEPT: Final = timedelta(days=365)  # after the last change (docs/retention.md)


def delete_old_drafts(now: datetime) -> int:
    """Delete the drafts that were not changed for a year; return their number.

    Nobody but its writer has read a draft, so no event is left, as where the writer deletes it.
    """
    removed, _rows = FormDraft.objects.filter(changed_at__lt=now - KEPT).delete()
    return removed
