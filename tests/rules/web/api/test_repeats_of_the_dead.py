"""A request that is killed in the middle leaves its Idempotency-Key free at once, and nothing half stored."""

import json
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import GovernmentBody, IdempotencyRecord, Submission
from rules.models import Assessment
from tests.rules.assessing.workers import ROOT, process_environment
from tests.rules.web.api.conftest import Caller

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

KEY = {"Idempotency-Key": "3f1d"}
# The process dies after its request has stored everything, and before it is committed.
DIE = """
import json, os, signal, sys
import django
django.setup()
from django.test import Client
from rules.web.api.cases import partnerships
partnerships.registered_answer = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
Client().post(
    "/api/v1/partnerships/", sys.stdin.read(), content_type="application/json",
    headers={"Authorization": f"Bearer {sys.argv[1]}", "Idempotency-Key": "3f1d"},
)
"""


def test_a_killed_request_leaves_its_key_free_at_once(meti: GovernmentBody, document: dict[str, Any]) -> None:
    key = make_key(meti, scopes=SCOPES)[1]
    killed = subprocess.run(
        [sys.executable, "-c", DIE, key],
        input=json.dumps(document),
        env=process_environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (Submission.objects.count(), IdempotencyRecord.objects.count()) == (0, 0)
    caller = Caller(Client(), key)
    first = caller.register(document, **KEY)
    assert first.status_code == 201, first.content
    again = caller.register(document, **KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (Submission.objects.count(), Assessment.objects.count()) == (1, 1)
