"""Files of processes, and processes that are answered again, as two kinds of job, and the claim of one."""

from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

from institutions.drafts.kept_errors import error_said_column
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from rules.models import ComparisonState, ProcessComparison, ProcessFile, ProcessFileState
from rules.process_files.troubles import ComparisonWorkersLost, ProcessWorkersLost

LEASE: Final = timedelta(minutes=15)
OPEN: Final = (ProcessFileState.QUEUED, ProcessFileState.RUNNING)


def error_columns(file: ProcessFile | None) -> dict[str, object]:
    """Return the column with the reason for setting a file aside; for None that of one without an error."""
    return {"error_said": ProcessWorkersLost().stored() if file else None}


def comparison_error_columns(comparison: ProcessComparison | None) -> dict[str, object]:
    """Return the column with the reason why processes are not answered again; for None that of no error."""
    return {"error_said": ComparisonWorkersLost().stored() if comparison else None}


PROCESS_FILES: Final[JobKind[ProcessFile]] = JobKind(
    model=ProcessFile,
    task="rules.screen_process_file",
    queue=lambda queues: queues.imports,
    waiting=ProcessFileState.QUEUED,
    running=ProcessFileState.RUNNING,
    set_aside=ProcessFileState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=LeaseLimit(2, error_columns, error_said_column),
    order="requested_at",
    names_worker=True,
    related=("body",),
)
ProcessFileClaim: TypeAlias = claiming.Claim[ProcessFile]
claim_file = partial(claiming.claim_job, PROCESS_FILES)

COMPARISONS: Final[JobKind[ProcessComparison]] = JobKind(
    model=ProcessComparison,
    task="rules.answer_processes_again",
    queue=lambda queues: queues.imports,
    waiting=ComparisonState.QUEUED,
    running=ComparisonState.RUNNING,
    set_aside=ComparisonState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=LeaseLimit(2, comparison_error_columns, error_said_column),
    order="requested_at",
    names_worker=True,
    related=("body",),
)
ComparisonClaim: TypeAlias = claiming.Claim[ProcessComparison]
claim_comparison = partial(claiming.claim_job, COMPARISONS)
