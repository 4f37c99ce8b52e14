"""/healthz and /readyz: what a monitor reads without signing in."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings
from django.utils import timezone

from institutions.models import GovernmentBody, Import
from policyengine import health
from rules.models import Assessment, Heartbeat, NotedChange
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.django_db


def beat(seconds_ago: int) -> None:
    """Note that the sweeper ran."""
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": at})


def test_the_process_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_with_database_broker_and_a_fresh_beat(client: Client) -> None:
    beat(5)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "database": "ok",
        "broker": "ok",
        "oldest_queued_seconds": None,
        "oldest_queued_import_seconds": None,
        "oldest_walk_seconds": None,
        "last_beat_seconds": 5,
        "late": [],
        "set_aside": 0,
        "overdue_running": 0,
        "seals": {
            "status": "ok",
            "last_file_on": None,
            "without_file": 0,
            "waiting_for_timestamp": 0,
            "oldest_waiting_seconds": None,
            "remedies": [],
        },
    }
    assert response["Cache-Control"] == "no-store"


def test_a_site_without_beat_or_worker_is_degraded_and_still_takes_registrations(client: Client) -> None:
    assert client.get("/readyz").json()["status"] == "degraded"
    beat(600)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["last_beat_seconds"] == 600


@pytest.mark.usefixtures("meti")
def test_what_was_set_aside_and_what_lost_its_worker_is_counted(client: Client) -> None:
    beat(1)
    aside, overdue, *running = (asked(f"P-{number}").pk for number in range(4))
    Assessment.objects.filter(pk=aside).update(state="set_aside", error="two workers ended")
    now = timezone.now()
    Assessment.objects.filter(pk=overdue).update(state="running", lease_until=now - timedelta(seconds=1))
    Assessment.objects.filter(pk__in=running).update(state="running", lease_until=now + timedelta(seconds=60))
    answer = client.get("/readyz").json()
    assert (answer["set_aside"], answer["overdue_running"], answer["status"]) == (1, 1, "ready")


@pytest.mark.usefixtures("meti")
def test_the_age_of_the_oldest_queued_row_is_shown(client: Client) -> None:
    beat(1)
    for number, age in enumerate((30, 900)):
        row = asked(f"P-{number}")
        Assessment.objects.filter(pk=row.pk).update(requested_at=timezone.now() - timedelta(seconds=age))
    assert client.get("/readyz").json()["oldest_queued_seconds"] == 900
    assert client.get("/readyz").json()["status"] == "degraded"


def test_the_age_of_the_oldest_queued_import_is_shown(client: Client, meti: GovernmentBody) -> None:
    beat(1)
    for age, state in ((20, "queued"), (700, "queued"), (9_000, "done"), (9_000, "unconfirmed"), (9_000, "running")):
        at = timezone.now() - timedelta(seconds=age)
        Import.objects.create(
            body=meti, format="people", file_name="f", sha256="0" * 64, size=1, state=state, created_at=at
        )
    answer = client.get("/readyz").json()
    assert (answer["oldest_queued_import_seconds"], answer["oldest_queued_seconds"]) == (700, None)
    assert answer["status"] == "degraded"
    Import.objects.filter(state="queued").update(created_at=timezone.now() - timedelta(seconds=20))
    assert client.get("/readyz").json()["status"] == "ready"


def test_the_age_of_the_oldest_change_that_is_not_walked_is_shown(client: Client) -> None:
    beat(1)
    for age, place in ((20, 0), (700, 5), (9_000, None)):
        at = timezone.now() - timedelta(seconds=age)
        NotedChange.objects.create(at=at, touch={}, walk_after=place)
    answer = client.get("/readyz").json()
    assert (answer["oldest_walk_seconds"], answer["status"]) == (700, "degraded")
    NotedChange.objects.filter(walk_after=5).update(walk_after=None)
    assert client.get("/readyz").json()["status"] == "ready"


def test_a_broker_that_is_down_leaves_the_site_degraded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    beat(1)
    monkeypatch.setattr(health, "broker_answers", lambda: False)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"], response.json()["status"]) == (200, "failed", "degraded")


def test_a_database_that_fails_makes_the_site_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(health, "seal_standing", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unavailable")


def test_seals_that_do_not_leave_the_server_leave_the_site_degraded(client: Client, tmp_path: Path) -> None:
    beat(1)
    (tmp_path / "file").touch()
    with override_settings(SEALS_DIR=tmp_path / "file", SEALS_DIR_SET=True):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["seals"]["status"] == "late"
    (remedy,) = response.json()["seals"]["remedies"]
    assert "Check that SEALS_DIR is mounted" in remedy
    assert str(tmp_path) not in response.content.decode()  # anybody may read it
    with override_settings(SEALS_DIR=tmp_path / "file", SEALS_DIR_SET=False):
        assert client.get("/readyz").json()["status"] == "ready"
