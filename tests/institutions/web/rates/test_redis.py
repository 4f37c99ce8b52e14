"""Processes that share a Redis (`CACHE_URL`) count requests together."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
import redis

ROOT = Path(__file__).resolve().parents[4]
URL = "redis://127.0.0.1:6379/15"
COUNTS = """
import sys
import django
django.setup()
from institutions.web.rates.counting import CACHE, RequestCounter, caches
assert type(caches[CACHE]).__name__ == "JsonRedisCache"
print(RequestCounter().takes(sys.argv[1], 2, 1_795_867_200.0))
"""

WAITS = """
import django
django.setup()
from institutions.web.rates.counting import CACHE, caches
connection = caches[CACHE]._cache.get_client(None, write=True).connection_pool.make_connection()
print(connection.socket_connect_timeout, connection.socket_timeout)
"""


@pytest.fixture
def server() -> "redis.Redis":
    """Return the Redis of this machine; under CI=true it must be there."""
    client = redis.Redis.from_url(URL)
    try:
        client.ping()
    except redis.ConnectionError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no Redis at 127.0.0.1:6379")
    return client


@pytest.mark.bare
def test_each_process_sees_what_the_others_counted(server: "redis.Redis") -> None:
    caller = f"test:{uuid4()}"
    environment = {**os.environ, "CACHE_URL": URL, "DJANGO_SETTINGS_MODULE": "policyengine.settings", "DEBUG": "true"}
    command = [sys.executable, "-c", COUNTS, caller]
    counted = [
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(3)
    ]
    assert counted == ["True", "True", "False"]
    [key] = server.keys(f"*{caller}*")
    assert 0 < int(str(server.ttl(key))) <= 300  # seconds: nothing of it stays
    server.delete(key)


@pytest.mark.bare
def test_a_request_waits_for_a_redis_that_is_away_a_second_at_most() -> None:
    environment = {**os.environ, "CACHE_URL": URL, "DJANGO_SETTINGS_MODULE": "policyengine.settings", "DEBUG": "true"}
    command = [sys.executable, "-c", WAITS]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["1.0", "1.0"]
