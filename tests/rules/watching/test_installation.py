"""The whole state: what ended lately, how far the trail lags behind, and every trouble with its remedy."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.accounts.sign_in.failures import count_failure, key_of, minute_of, recent_failures
from institutions.audit.record import record_event
from institutions.audit.seal import seal_events
from institutions.codes.wording import code_words
from institutions.models import Account, GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment, Heartbeat
from rules.watching import installation
from rules.watching.installation import InstallationState, installation_state
from tests.every import every, undone
from tests.rules.assessing.documents import asked
from tests.rules.watching.rows import ROWS, ago, webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]

QUERIES = 12


@pytest.fixture(autouse=True)
def no_failure_yet() -> None:
    """Forget the failures of other tests: the cache is that of the process."""
    caches["rates"].clear()


def beat() -> None:
    """Note that the sweep ran."""
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})


def test_an_assessment_is_counted_with_its_outcomes_and_its_stages(meti: GovernmentBody) -> None:
    before = installation_state().recent
    assert (before.acts["registered"], before.ended["assessments"], before.mean_seconds["working"]) == (0, {}, None)
    row = asked("P-1")
    Assessment.objects.filter(pk=row.pk).update(requested_at=ago(30))
    claimed = claim(row.pk)
    assert claimed
    assert run_assessment(claimed)
    recent = installation_state().recent
    assert (recent.acts["registered"], recent.ended["assessments"]) == (1, {"done": 1})
    row.refresh_from_db()
    assert row.packed_outcomes
    assert recent.outcomes["clear"] == row.packed_outcomes.letters.count("c")
    assert sum(recent.outcomes.values()) == len(row.packed_outcomes.letters)
    assert 30 <= (recent.mean_seconds["waiting"] or 0) < 60
    assert recent.longest_seconds["waiting"] == recent.mean_seconds["waiting"]
    assert 0 < (recent.longest_seconds["working"] or 0) < 60
    Assessment.objects.filter(pk=row.pk).update(finished_at=ago(4000))
    assert installation_state().recent.ended["assessments"] == {}


def test_what_ended_before_the_window_is_not_counted() -> None:
    ROWS["imports"](ago(9000), state="done", finished_at=ago(30))
    ROWS["imports"](ago(9000), state="done", finished_at=ago(5000))
    ROWS["imports"](ago(9000), state="failed", finished_at=ago(30), error="why")
    ROWS["screenings"](ago(9000), state="disagreed", finished_at=ago(30))
    ROWS["webhooks"](ago(31), state="delivered", delivered_at=ago(30))
    ROWS["webhooks"](ago(9000), state="delivered", delivered_at=ago(8000))
    ROWS["mails"](ago(31), state="sent", ended_at=ago(30))
    ended = installation_state().recent.ended
    assert ended["imports"] == {"done": 1, "failed": 1}
    assert (ended["screenings"], ended["webhooks"], ended["mails"]) == ({"disagreed": 1}, {"delivered": 1}, {"sent": 1})
    assert installation_state(timedelta(seconds=10)).recent.ended["imports"] == {}


def test_refused_sign_ins_are_counted_by_step_for_an_hour(client: Client) -> None:
    Account.objects.create_user("officer", "a long pass phrase")
    client.post("/sign-in/", {"login": "officer", "password": "a wrong pass phrase"})
    now = timezone.now().timestamp()
    assert recent_failures(60, now) == {"password": 1, "code": 0}
    count_failure("code", now)
    count_failure("code", now)
    assert installation_state().recent.sign_in_failures == {"password": 1, "code": 2}
    assert recent_failures(5, now + 600) == {"password": 0, "code": 0}
    assert recent_failures(60, now + 600) == {"password": 1, "code": 2}


def test_the_trail_lags_behind_until_it_is_sealed_and_verified() -> None:
    record_event(actor="system", verb="seeded", what="register")
    state = installation_state()
    assert state.seals.unsealed_since
    assert state.unverified_since == state.seals.unsealed_since
    seal_events()
    assert installation_state().seals.unsealed_since is None


def late_kind() -> None:
    ROWS["mails"](ago(3600))


def lost_worker() -> None:
    ROWS["imports"](ago(3600), state="running", lease_until=ago(3))


def error() -> None:
    ROWS["assessments"](ago(60), state="error", error="why", finished_at=ago(30))


def set_aside() -> None:
    ROWS["trials"](ago(60), state="set_aside", finished_at=ago(30))


def failing_webhook() -> None:
    hook = webhook()
    hook.failing_since = ago(600)
    hook.save()


def guessed_passwords() -> None:
    for _ in range(installation.MANY_FAILURES + 1):
        count_failure("password")


def planted_count() -> None:
    """Write an entry of the cache that is no count, in the place of one."""
    count_failure("code")
    caches["rates"].set(key_of("code", minute_of(None)), "none")


def broken_trail() -> None:
    record_event(actor="command", verb="audit_verified", what="audit", after={"troubles": 2})


def long_unverified() -> None:
    then = ago(9 * 24 * 3600)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.now", lambda: then)
        record_event(actor="command", verb="audit_verified", what="audit", after={"troubles": 0})


def long_import() -> None:
    ROWS["imports"](ago(3600))


def no_beat() -> None:
    Heartbeat.objects.update(at=ago(600))


def no_broker() -> None:
    """Leave the broker to the test."""


TROUBLES: list[tuple[Callable[[], None], str, str]] = [
    (no_broker, "The broker does not answer.", "check CELERY_BROKER_URL"),
    (no_beat, "Scheduled tasks have not run lately", "Check that the process “beat”"),
    (late_kind, "E-mails: the oldest has waited for 60 minutes.", "workers of assessments are running"),
    (long_import, "Imports: the oldest has waited for 60 minutes.", "a worker of imports is running"),
    (lost_worker, "Imports: 1 lost the worker.", "read the log of the workers"),
    (error, "Assessments: 1 ended without a result within the last hour.", "start them again"),
    (set_aside, "Trials of drafts of the rulebook: 1 ended without a result", "Remove the cause"),
    (failing_webhook, "Webhooks to which nothing could be delivered lately: 1.", "Tell the ministry"),
    (guessed_passwords, "Refused sign-ins within the last hour: 101.", "block it there"),
    (planted_count, "The number of refused sign-ins is not known", "The log names the cause"),
    (broken_trail, "found problems: 2.", "Run `manage.py verify_audit`"),
    (long_unverified, "not been verified for more than eight days", "once a week"),
]


@every("make, trouble, remedy", TROUBLES, name=lambda each: each[0].__name__, within=undone)
def test_each_trouble_is_named_with_its_remedy(make: Any, trouble: str, remedy: str) -> None:
    caches["rates"].clear()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(installation, "broker_answers", lambda: True)
        beat()
        assert said(installation_state()) == []
        patched.setattr(installation, "broker_answers", lambda: make is not no_broker)
        make()
        (found,) = said(installation_state())
    assert trouble in found
    assert remedy in found


def said(state: InstallationState) -> list[str]:
    """Return the troubles in English."""
    return [code_words(each, "en") for each in state.troubles]


def test_kinds_of_work_that_wait_for_the_same_workers_are_named_together() -> None:
    beat()
    for name in ("imports", "trials", "mails"):
        ROWS[name](ago(4000))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(installation, "broker_answers", lambda: True)
        of_assessments, of_imports = said(installation_state())
    assert of_assessments.startswith("E-mails: the oldest has waited for 66 minutes.")
    assert of_imports.startswith("Imports, Trials of drafts of the rulebook: the oldest has waited for 66 minutes.")


def test_the_number_of_queries_is_fixed() -> None:
    assert queries() == QUERIES
    for make in ROWS.values():
        make(ago(600))
        make(ago(600))
    assert queries() == QUERIES


def queries() -> int:
    """Count the queries of the whole state."""
    with CaptureQueriesContext(connection) as captured:
        installation_state()
    return len(captured)
