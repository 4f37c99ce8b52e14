"""Files of seals that are missing, damaged or cut off, and an authority that is silent: no seal loses what it has."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from institutions.audit import exported_seals, seal_files
from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals, waiting_seals, write_whole
from institutions.audit.timestamps import AuthorityError
from institutions.audit.verify import verify_audit

pytestmark = pytest.mark.django_db
STAMPED: dict[str, Any] = {"TIMESTAMP_URL": "http://127.0.0.1:9/tsa"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of two exported seals."""
    for _ in range(2):
        record_event(actor=COMMAND, verb="tried", what="thing:1")
        assert seal_events()
    with override_settings(SEALS_DIR=tmp_path / "seals"):
        assert export_seals().written == 2
    return tmp_path / "seals"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the requests that were sent to an authority, which answers none."""
    sent: list[bytes] = []

    def ask(_url: str, request: bytes, **_options: Any) -> bytes:
        sent.append(request)
        message = "silent"
        raise AuthorityError(message)

    monkeypatch.setattr(seal_files, "ask_authority", ask)
    monkeypatch.setattr(seal_files, "read_roots", lambda _path: [])
    return sent


def test_others_cannot_look_into_the_folder(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_only_the_file_that_is_missing_is_written_again(folder: Path) -> None:
    """Else the copy that shows what was sealed would be made anew from a changed database, and fit it."""
    seal, request = folder / "seal-00000001.json", folder / "seal-00000001.tsq"
    for lost, kept in ((seal, request), (request, seal)):
        lost.unlink()
        kept.write_bytes(b"as it was")
        with override_settings(SEALS_DIR=folder):
            assert export_seals().written == 1
        assert (lost.exists(), kept.read_bytes()) == (True, b"as it was")


def test_a_file_that_could_not_be_written_to_its_end_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: Callable[[Path, bytes], int] = Path.write_bytes

    def fill_the_disk(path: Path, content: bytes) -> int:
        written(path, content[:3])
        message = "No space left on device"
        raise OSError(message)

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "seal-00000001.json", b"content")
    assert not (tmp_path / "seal-00000001.json").exists()


def test_a_folder_that_is_not_mounted_is_no_folder_without_seals(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exported_seals, "UNEXPORTED", timedelta(days=-1))  # both seals are old enough
    said = f"SEALS_DIR: {tmp_path / 'away'} is not there or has no seal, so none was compared"
    with override_settings(SEALS_DIR=tmp_path / "away", SEALS_DIR_SET=True):
        assert [each for each in verify_audit().troubles if each.startswith(said)]
        (tmp_path / "away").mkdir()  # the place where it is mounted, empty without it
        assert [each for each in verify_audit().troubles if each.startswith(said)]
    with override_settings(SEALS_DIR=tmp_path / "away", SEALS_DIR_SET=False):  # nobody said that there is one
        assert not [each for each in verify_audit().troubles if each.startswith("SEALS_DIR")]
    with override_settings(SEALS_DIR=folder, SEALS_DIR_SET=True):
        assert not [each for each in verify_audit().troubles if each.startswith("SEALS_DIR")]


def test_a_folder_that_no_export_has_made_yet_is_no_trouble(folder: Path, tmp_path: Path) -> None:
    """The first export comes within five minutes of the first seal."""
    with override_settings(SEALS_DIR=tmp_path / "to come", SEALS_DIR_SET=True):
        assert not [each for each in verify_audit().troubles if each.startswith("SEALS_DIR")]


def test_the_oldest_seals_are_stamped_first(tmp_path: Path) -> None:
    names = [f"seal-{number:08}.tsq" for number in range(1, 31)]
    for name in random.Random(5).sample(names, len(names)):  # noqa: S311 - a test's choice
        (tmp_path / name).touch()
    assert [path.name for path in waiting_seals(tmp_path)] == names


def test_a_silent_authority_is_asked_once_in_an_export(folder: Path, asked: list[bytes]) -> None:
    with override_settings(SEALS_DIR=folder, **STAMPED):
        assert export_seals().trouble == "seal-00000001: silent"
    assert asked == [(folder / "seal-00000001.tsq").read_bytes()]


def test_an_export_asks_for_so_many_timestamps_and_the_next_one_goes_on(
    folder: Path, asked: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_url: str, request: bytes, **_options: Any) -> bytes:
        asked.append(request)
        return b"reply"

    monkeypatch.setattr(seal_files, "ASKED_AT_ONCE", 1)
    monkeypatch.setattr(seal_files, "ask_authority", ask)
    monkeypatch.setattr(seal_files, "check_reply", lambda *_: None)
    for number in (1, 2):
        with override_settings(SEALS_DIR=folder, **STAMPED):
            assert (export_seals().stamped, len(asked)) == (1, number)


def test_the_request_about_another_seal_is_not_sent(folder: Path, asked: list[bytes]) -> None:
    first, second = (folder / f"seal-0000000{number}.tsq" for number in (1, 2))
    first.write_bytes(second.read_bytes())
    second.unlink()
    second.with_suffix(".tsr").touch()
    with override_settings(SEALS_DIR=folder, **STAMPED):
        assert "seal-00000001: The request is for another seal" in export_seals().trouble
    assert asked == []


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("content", ["{}", "[]", "{", None])
def test_a_file_of_a_seal_that_cannot_be_read_is_named_and_holds_up_no_other(
    folder: Path, content: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is nothing to the authority: what comes after it is stamped."""
    first = folder / "seal-00000001.json"
    first.unlink()
    first.mkdir() if content is None else first.write_text(content, encoding="utf-8")
    monkeypatch.setattr(seal_files, "ask_authority", lambda *_args, **_options: b"reply")
    monkeypatch.setattr(seal_files, "check_reply", lambda *_: None)
    with override_settings(SEALS_DIR=folder, **STAMPED):
        done = export_seals()
    assert (done.stamped, done.waiting) == (1, 1)
    assert done.trouble.startswith("seal-00000001: The file of the seal cannot be read")
