"""Attacks on events by somebody with all of SQL: each shows, or is remarked, and none ends the verification."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.audit.verify import verify_audit
from institutions.models import AuditEvent
from tests.institutions.audit.tampering import ONE, events, without_triggers, write_anew

pytestmark = pytest.mark.django_db


def test_an_event_that_was_inserted_in_the_middle_shows() -> None:
    made = events(3)
    seal_events()
    with without_triggers():
        AuditEvent.objects.filter(number=3).update(number=4)
        AuditEvent.objects.filter(number=2).update(number=3)
        forged = AuditEvent(
            chain=made[0].chain, number=2, at=made[0].at, actor="account:7", verb="tried", object="thing:1"
        )
        forged.save(force_insert=True)
        assert f"partnership:{ONE}, event 2: does not match the previous event" in verify_audit().troubles
        write_anew()
    found = verify_audit().troubles
    assert f"partnership:{ONE}: event 3, sealed in seal 1, is missing or was changed" in found


def test_an_act_that_was_dated_back_or_ahead_is_remarked_and_is_no_trouble() -> None:
    events(3)
    assert verify_audit().remarks == ()
    with without_triggers():
        AuditEvent.objects.filter(number=2).update(at=timezone.now() - timedelta(days=40))
        AuditEvent.objects.filter(number=3).update(at=timezone.now() + timedelta(days=40))
        write_anew()
    found = verify_audit()
    assert found.troubles == ()
    back, ahead = found.remarks
    assert back.startswith(f"partnership:{ONE}, event 2: is dated ")
    assert ahead.endswith("which is still to come")
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"Remark: {back}." in out.getvalue()


def test_a_daily_run_also_reads_what_came_in_since_then_under_an_earlier_date() -> None:
    events(1)
    with without_triggers():
        AuditEvent.objects.update(at=timezone.now() - timedelta(days=9))
        write_anew()
    since = timezone.now() - timedelta(days=1)
    record_event(actor=COMMAND, verb="tried", what="thing:2")
    events(1)
    with without_triggers():
        AuditEvent.objects.filter(number=2).update(at=timezone.now() - timedelta(days=5))
        write_anew()
    assert verify_audit(since=since).events == 2


def test_what_events_of_another_form_say_is_no_error_of_the_program() -> None:
    events(1)
    odd: list[Any] = [
        [],
        "x",
        {"written": []},
        {"written": {"x": []}},
        {"changed": {"x": {"1": "y"}}},
        {"closed": 1},
        5,
    ]
    for rows in odd:
        with without_triggers():
            AuditEvent.objects.update(rows=rows, after=rows, before=rows)
        assert verify_audit().troubles, json.dumps(rows)
