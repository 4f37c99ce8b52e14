"""Seals that are newer than a backup are kept as evidence, whatever is restored afterwards."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.audit.seal import seal_events
from institutions.audit.seal_files import file_name
from institutions.models import AuditSeal
from institutions.values.hashing import hash_json
from rules.backup.errors import BackupError
from rules.backup.proving import set_later_seals_aside
from tests.institutions.audit.tampering import events, without_triggers


def exported(folder: Path, number: int, word: str) -> str:
    """Export a seal with its request for a timestamp; return its hash."""
    content = {"number": number, "at": "2026-12-01T03:00:00+00:00", "word": word}
    said = hash_json(content)
    (folder / f"{file_name(number)}.json").write_text(json.dumps({"content": content, "hash": said}), encoding="utf-8")
    (folder / f"{file_name(number)}.tsq").write_bytes(b"asked")
    return said


@pytest.mark.bare
def test_later_seals_are_named_again_after_a_stop_and_never_overwritten(settings: Settings, tmp_path: Path) -> None:
    settings.SEALS_DIR = tmp_path
    exported(tmp_path, 1, "kept")
    lost = exported(tmp_path, 2, "lost")
    assert set_later_seals_aside(1) == [lost]
    assert set_later_seals_aside(1) == [lost], "a second try of the restoration names it too"
    again = exported(tmp_path, 2, "lost in the next restoration")
    assert set_later_seals_aside(1) == [lost, again]
    assert [path.name for path in sorted(tmp_path.glob("seal-*"))] == ["seal-00000001.json", "seal-00000001.tsq"]
    assert len(list(tmp_path.glob("after-seal-1-*/*.tsq"))) == 2


@pytest.mark.bare
def test_without_later_seals_nothing_is_made(settings: Settings, tmp_path: Path) -> None:
    settings.SEALS_DIR = tmp_path
    exported(tmp_path, 1, "kept")
    assert set_later_seals_aside(1) == []
    assert not list(tmp_path.glob("after-seal-*"))


@pytest.mark.bare
def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEALS_DIR = tmp_path
    exported(tmp_path, 2, "lost")

    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BackupError, match="set SEALS_DIR to a new one"):
        set_later_seals_aside(1)


@pytest.mark.bare
def test_a_folder_that_cannot_be_read_ends_the_restoration(tmp_path: Path, settings: Settings) -> None:
    (place := tmp_path / "seals").touch()
    settings.SEALS_DIR = place
    with pytest.raises(BackupError, match=r"cannot be read: Not a directory\. Mount it, then try again"):
        set_later_seals_aside(1)


@pytest.mark.django_db
def test_a_folder_that_is_not_mounted_ends_the_restoration(tmp_path: Path, settings: Settings) -> None:
    """Taken for an empty one, it let newer seals stand: the proof of what was lost was set aside by nobody."""
    settings.SEALS_DIR, settings.SEALS_DIR_SET = tmp_path / "not mounted", True
    assert set_later_seals_aside(0) == [], "no seal was due to be exported"
    events(1)
    seal_events()
    with without_triggers():
        AuditSeal.objects.update(at=timezone.now() - timedelta(hours=1))
    with pytest.raises(BackupError, match="is not there or has no seal"):
        set_later_seals_aside(1)
    settings.SEALS_DIR_SET = False
    assert set_later_seals_aside(1) == [], "nobody said that there is one"
