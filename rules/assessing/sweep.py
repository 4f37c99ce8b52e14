"""The sweep of assessments; its heartbeat shows that clock and workers are alive."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from institutions.jobs import sweeping
from rules.assessing.changes import forget_changes
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.clock_ahead import ask_again_ahead
from rules.assessing.walking import send_open_walks
from rules.models import Heartbeat

take_back = partial(sweeping.take_back, ASSESSMENTS)


def sweep_assessments(sent_before: datetime | None = None) -> sweeping.SweptJobs:
    """Sweep all rows and walks once, and forget changes of the register that no open assessment may have missed.

    `sent_before`: messages sent before that moment may be lost, since the broker was.
    """
    now = timezone.now()
    send_open_walks()
    if sweeping.set_back_since(sweeping.last_sweep(ASSESSMENTS), now):
        ask_again_ahead(now)
    swept = sweeping.sweep_jobs(ASSESSMENTS, now, sent_before)
    forget_changes(now)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": now})
    return swept
