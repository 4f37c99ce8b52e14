"""The project's Celery app with hooks for tests: slow cases and searches, a case that kills its worker, slow ranges."""

import os
import signal
import time
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

from celery import signals

from policyengine.celery import app


@signals.worker_init.connect
def hook(**_kwargs: object) -> None:
    """Install the hooks before the pool is forked."""
    from institutions.drafts.leads import find_leads
    from rules.assessing.request import request_again
    from rules.facts.gathering.from_register import gather_cases
    from rules.screening.range_answers import packed_answer

    def gather_slowly(submissions: Sequence[Any], known_at: datetime, days: Sequence[date]) -> Any:
        """Gather as the project does, after the time that the test sets for each case, or kill the worker."""
        if os.environ.get("TEST_DEADLY_REFERENCE") in {each.partnership.reference for each in submissions}:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(float(os.environ.get("TEST_SECONDS_A_CASE", "0")) * len(submissions))
        return gather_cases(submissions, known_at, days)

    def request_slowly(*given: Any, **named: Any) -> int:
        """Request as the project does, and let the test's time pass before the range is committed."""
        made = request_again(*given, **named)
        time.sleep(float(os.environ["TEST_SECONDS_A_RANGE"]))
        return made

    def pack_slowly(answer: Any) -> bytes:
        """Pack the answer of a range as the project does, after the time that the test sets."""
        time.sleep(float(os.environ.get("TEST_SECONDS_A_SCREENED_RANGE", "0")))
        return packed_answer(answer)

    def find_slowly(*given: Any, **named: Any) -> Any:
        """Find possible matches as the project does, after the time that the test sets."""
        time.sleep(float(os.environ.get("TEST_SECONDS_A_SEARCH", "0")))
        return find_leads(*given, **named)

    patch("institutions.drafts.name_searches.find_leads", find_slowly).start()
    patch("rules.assessing.attempt.gather_cases", gather_slowly).start()
    patch("rules.screening.range_run.packed_answer", pack_slowly).start()
    if size := os.environ.get("TEST_RANGE"):
        patch("rules.assessing.walking.RANGE", int(size)).start()
        patch("rules.assessing.walking.request_again", request_slowly).start()


__all__ = ["app"]
