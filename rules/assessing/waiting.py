"""The wait for an assessment: it is finished in this process (`--wait`), or by the worker that has it."""

import contextlib
import time
from typing import Final

from institutions.jobs.worker_name import this_process
from rules.assessing.attempt import AssessmentFailedError, run_assessment
from rules.assessing.claim import Claim, claim, claim_of
from rules.models import Assessment, State

POLL_SECONDS: Final = 0.2
OPEN: Final = (State.QUEUED, State.RUNNING)


def finish_here(assessment: Assessment) -> Assessment:
    """Run the assessment unless a worker has it; return the row in its final state, failed or not.

    `run_assessment` records an error on the row and logs it. If the worker that has the row dies, the sweeper brings it
    back to the queue, where it is claimed here. Where a change had asked for it and it found nothing new, the newest
    result is returned.
    """
    if assessment.state == State.RUNNING and assessment.worker == this_process():
        run_claimed(claim_of(assessment))
    rows = Assessment.objects.select_related("partnership")
    while (found := rows.filter(pk=assessment.pk).first()) and found.state in OPEN:
        if taken := claim(found.pk):
            run_claimed(taken)
        else:
            time.sleep(POLL_SECONDS)
    return found or rows.filter(partnership=assessment.partnership_id, state=State.DONE).newest_first()[0]


def run_claimed(claimed: Claim) -> None:
    """Work on a claim; a failure is recorded on the row, where the caller reads it."""
    with contextlib.suppress(AssessmentFailedError):
        run_assessment(claimed)
