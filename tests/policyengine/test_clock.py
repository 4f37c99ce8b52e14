"""Beat sends nothing while what it sent before still waits."""

import uuid

import pytest
from celery.schedules import schedule
from pytest_django.fixtures import Settings

from policyengine.celery import app
from policyengine.clock import MOST_WAITING, Clock


def test_without_a_worker_messages_do_not_pile_up(caplog: pytest.LogCaptureFixture, settings: Settings) -> None:
    queue = f"test-{uuid.uuid4().hex[:12]}-clock"
    clock = Clock(app=app, lazy=True)
    entry = clock.Entry(
        name="sweep",
        task="rules.sweep",
        schedule=schedule(run_every=1.0),
        options={"queue": queue, "expires": 30.0},
        app=app,
    )
    assert clock.waiting(queue) == 0
    for _ in range(10):
        clock.apply_async(entry, advance=False)
    assert clock.waiting(queue) == MOST_WAITING
    assert caplog.text.count("No worker fetches the messages") == 1
    with app.connection_or_acquire() as connection, connection.channel() as channel:
        channel.queue_purge(queue)
    clock.apply_async(entry, advance=False)
    assert clock.waiting(queue) == 1
    with app.connection_or_acquire() as connection, connection.channel() as channel:
        channel.queue_delete(queue)
