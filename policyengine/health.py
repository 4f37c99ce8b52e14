"""Health: /healthz says that the process answers; /readyz shows its dependencies, for monitors and load balancers.

Only a database that fails makes the site unready (503): without broker or workers it still takes registrations, which
the sweeper finishes later, so that is `degraded` and still 200.
"""

from datetime import datetime

from amqp.exceptions import AMQPError
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError

from institutions.audit.seal_standing import SealStanding, seal_standing
from institutions.codes.wording import code_words
from policyengine.celery import CONNECT_SECONDS, app
from rules.assessing.queue_standing import queue_standing


@require_safe
@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def readyz(_request: HttpRequest) -> JsonResponse:
    """Report database, broker, and age in seconds of the oldest queued assessment, import and walk, and of the beat."""
    now = timezone.now()
    try:
        queues = queue_standing()
        seals = seal_standing()
    except DatabaseError:
        return health_answer({"status": "unavailable", "database": "failed"}, status=503)
    broker = broker_answers()
    well = broker and queues.clock_runs(now) and queues.in_time(now) and not seals.late
    return health_answer(
        {
            "status": "ready" if well else "degraded",
            "database": "ok",
            "broker": "ok" if broker else "failed",
            "oldest_queued_seconds": seconds_since(queues.assessment, now),
            "oldest_queued_import_seconds": seconds_since(queues.imported, now),
            "oldest_walk_seconds": seconds_since(queues.walk, now),
            "last_beat_seconds": seconds_since(queues.beat, now),
            "seals": seals_answer(seals, now),
        }
    )


def seals_answer(seals: SealStanding, now: datetime) -> dict[str, object]:
    """Return the state of the exported seals, with the remedies in English; nothing of a seal's content."""
    return {
        "status": "late" if seals.late else "ok",
        "last_file_on": seals.last_file_on.isoformat() if seals.last_file_on else None,
        "without_file": seals.unexported,
        "waiting_for_timestamp": seals.waiting,
        "oldest_waiting_seconds": seconds_since(seals.waiting_since, now),
        "remedies": [code_words(each, "en") for each in seals.troubles],
    }


def seconds_since(moment: datetime | None, now: datetime) -> int | None:
    """Count whole seconds since a moment; None if there is none."""
    return None if moment is None else max(0, int((now - moment).total_seconds()))


def health_answer(content: dict[str, object], status: int = 200) -> JsonResponse:
    """Make the answer, which no cache may keep."""
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})


def broker_answers() -> bool:
    """Return whether a connection to the broker can be made, in bounded time."""
    try:
        with app.connection_for_write(connect_timeout=CONNECT_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=int(CONNECT_SECONDS))
            with connection.channel():
                return True
    except (KombuError, AMQPError, OSError):
        return False
