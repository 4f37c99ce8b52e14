"""Beat sends nothing while what it sent before still waits, goes on when the clock is set back, and ends when told."""

import subprocess
import sys
import time
import uuid
from datetime import timedelta
from typing import Final

import pytest
from celery.schedules import schedule
from django.conf import settings as used
from pytest_django.fixtures import Settings

from policyengine.celery import app
from policyengine.clock import Clock
from tests.policyengine.project_documents import ROOT
from tests.rules.assessing.workers import process_environment

# Beat, told to end when it has begun to send the bytes of a message.
INTERRUPTED_BEAT: Final = """
import os, signal
from amqp.transport import TCPTransport
from policyengine.celery import app
whole = TCPTransport.write
def write(transport, sent):
    if b"rules.sweep" in bytes(sent):
        os.kill(os.getpid(), signal.SIGTERM)
    whole(transport, sent)
TCPTransport.write = write
app.start(["beat", "--loglevel", "WARNING", "--pidfile="])
"""


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


def test_a_clock_that_is_set_back_by_hours_stops_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    clock = Clock(app=app, lazy=True)
    monkeypatch.setattr(clock, "apply_entry", lambda entry, producer=None: sent.append(entry.name))
    monkeypatch.setattr(Clock, "producer", None)
    entry = clock.Entry(name="sweep", task="rules.sweep", schedule=schedule(run_every=15.0, app=app), app=app)
    clock.schedule = {"sweep": entry}
    entry.last_run_at = entry.default_now() + timedelta(hours=2)  # before the clock was set back
    clock.tick()
    assert sent == [], "it waits for the former time"
    now = time.time
    monkeypatch.setattr("policyengine.clock.time.time", lambda: now() - 7200.0)
    clock.tick()
    assert sent == ["sweep"]


@pytest.mark.skipif(not used.CELERY_BROKER_URL.startswith("amqp"), reason="a message to a folder has no connection")
def test_beat_ends_in_the_middle_of_a_message() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_BEAT],
        env=process_environment(CELERY_QUEUE=f"test-{uuid.uuid4().hex[:12]}"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
