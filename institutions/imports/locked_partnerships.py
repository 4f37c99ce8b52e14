"""The lock on the partnerships that a portion of a file may revise, before the first of them is."""

from collections.abc import Iterable
from uuid import UUID

from institutions.models import Partnership


def lock_partnerships(body: UUID, references: Iterable[str]) -> None:
    """Lock the partnerships of a body with these references, in the order of their ids, as results lock theirs.

    A file names them in an order of its own: without this the import and the results of several of them could each hold
    one that the other waits for.
    """
    named = Partnership.objects.filter(submitted_by=body, reference__in=set(references))
    list(named.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
