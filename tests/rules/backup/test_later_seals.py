"""Seals that are newer than a backup are kept as evidence, whatever is restored afterwards."""

import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from institutions.audit.seal_files import file_name
from institutions.values.hashing import hash_json
from rules.backup.errors import BackupError
from rules.backup.proving import set_later_seals_aside

pytestmark = pytest.mark.bare


def exported(folder: Path, number: int, word: str) -> str:
    """Export a seal with its request for a timestamp; return its hash."""
    content = {"number": number, "at": "2026-12-01T03:00:00+00:00", "word": word}
    said = hash_json(content)
    (folder / f"{file_name(number)}.json").write_text(json.dumps({"content": content, "hash": said}), encoding="utf-8")
    (folder / f"{file_name(number)}.tsq").write_bytes(b"asked")
    return said


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


def test_without_later_seals_nothing_is_made(settings: Settings, tmp_path: Path) -> None:
    settings.SEALS_DIR = tmp_path
    exported(tmp_path, 1, "kept")
    assert set_later_seals_aside(1) == []
    assert not list(tmp_path.glob("after-seal-*"))


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


def test_a_folder_that_cannot_be_read_ends_the_restoration(tmp_path: Path, settings: Settings) -> None:
    (place := tmp_path / "seals").touch()
    settings.SEALS_DIR = place
    with pytest.raises(BackupError, match=r"cannot be read: Not a directory\. Mount it, then try again"):
        set_later_seals_aside(1)
