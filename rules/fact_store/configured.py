"""The store as the settings of this installation want it, and the turn of work that keeps it up to date."""

import logging
import time
from typing import Final

from django.conf import settings

from rules.fact_store.appending import additions, append_results, is_built
from rules.fact_store.compacting import compact_store
from rules.fact_store.erasing import carry_out_erasures
from rules.fact_store.generations import OvertakenError, prune
from rules.fact_store.storage import Storage, storage_at

logger = logging.getLogger(__name__)
SECONDS: Final = 30.0  # of one turn of a build; the rest waits for the next
A_TURN: Final = 5_000  # cases that a build adds at once, at most


def fact_storage() -> Storage:
    """Return the place of the store."""
    return storage_at(settings.FACT_STORE)


def keep_facts(storage: Storage, *, seconds: float = SECONDS) -> None:
    """Carry out erasures, build or append, compact, and remove what nobody reads.

    If the disk is full, the store stays at its last generation, and the log says so; the register is not touched.
    """
    try:
        carry_out_erasures(storage)
        if build_for(storage, seconds):
            append_results(storage)
            compact_store(storage)
        prune(storage)
    except OvertakenError as overtaken:
        logger.info("%s; the next turn goes on from there.", overtaken)
    except OSError:
        logger.exception("The fact store could not be written and stays as it was. Is its disk full?")


def build_for(storage: Storage, seconds: float) -> bool:
    """Build the store for some seconds, if it is not built; return whether it is."""
    until = time.monotonic() + seconds
    for _manifest in additions(storage, most=A_TURN):
        if time.monotonic() >= until:
            break
    return is_built(storage)
