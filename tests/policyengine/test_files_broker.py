"""The broker made of files: messages are whole or not there, and old ones go away."""

import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError
from pytest_django.fixtures import Settings

from policyengine import celery, files_broker
from policyengine.celery import transport_options


@pytest.fixture
def connection(tmp_path: Path, settings: Settings) -> Iterator[Connection]:
    """Yield a connection to a broker folder of the test's own."""
    settings.BROKER_DIR = tmp_path / "broker"
    files_broker.Channel.last_pruned = 0.0
    with Connection("filesystem://", transport_options=transport_options("filesystem://")) as made:
        assert made.transport.__class__ is files_broker.Transport
        yield made


@pytest.fixture
def letters() -> str:
    """Return a queue that no other test has: kombu remembers bindings for the whole process."""
    return f"letters-{uuid.uuid4().hex[:12]}"


def test_what_is_put_is_got_in_order(connection: Connection, letters: str) -> None:
    queue = connection.SimpleQueue(letters)
    for number in range(3):
        queue.put({"n": number})
    got = []
    for _ in range(3):
        message = queue.get(timeout=2)
        got.append(message.payload["n"])
        message.ack()
    assert got == [0, 1, 2]


def test_the_folders_are_closed_to_others(connection: Connection, settings: Settings) -> None:
    for folder in (settings.BROKER_DIR, settings.BROKER_DIR / "messages", settings.BROKER_DIR / "processed"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_half_written_message_is_not_seen(connection: Connection, settings: Settings, letters: str) -> None:
    queue = connection.SimpleQueue(letters)
    (settings.BROKER_DIR / "messages" / f".1_x.{letters}.msg.part").write_text('{"half', encoding="utf-8")
    with pytest.raises(queue.Empty):
        queue.get(block=False)


def test_messages_older_than_an_hour_are_removed(connection: Connection, settings: Settings, letters: str) -> None:
    queue = connection.SimpleQueue(letters)
    queue.put({"n": 1})
    (old,) = (settings.BROKER_DIR / "messages").iterdir()
    processed = settings.BROKER_DIR / "processed" / "old.msg"
    processed.write_text("{}", encoding="utf-8")
    for file in (old, processed):
        os.utime(file, (time.time() - 3_700, time.time() - 3_700))
    files_broker.Channel.last_pruned = 0.0
    queue.put({"n": 2})
    assert not old.exists()
    assert not processed.exists()
    assert queue.get(timeout=2).payload == {"n": 2}


def test_a_folder_that_cannot_be_written_is_a_channel_error(
    connection: Connection, settings: Settings, letters: str
) -> None:
    queue = connection.SimpleQueue(letters)
    (settings.BROKER_DIR / "messages").rmdir()
    with pytest.raises(ChannelError, match="could not be written"):
        queue.put({"n": 1})


def test_every_wait_for_a_broker_is_bounded() -> None:
    for url in ("amqp://guest@127.0.0.1//", "redis://127.0.0.1/0"):
        options: dict[str, Any] = transport_options(url)
        assert options["max_retries"] == 1
        assert any("timeout" in name for name in options)
    assert celery.app.conf.broker_connection_timeout == celery.CONNECT_SECONDS


def test_tasks_are_acknowledged_late_in_json_with_nothing_waiting_for_results() -> None:
    conf = celery.app.conf
    assert (conf.task_acks_late, conf.worker_prefetch_multiplier, conf.task_ignore_result) == (True, 1, True)
    assert (list(conf.accept_content), conf.task_serializer) == (["json"], "json")
    assert conf.beat_schedule["sweep"]["options"]["expires"] == conf.beat_schedule["sweep"]["schedule"]
