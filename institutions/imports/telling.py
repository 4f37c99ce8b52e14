"""Telling the workers of a queued import."""

from uuid import UUID

from institutions.telling import send


def tell_of_import(job: UUID) -> bool:
    """Send the word once, in bounded time; False where the broker did not take it."""
    from institutions.imports.tasks import bring_in

    return send(bring_in, job)
