"""Each alert rule is made to fire once by the state that it is about, and none fires where all is well."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError
from django.utils import timezone

from institutions.accounts.sign_in.failures import count_failure
from institutions.audit.record import record_event
from institutions.audit.seal import seal_events
from institutions.models import AuditEvent
from rules.models import Heartbeat
from rules.watching import installation
from rules.watching.metrics import exposition
from tests.every import every, undone
from tests.policyengine.alert_expressions import Vector, evaluated, samples_of
from tests.policyengine.test_watching_files import alerts
from tests.rules.watching.rows import ROWS, ago, webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
Patched = pytest.MonkeyPatch
DAY = 24 * 60 * 60


def well(patched: Patched) -> None:
    """Let all be well: beat and broker are there, the trail is verified, and no event waits long for its seal."""
    caches["rates"].clear()
    patched.setattr(installation, "broker_answers", lambda: True)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})
    record_event(actor="command", verb="audit_verified", what="audit", after={"troubles": 0})
    at_that_time(3 * DAY, seal_events)


def database_away(patched: Patched) -> None:
    def away(_window: object) -> Any:
        raise OperationalError

    patched.setattr("rules.watching.metrics.installation_state", away)
    patched.setattr("rules.watching.metrics.broker_answers", lambda: True)


def broker_away(patched: Patched) -> None:
    patched.setattr(installation, "broker_answers", lambda: False)


def silent(_patched: Patched) -> None:
    Heartbeat.objects.update(at=ago(900))


def late(_patched: Patched) -> None:
    ROWS["mails"](ago(4000))


def lost(_patched: Patched) -> None:
    ROWS["imports"](ago(60), state="running", lease_until=ago(600))


def failed(_patched: Patched) -> None:
    ROWS["assessments"](ago(60), state="error", error="why", finished_at=ago(30))


def disagreed(_patched: Patched) -> None:
    ROWS["screenings"](ago(60), state="disagreed", finished_at=ago(30))


def failing_webhook(_patched: Patched) -> None:
    hook = webhook()
    hook.failing_since = ago(600)
    hook.save()


def guessed(_patched: Patched) -> None:
    for _ in range(51):
        count_failure("password")


def at_that_time(seconds: float, what: Callable[[], object]) -> None:
    """Do something as some seconds ago."""
    then = ago(seconds)
    with Patched.context() as patched:
        patched.setattr("django.utils.timezone.now", lambda: then)
        what()


def unsealed(_patched: Patched) -> None:
    at_that_time(2 * DAY, lambda: record_event(actor="system", verb="seeded", what="register"))


def changed(_patched: Patched) -> None:
    record_event(actor="command", verb="audit_verified", what="audit", after={"troubles": 2})


def unverified(patched: Patched) -> None:
    verified = AuditEvent(verb="audit_verified", after={"troubles": 0}, at=ago(9 * DAY))
    patched.setattr(installation, "last_verification", lambda: verified)


def seals_late(patched: Patched) -> None:
    patched.setattr(settings, "SEALS_DIR_SET", True)
    patched.setattr(settings, "SEALS_DIR", Path(__file__))  # no folder that can be read


MADE: list[tuple[str, Callable[[Patched], None]]] = [
    ("DatabaseAway", database_away),
    ("BrokerAway", broker_away),
    ("BeatSilent", silent),
    ("WorkWaitsTooLong", late),
    ("WorkersLost", lost),
    ("WorkFailed", failed),
    ("EvaluatorsDisagree", disagreed),
    ("WebhooksFail", failing_webhook),
    ("SignInsRefused", guessed),
    ("AuditTrailNotSealed", unsealed),
    ("AuditTrailChanged", changed),
    ("AuditTrailNotVerified", unverified),
    ("SealsLate", seals_late),
]


def firing(samples: dict[str, Vector]) -> set[str]:
    """Return the alerts that would fire, once they have lasted as long as they must."""
    return {each["alert"] for each in alerts() if evaluated(each["expr"], samples)}


@every("name, make", MADE, name=lambda each: each[0], within=undone)
def test_each_alert_fires_and_no_other_with_it(tmp_path: Path, name: str, make: Any) -> None:
    with Patched.context() as patched:
        patched.setattr(settings, "SEALS_DIR", tmp_path)
        well(patched)
        assert firing(samples_of(exposition().decode())) == set()
        make(patched)
        assert firing(samples_of(exposition().decode())) == {name}


def test_the_alert_on_metrics_that_are_away_fires_for_a_server_that_is_down_and_for_none() -> None:
    down: Vector = {frozenset({("job", "policyengine"), ("instance", "web")}): 0.0}
    assert firing({"up": down}) == firing({}) == {"MetricsAway"}


def test_each_alert_is_made_to_fire() -> None:
    assert {name for name, _make in MADE} | {"MetricsAway"} == {each["alert"] for each in alerts()}
