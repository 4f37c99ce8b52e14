"""The lease of a job, renewed while the worker reads much before it stores anything."""

from time import monotonic
from typing import Any, Final

from institutions.jobs.claiming import Claim

SECONDS_BETWEEN: Final = 60.0


class LeaseRenewal:
    """The lease of a claimed job, renewed once a minute however often it is asked for."""

    def __init__(self, claim: Claim[Any]) -> None:  # Any: rows of any kind of job
        self._claim = claim
        self._renewed = monotonic()

    def renew(self) -> None:
        """Renew the lease if a minute has passed. ClaimLostError if another process has the job."""
        if monotonic() - self._renewed >= SECONDS_BETWEEN:
            self._claim.update()
            self._renewed = monotonic()
