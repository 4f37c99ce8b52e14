"""Files of processes, and processes that are answered again, as two kinds of job, and the claim of one."""

from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

from institutions.drafts.coded_jobs import coded_lease_limit
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind
from rules.models import ComparisonState, ProcessComparison, ProcessFile, ProcessFileState
from rules.process_files.troubles import ComparisonWorkersLost, ProcessWorkersLost

LEASE: Final = timedelta(minutes=15)
OPEN: Final = (ProcessFileState.QUEUED, ProcessFileState.RUNNING)


PROCESS_FILES: Final[JobKind[ProcessFile]] = JobKind(
    model=ProcessFile,
    task="rules.screen_process_file",
    queue=lambda queues: queues.imports,
    waiting=ProcessFileState.QUEUED,
    running=ProcessFileState.RUNNING,
    set_aside=ProcessFileState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=coded_lease_limit(ProcessWorkersLost),
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
    limit=coded_lease_limit(ComparisonWorkersLost),
    order="requested_at",
    names_worker=True,
    related=("body",),
)
ComparisonClaim: TypeAlias = claiming.Claim[ProcessComparison]
claim_comparison = partial(claiming.claim_job, COMPARISONS)
