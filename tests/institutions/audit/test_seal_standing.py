"""The state of the exported seals: troubles with a remedy, late only where a server sets where they go, no failure."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from institutions.audit import seal_standing as module
from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.seal_standing import names_within, seal_standing
from institutions.models import AuditEvent, AuditSeal
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    """Return the folder that a server has set for its seals."""
    settings.SEALS_DIR = tmp_path / "seals"  # type: ignore[attr-defined]
    settings.SEALS_DIR_SET = True  # type: ignore[attr-defined]
    return tmp_path / "seals"


def sealed(hours_ago: float) -> AuditSeal:
    """Return a new seal over a new event, as if it had been made some time ago."""
    record_event(actor=COMMAND, verb="tried", what="thing:1")
    seal = seal_events()
    assert seal
    at = timezone.now() - timedelta(hours=hours_ago)
    with without_triggers():
        QuerySet(AuditSeal).filter(number=seal.number).update(at=at)
        QuerySet(AuditEvent).filter(at__gt=at).update(at=at - timedelta(seconds=1))
    seal.at = at
    return seal


def codes() -> list[str]:
    return [each.code for each in seal_standing().troubles]


def test_a_new_database_and_one_whose_seals_are_exported_are_well(folder: Path) -> None:
    assert (seal_standing().readable, seal_standing().late, seal_standing().last_file_on) == (True, False, None)
    seal = sealed(0)
    assert (seal_standing().unexported, codes()) == (1, [])  # the next export comes within five minutes
    export_seals()
    found = seal_standing()
    assert (found.last_file_on, found.unexported, found.late) == (timezone.localdate(seal.at), 0, False)
    assert (found.waiting, found.waiting_since) == (1, seal.at)  # shown, and late only where an authority is set


def test_a_seal_without_a_file_is_late_only_where_the_server_sets_the_folder(folder: Path) -> None:
    sealed(1)
    assert (seal_standing().unexported, codes()) == (1, ["seal_files.not_exported"])
    assert seal_standing().late
    with override_settings(SEALS_DIR_SET=False):
        assert not seal_standing().late


def test_a_timestamp_is_late_after_a_day_where_an_authority_is_set(folder: Path) -> None:
    first = sealed(30)
    sealed(2)
    export_seals()
    with override_settings(TIMESTAMP_URL="https://tsa.example/"):
        found = seal_standing()
        assert (found.waiting, found.waiting_since, found.late) == (2, first.at, True)
        assert codes() == ["seal_files.not_stamped"]
        (folder / "seal-00000001.tsr").touch()
        assert (seal_standing().waiting, codes()) == (1, [])
    (folder / "seal-00000001.tsr").unlink()
    assert codes() == []


def test_events_without_a_seal_for_a_day_are_named(folder: Path) -> None:
    sealed(60)
    export_seals()
    record_event(actor=COMMAND, verb="tried", what="thing:2")
    assert codes() == []
    with without_triggers():
        QuerySet(AuditEvent).filter(object="thing:2").update(at=timezone.now() - timedelta(hours=26))
    assert codes() == ["seal_files.not_sealed"]


def test_a_folder_that_cannot_be_read_is_a_trouble_and_no_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(1)
    folder.touch()  # a file where the folder should be
    found = seal_standing()
    assert (found.readable, found.unexported, found.waiting, found.late) == (False, 0, 0, True)
    assert [each.code for each in found.troubles] == ["seal_files.unreadable"]
    answered = threading.Event()

    class SilentFolder:
        def iterdir(self) -> list[Path]:
            answered.wait(30)
            return []

    assert names_within(SilentFolder(), 0.05) is None  # type: ignore[arg-type]
    assert names_within(folder.parent, 0.05) is None  # no second thread waits beside it
    answered.set()
    assert module.listing.acquire(timeout=30)
    module.listing.release()
    assert names_within(folder.parent, 5) == frozenset({"seals"})
