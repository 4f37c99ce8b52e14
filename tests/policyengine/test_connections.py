"""Connections to PostgreSQL are kept and checked, by a pool in no case, and no process uses that of another."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from tests.rules.assessing.workers import ROOT, database_url

POSTGRESQL = "postgres://user@127.0.0.1:1/name"
SHOW = """
import json
from policyengine import settings
kept = settings.DATABASES["default"]
print(json.dumps([kept.get("CONN_MAX_AGE"), kept.get("CONN_HEALTH_CHECKS")]))
"""
FORK = """
import json, os
import django
django.setup()
from celery.fixups.django import DjangoWorkerFixup
from django.db import connection
from policyengine.celery import app

def backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]

parent = backend()
reads, writes = os.pipe()
if not os.fork():
    DjangoWorkerFixup(app).on_worker_process_init()  # as each process of a worker does when it starts
    os.write(writes, json.dumps([backend(), backend()]).encode())
    os._exit(0)
os.wait()
child = json.loads(os.read(reads, 1000))
print(json.dumps({"parent": [parent, backend()], "child": child}))
"""


def answer(script: str, url: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "policyengine.settings", "DEBUG": "true"}
    return subprocess.run([sys.executable, "-c", script], env=env, cwd=ROOT, capture_output=True, text=True)


def said(script: str, url: str) -> Any:
    done = answer(script, url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("query", "kept"), [("", [60, True]), ("?conn_max_age=0", [0, True]), ("?conn_max_age=5", [5, True])]
)
def test_a_connection_is_kept_for_a_minute_unless_the_address_says_otherwise(query: str, kept: list[object]) -> None:
    assert said(SHOW, POSTGRESQL + query) == kept


def test_a_pool_beside_kept_connections_is_refused() -> None:
    done = answer(SHOW, f"{POSTGRESQL}?pool=true")
    assert done.returncode != 0
    assert "DATABASE_URL asks for a pool of connections (`pool`)" in done.stderr
    assert "Leave `pool` out" in done.stderr


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
def test_a_process_of_a_worker_does_not_use_the_connection_that_it_was_forked_with() -> None:
    found = said(FORK, database_url())
    parent, child = found["parent"], found["child"]
    assert parent[0] == parent[1]
    assert child[0] == child[1] != parent[0]
