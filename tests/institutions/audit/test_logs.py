"""The log: one JSON object a line, without values of rows, and one line a failure while a service is away."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from kombu import Connection

from institutions.audit.logged_errors import service_away
from institutions.audit.logs import JsonLine
from institutions.models import Account

ROOT = Path(__file__).resolve().parents[3]
NAME = "Sato Hanako (fictional)"
CLOSED = "127.0.0.1:1"  # nothing listens there
REQUESTS = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for _ in range(3):
    print(client.post("/sign-in/", {"login": "Sato Hanako (fictional)", "password": "a secret phrase"}).status_code)
"""


def line_of(error: BaseException, message: str = "It failed.") -> dict[str, Any]:
    """Return the line that the log writes about an error, read again."""
    record = logging.LogRecord("a", logging.ERROR, "f", 1, message, (), (type(error), error, error.__traceback__))
    (line,) = JsonLine().format(record).splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def caught(fails: Callable[[], object]) -> BaseException:
    """Return the error that a call ends with."""
    try:
        fails()
    except Exception as error:  # noqa: BLE001 - whichever it is
        return error
    pytest.fail("nothing was raised")


def test_an_error_of_the_program_has_its_traceback() -> None:
    nothing: dict[str, int] = {}
    line = line_of(caught(lambda: nothing["absent"]))
    assert line["error"].startswith("Traceback")
    assert "KeyError: 'absent'" in line["error"]
    assert "away" not in line


@pytest.mark.django_db
def test_values_of_rows_are_left_out() -> None:
    Account.objects.create_user(NAME)

    def twice() -> None:
        with transaction.atomic():
            Account.objects.create_user(NAME)

    error = caught(twice)
    assert isinstance(error, IntegrityError)
    line = line_of(error, f"Task rules.assess[1] raised unexpected: {error!r}")
    assert line["error"].startswith("Traceback")
    assert "Sato" not in json.dumps(line)
    assert "nique constraint" in line["message"].lower()
    if connection.vendor == "postgresql":
        assert "Sato" in str(error)  # what is left out here


def test_a_broker_that_is_away_is_one_line_without_a_traceback() -> None:
    with Connection(f"amqp://guest:guest@{CLOSED}//", connect_timeout=1) as broker:
        line = line_of(caught(lambda: broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)))
    assert (line["away"], "Traceback" in line["error"]) == ("broker", False)
    assert line["error"].startswith("OperationalError: ")


@pytest.mark.django_db
def test_a_statement_that_fails_does_not_mean_that_the_database_is_away() -> None:
    def wrong() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT absent FROM nowhere")

    assert service_away(caught(wrong)) == ""


@pytest.mark.once
def test_each_request_is_one_line_while_the_database_is_away() -> None:
    env = {
        **os.environ,
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
        "DATABASE_URL": f"postgres://user:hidden@{CLOSED}/name",
        "LOG_STREAM": "stdout",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "false",
    }
    done = subprocess.run([sys.executable, "-c", REQUESTS], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    said = [each for each in done.stdout.splitlines() if not each.isdecimal()]
    lines = [json.loads(each) for each in said]
    failures = [each for each in lines if each["logger"] == "django.request"]
    assert [(each["away"], each["message"]) for each in failures] == [
        ("database", "Internal Server Error: /sign-in/")
    ] * 3
    assert {each["error"].partition(":")[0] for each in failures} == {"OperationalError"}
    for private in ("Traceback", "Sato", "secret phrase", "hidden"):
        assert private not in done.stdout


def test_gunicorn_writes_such_lines_too() -> None:
    script = (
        "from gunicorn.config import Config; from policyengine.web_logs import JsonLogger;"
        "JsonLogger(Config()).error('Worker (pid:%s) exited.', 12)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    line = json.loads(done.stderr)
    assert (line["message"], line["level"]) == ("Worker (pid:12) exited.", "ERROR")
