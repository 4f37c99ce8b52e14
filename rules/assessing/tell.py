"""Telling the workers of a queued assessment; the sweeper sends again what the broker did not take."""

from uuid import UUID

from institutions.telling import send, trouble

__all__ = ["tell_workers", "trouble"]


def tell_workers(assessment_id: UUID) -> bool:
    """Send the word once, in bounded time; False where the broker did not take it, which is logged and no failure."""
    from rules.assessing.tasks import assess

    return send(assess, assessment_id)
