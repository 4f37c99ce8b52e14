"""One attempt at a claimed job, and the errors that end it: which of them the job is to blame for."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from institutions.jobs.claiming import Claim, ClaimLostError
from institutions.jobs.kind import Row
from institutions.jobs.outages import outage_of

logger = logging.getLogger(__name__)


@contextmanager
def attempt_at(
    claim: Claim[Row],
    note_failure: Callable[[Exception], None],
    *,
    left_to_lease: tuple[type[Exception], ...] = (),
) -> Iterator[None]:
    """Do the work of an attempt inside; an error of the job is noted by `note_failure`, and raised.

    An outage is raised without a note, so that the task gives the job back; so is an error of a class that is left to
    the lease. Where the job was stopped, or another process has it, the attempt ends without an error.
    """
    try:
        yield
    except ClaimLostError:
        name = claim.kind.model.__name__
        logger.info("%s %s was stopped, or belongs to another process.", name, claim.job.pk)
    except Exception as trouble:
        if not isinstance(trouble, left_to_lease) and not outage_of(trouble):
            note_failure(trouble)
        raise
