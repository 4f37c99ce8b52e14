"""The state of the queues: since when the oldest of each waits, and when the clock last ran."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from institutions.models import Import
from rules.assessing.walking import open_walks
from rules.models import Assessment, Heartbeat

MISSED_BEATS: Final = 4  # so many sweeps late, and beat or every worker is down
OLD_QUEUED: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStanding:
    """The moments since which the oldest assessment, import and walk over cases wait, and of the last sweep."""

    assessment: datetime | None
    imported: datetime | None
    walk: datetime | None
    beat: datetime | None

    def in_time(self, now: datetime) -> bool:
        """Return whether nothing has waited long."""
        return all(each is None or now - each <= OLD_QUEUED for each in (self.assessment, self.imported, self.walk))

    def clock_runs(self, now: datetime) -> bool:
        """Return whether the sweep ran lately."""
        return self.beat is not None and now - self.beat <= timedelta(seconds=settings.SWEEP_SECONDS) * MISSED_BEATS


def queue_standing() -> QueueStanding:
    """Read the state in four queries, however much waits."""
    queued, imports = Assessment.objects.queued(), Import.objects.queued()
    return QueueStanding(
        assessment=queued.order_by("requested_at").values_list("requested_at", flat=True).first(),
        imported=imports.order_by("created_at").values_list("created_at", flat=True).first(),
        walk=open_walks().order_by("at").values_list("at", flat=True).first(),
        beat=Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first(),
    )
