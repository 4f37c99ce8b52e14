"""Beat sends nothing while what it sent before still waits."""

import uuid

import pytest
from celery.schedules import schedule
from pytest_django.fixtures import Settings

from policyengine.celery import app
from policyengine.clock import Clock


def test_without_a_worker_messages_do_not_pile_up(caplog: pytest.LogCaptureFixture, settings: Settings) -> None:
    queue = f"test-{uuid.uuid4().hex[:12]}-clock"
    clock = Clock(app=app, lazy=True)
    entries = {
        task: clock.Entry(
            name=task,
            task=task,
            schedule=schedule(run_every=1.0),
            options={"queue": queue, "expires": 30.0},
            app=app,
        )
        for task in ("rules.sweep", "rules.sweep_mails", "rules.sweep_days")
    }
    clock.schedule = entries

    def tick() -> None:
        for entry in entries.values():
            clock.apply_async(entry, advance=False)

    assert clock.waiting(queue) == 0
    tick()
    assert clock.waiting(queue) == 3, "at one tick each task is sent"
    assert "No worker" not in caplog.text
    for _ in range(10):
        tick()
    assert clock.waiting(queue) == 4
    assert caplog.text.count("No worker fetches the messages") == 1
    with app.connection_or_acquire() as connection, connection.channel() as channel:
        channel.queue_purge(queue)
    tick()
    assert clock.waiting(queue) == 3
    with app.connection_or_acquire() as connection, connection.channel() as channel:
        channel.queue_delete(queue)
