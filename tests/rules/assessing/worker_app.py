"""The project's Celery app with two hooks for tests: slow cases, and a case that kills its worker."""

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
    from rules.facts.gathering.from_register import gather_cases

    def gather_slowly(submissions: Sequence[Any], known_at: datetime, days: Sequence[date]) -> Any:
        """Gather as the project does, after the time that the test sets for each case, or kill the worker."""
        if os.environ.get("TEST_DEADLY_REFERENCE") in {each.partnership.reference for each in submissions}:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(float(os.environ.get("TEST_SECONDS_A_CASE", "0")) * len(submissions))
        return gather_cases(submissions, known_at, days)

    patch("rules.assessing.attempt.gather_cases", gather_slowly).start()


__all__ = ["app"]
