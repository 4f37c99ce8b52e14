"""Health: /healthz says that the process answers; /readyz shows its dependencies, for monitors and load balancers.

Only a database that fails makes the site unready (503): without broker or workers it still takes registrations, which
the sweeper finishes later, so that is `degraded` and still 200.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from institutions.audit.seal_standing import SealStanding, seal_standing
from institutions.codes.wording import code_words
from institutions.jobs.broker import broker_answers
from rules.watching.installation import is_well
from rules.watching.queues import oldest_due, queue_states, seconds_since


@require_safe
@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def readyz(_request: HttpRequest) -> JsonResponse:
    """Report database, broker, seals, the age in seconds of waiting work and of the beat, what is late, and failures.

    The counts are of all kinds of work together: anybody may read them.
    """
    now = timezone.now()
    try:
        due = oldest_due(now)
        queues = queue_states(now)
        seals = seal_standing()
    except DatabaseError:
        return health_answer({"status": "unavailable", "database": "failed"}, status=503)
    broker = broker_answers()
    return health_answer(
        {
            "status": "ready" if is_well(due, seals, broker=broker) else "degraded",
            "database": "ok",
            "broker": "ok" if broker else "failed",
            "oldest_queued_seconds": due.seconds("assessments"),
            "oldest_queued_import_seconds": due.seconds("imports"),
            "oldest_walk_seconds": due.seconds("walks"),
            "last_beat_seconds": seconds_since(due.beat, now),
            "late": [each.name for each in due.late],
            "set_aside": sum(each.set_aside for each in queues),
            "overdue_running": sum(each.overdue for each in queues),
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


def health_answer(content: dict[str, object], status: int = 200) -> JsonResponse:
    """Make the answer, which no cache may keep."""
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
