"""Jobs whose column `error_said` keeps the code of the reason why they ended."""

from collections.abc import Callable

from django.utils import timezone

from institutions.codes.base import Coded
from institutions.drafts.kept_errors import error_said_column
from institutions.jobs.claiming import Claim
from institutions.jobs.kind import Row
from institutions.jobs.limits import LeaseLimit


def coded_lease_limit(lost: Callable[[], Coded]) -> LeaseLimit:
    """Return the limit of a job that the loss of a second worker ends, for the reason that `lost` makes."""
    return LeaseLimit(2, lambda row: error_said_column(lost()) if row else {"error_said": None}, error_said_column)


def end_for_reason(claim: Claim[Row], state: str, said: Coded, **columns: object) -> None:
    """End a claimed job in this state for this reason, unless another process has it by now."""
    ended = {"state": state, "lease_until": None, "finished_at": timezone.now()}
    claim.rows().update(**ended, **error_said_column(said), **columns)
