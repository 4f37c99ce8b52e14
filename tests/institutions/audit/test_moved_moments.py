"""Moments outside of a window, files of other seals and clocks that were set hide no change from a daily run."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events, seal_today
from institutions.audit.seal_files import export_seals
from institutions.audit.verify import verify_audit
from institutions.models import AuditChain, AuditEvent, AuditSeal
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 31, 3, tzinfo=UTC)  # in Japan
MIDNIGHT = datetime(2026, 12, 31, 15, tzinfo=UTC)  # the same


def clock(moment: datetime) -> Any:  # Any: a context
    """Let the clock of the server stand at a moment."""
    return patch("django.utils.timezone.now", return_value=moment)


def at(moment: datetime, number: int) -> AuditEvent:
    """Record an event at a moment."""
    with clock(moment):
        return record_event(actor=COMMAND, verb="tried", what=f"thing:{number}")


def sealed(moment: datetime) -> AuditSeal:
    """Seal at a moment."""
    with clock(moment):
        made = seal_events()
    assert made
    return made


def sealed_on(moment: datetime) -> AuditSeal | None:
    """Seal at a moment, as the job does."""
    with clock(moment):
        return seal_today()


def test_an_event_that_is_dated_out_of_the_window_is_read_since_no_earlier_seal_has_it() -> None:
    now = NOON
    at(now - timedelta(days=3), 1)
    sealed(now - timedelta(days=2))
    moved = at(now - timedelta(hours=2), 2)
    at(now - timedelta(hours=1), 3)
    since = now - timedelta(days=1)
    assert verify_audit(since=since).troubles == ()
    with without_triggers():
        AuditEvent.objects.filter(pk=moved.pk).update(verb="cleared", at=now - timedelta(days=4))
    found = verify_audit(since=since)
    assert found.events == 2
    assert found.troubles == (f"rest, event {moved.number}: was changed",)


def test_a_seal_that_is_dated_out_of_the_window_shows_in_it() -> None:
    now = NOON
    for number in (3, 2):
        at(now - timedelta(days=number), number)
        sealed(now - timedelta(days=number))
    at(now - timedelta(hours=2), 4)
    last = sealed(now - timedelta(hours=1))
    since = now - timedelta(days=1)
    assert verify_audit(since=since).troubles == ()
    with without_triggers():
        AuditSeal.objects.filter(pk=last.pk).update(heads={}, at=now - timedelta(days=4))
    assert f"seal {last.number}: was changed" in verify_audit(since=since).troubles


def test_a_seal_in_the_future_does_not_end_the_sealing_of_all_days_until_then() -> None:
    """A server whose clock was ahead for an hour sealed nothing until that day came, and no page said so."""
    at(NOON, 1)
    ahead = sealed(NOON + timedelta(days=400))
    at(NOON, 2)
    made = sealed_on(NOON)
    assert made
    assert list(made.heads) == ["rest"]
    at(NOON, 3)
    assert sealed_on(NOON) is None
    with clock(NOON):
        assert f"seal {ahead.number}: is dated {ahead.at.isoformat()}, which is still to come" in verify_audit().remarks


@pytest.mark.parametrize("minutes", [1, 5, 40, 60])
def test_a_seal_of_a_clock_ahead_shortly_before_midnight_is_not_that_of_the_next_day(minutes: int) -> None:
    """The next day had no seal of its own: the one from before it, dated after midnight, counted as that."""
    early = timedelta(minutes=minutes)
    at(MIDNIGHT - timedelta(hours=2), 1)
    ahead = sealed(MIDNIGHT + early / 2)  # the clock of its server is ahead by `early`
    at(MIDNIGHT - early / 4, 2)
    own = sealed_on(MIDNIGHT - early / 4)
    assert own
    at(MIDNIGHT + early, 3)
    with clock(MIDNIGHT + early):
        (said,) = verify_audit().remarks
        assert verify_audit().troubles == ()
    assert said.startswith(f"seal {ahead.number}: is dated {ahead.at.isoformat()}, after the next seal")
    next_day = sealed_on(MIDNIGHT + early)
    assert next_day
    at(MIDNIGHT + early, 4)
    assert sealed_on(MIDNIGHT + early) is None
    assert sealed_on(MIDNIGHT + timedelta(hours=23, minutes=59)) is None
    assert sealed_on(MIDNIGHT + timedelta(days=1))


def test_a_seal_of_a_clock_ahead_that_nobody_saw_before_midnight_is_remarked() -> None:
    """While no worker ran between that seal and its moment, it looks like the seal of the day."""
    at(MIDNIGHT - timedelta(hours=2), 1)
    ahead = sealed(MIDNIGHT + timedelta(minutes=30))
    with clock(MIDNIGHT + timedelta(hours=1)):
        assert verify_audit().remarks == ()
    lacking = at(MIDNIGHT - timedelta(minutes=10), 2)
    with clock(MIDNIGHT + timedelta(hours=1)):
        (said,) = verify_audit().remarks
    assert said.startswith(f"seal {ahead.number}: is dated ")
    assert f"event {lacking.number} of rest, of {lacking.at.isoformat()}, is in no seal" in said
    assert "ahead" in said
    assert "--seal" in said
    sealed(MIDNIGHT + timedelta(hours=1))
    at(MIDNIGHT + timedelta(minutes=59), 3)  # its transaction ended after the seal
    with clock(MIDNIGHT + timedelta(hours=2)):
        assert verify_audit().remarks == ()


def test_the_event_of_a_long_act_that_ended_after_a_seal_is_remarked_until_it_is_sealed() -> None:
    """Its remark spoke of a clock alone, and an operator looked for a fault that was none."""
    at(NOON - timedelta(hours=1), 1)
    seal = sealed(NOON)
    long = at(NOON - timedelta(minutes=7), 2)  # as it was recorded; its transaction ended after the seal
    with clock(NOON + timedelta(minutes=5)):
        found = verify_audit()
    (said,) = found.remarks
    assert found.troubles == ()
    assert said.startswith(f"seal {seal.number}: is dated {seal.at.isoformat()}, and event {long.number} of rest, of ")
    assert "its act took longer than two minutes and ended after the seal" in said
    sealed(NOON + timedelta(minutes=6))
    with clock(NOON + timedelta(minutes=7)):
        assert verify_audit().remarks == ()


def test_a_file_of_another_seal_under_the_name_of_one_shows(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        for number in (1, 2):
            at(timezone.now(), number)
            seal_events()
        export_seals()
        assert verify_audit().troubles == ()
        second = tmp_path / "seal-00000002.json"
        shutil.copy(tmp_path / "seal-00000001.json", second)
        assert json.loads(second.read_text())["content"]["number"] == 1
        assert verify_audit().troubles == (f"{second}: is no seal as it was exported, or was changed",)


def test_events_of_seals_are_found_by_the_ids_of_their_chains() -> None:
    """Names were compared for each event of the trail, 200 at a time: a million in 100,000 chains took hours."""
    now = NOON
    at(now - timedelta(days=3), 1)
    sealed(now - timedelta(days=2))
    at(now - timedelta(hours=2), 2)
    for number in (1, 2):
        record_event(actor=COMMAND, verb="tried", what="thing:3", chain=f"import:{number}")
    with CaptureQueriesContext(connection) as queries:
        sealed(now - timedelta(hours=1))
        assert verify_audit(rows=False).troubles == ()
        assert verify_audit(rows=False, since=now - timedelta(days=1)).troubles == ()
    ranges = [each["sql"] for each in queries if "auditevent" in each["sql"] and " OR " in each["sql"]]
    assert ranges
    assert [each for each in ranges if "auditchain" in each] == []
    heads = [each["sql"] for each in queries if "auditevent" in each["sql"] and '"hash" IN' in each["sql"]]
    assert heads == []


def test_a_daily_run_without_any_seal_reads_the_events_of_the_window_alone() -> None:
    now = NOON
    for days in (3, 2, 0):
        at(now - timedelta(days=days, hours=1), days)
    assert verify_audit(since=now - timedelta(days=1)).events == 1
    assert AuditChain.objects.get(name="rest").length == 3


def test_a_daily_run_begins_after_the_last_seal_from_before_its_window() -> None:
    """Not after the first one: it would read nearly the whole trail each day."""
    for days in (4, 3, 2):
        at(NOON - timedelta(days=days, hours=1), days)
        sealed(NOON - timedelta(days=days))
    at(NOON - timedelta(hours=1), 1)
    found = verify_audit(since=NOON - timedelta(days=1))
    assert (found.events, found.troubles) == (1, ())
