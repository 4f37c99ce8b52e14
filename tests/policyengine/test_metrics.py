"""Metrics for Prometheus: who may read them, what they say, and what is left of them without the database."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import DatabaseError
from django.test import Client, override_settings
from prometheus_client.parser import text_string_to_metric_families

from institutions.models import GovernmentBody
from rules.watching import metrics
from tests.rules.watching.rows import ROWS, ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
TOKEN = "a token of twenty characters or more"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def token() -> Iterator[None]:
    """Set the token, and forget the failed sign-ins of other tests."""
    caches["rates"].clear()
    with override_settings(METRICS_TOKEN=TOKEN):
        yield


def samples(client: Client) -> dict[str, dict[str, float]]:
    """Return the value of each metric by its labels, joined."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    assert answer["Cache-Control"] == "no-store"
    found: dict[str, dict[str, float]] = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for each in family.samples:
            found.setdefault(each.name, {})[" ".join(each.labels.values())] = each.value
    return found


def test_without_a_token_in_the_settings_there_is_no_address(client: Client) -> None:
    with override_settings(METRICS_TOKEN=""):
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("sent", [None, "", "Bearer ", f"Bearer {TOKEN}x", TOKEN, f"bearer {TOKEN}", "Bearer 日本"])
def test_another_token_is_refused(client: Client, sent: str | None) -> None:
    answer = client.get("/metrics", headers={} if sent is None else {"Authorization": sent})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert b"policyengine_" not in answer.content


def test_the_metrics_show_the_state_of_the_queues(client: Client, meti: GovernmentBody) -> None:
    ROWS["assessments"](ago(700))
    ROWS["imports"](ago(60), state="running", lease_until=ago(5))
    found = samples(client)
    assert found["policyengine_database_up"] == {"": 1.0}
    assert found["policyengine_broker_up"] == {"": 1.0}
    assert found["policyengine_jobs_waiting"]["assessments"] == 1
    assert 700 <= found["policyengine_jobs_oldest_age_seconds"]["assessments"] < 760
    assert found["policyengine_jobs_age_limit_seconds"]["assessments"] == 300
    assert found["policyengine_jobs_overdue"]["imports"] == 1
    assert found["policyengine_recent_events"]["registered"] == 1
    assert found["policyengine_window_seconds"] == {"": 300.0}
    assert found["policyengine_audit_unsealed_age_seconds"][""] >= 0


def test_no_name_of_a_case_or_person_is_told(client: Client, meti: GovernmentBody) -> None:
    row = ROWS["assessments"](ago(700))
    for make in ROWS.values():
        make(ago(10))
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    for private in ("W-0", "fictional", str(row.pk), "watcher", "METI"):
        assert private not in text


def test_a_database_that_is_away_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(metrics, "installation_state", fail)
    assert samples(client) == {"policyengine_database_up": {"": 0.0}, "policyengine_broker_up": {"": 1.0}}
