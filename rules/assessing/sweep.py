"""The sweep of assessments; its heartbeat shows that clock and workers are alive."""

from functools import partial

from django.utils import timezone

from institutions.jobs import sweeping
from rules.assessing.changes import forget_changes
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.walking import send_open_walks
from rules.models import Heartbeat

take_back = partial(sweeping.take_back, ASSESSMENTS)


def sweep_assessments() -> sweeping.SweptJobs:
    """Sweep all rows and walks once, and forget changes of the register that no open assessment may have missed."""
    now = timezone.now()
    send_open_walks()
    swept = sweeping.sweep_jobs(ASSESSMENTS, now)
    forget_changes(now)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": now})
    return swept
