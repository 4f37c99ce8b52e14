"""Backups that are not made say why, and what helps."""

import errno
import os
from pathlib import Path

import pytest
from django.db.migrations.executor import MigrationExecutor
from pytest_django.fixtures import Settings

from rules.backup import making
from rules.backup.errors import BackupError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_list(settings: Settings, tmp_path: Path) -> None:
    """Give the test a list of erasures of its own."""
    settings.ERASURE_LIST = tmp_path / "erasures.list"


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.EACCES, "Let the account that runs this write there"), (errno.ENOSPC, "Free space there")],
)
def test_a_place_that_this_account_may_not_write_is_told_from_a_full_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    def fail(_file: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(making, "dump_database", fail)
    with pytest.raises(BackupError, match=f"{remedy}, or name another place"):
        making.make_backup(str(tmp_path / "place"))
    assert not list(tmp_path.glob("place/*"))


def test_the_tables_of_an_earlier_version_are_left_to_that_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command ended in a traceback about a table that was not there yet."""
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [("a migration", False)] * 83)
    with pytest.raises(BackupError, match=r"lacks 83 migrations .* docs/upgrading\.md says how"):
        making.make_backup(str(tmp_path / "place"))
    assert not (tmp_path / "place").exists()
