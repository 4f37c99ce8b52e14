"""Files of processes as a kind of job, and the claim of one."""

from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

from institutions.drafts.kept_errors import error_said_column
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from rules.models import ProcessFile, ProcessFileState
from rules.process_files.troubles import ProcessWorkersLost

LEASE: Final = timedelta(minutes=15)
OPEN: Final = (ProcessFileState.QUEUED, ProcessFileState.RUNNING)


def error_columns(file: ProcessFile | None) -> dict[str, object]:
    """Return the column with the reason for setting a file aside; for None that of one without an error."""
    return {"error_said": ProcessWorkersLost().stored() if file else None}


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
