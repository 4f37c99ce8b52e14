"""Moments outside of a window, files of other seals and clocks that were set hide no change from a daily run."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events, seal_today
from institutions.audit.seal_files import export_seals
from institutions.audit.verify import verify_audit
from institutions.models import AuditChain, AuditEvent, AuditSeal
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db


def at(moment: datetime, number: int) -> AuditEvent:
    """Record an event at a moment."""
    with patch("django.utils.timezone.now", return_value=moment):
        return record_event(actor=COMMAND, verb="tried", what=f"thing:{number}")


def sealed(moment: datetime) -> AuditSeal:
    """Seal at a moment."""
    with patch("django.utils.timezone.now", return_value=moment):
        made = seal_events()
    assert made
    return made


def test_an_event_that_is_dated_out_of_the_window_is_read_since_no_earlier_seal_has_it() -> None:
    now = datetime.now(UTC)
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
    now = datetime.now(UTC)
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
    at(timezone.now(), 1)
    ahead = sealed(datetime.now(UTC) + timedelta(days=400))
    at(timezone.now(), 2)
    made = seal_today()
    assert made
    assert list(made.heads) == ["rest"]
    at(timezone.now(), 3)
    assert seal_today() is None
    assert f"seal {ahead.number}: is dated" in "".join(verify_audit().remarks)


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


def test_a_daily_run_without_any_seal_reads_the_events_of_the_window_alone() -> None:
    now = datetime.now(UTC)
    for days in (3, 2, 0):
        at(now - timedelta(days=days, hours=1), days)
    assert verify_audit(since=now - timedelta(days=1)).events == 1
    assert AuditChain.objects.get(name="rest").length == 3
