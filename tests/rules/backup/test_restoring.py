"""A backup of this test's database is restored into another one, by the commands, in processes of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as present
from django.db import connection
from pytest_django.fixtures import Settings

from institutions.audit.opening import open_rows
from institutions.audit.row_hashes import database_salt
from institutions.models import Account, AuditChain, AuditEvent, Partnership, Party, Person, Role
from rules.backup.errors import BackupError
from rules.backup.making import make_backup
from rules.backup.manifest import NAME, BackupManifest, read_manifest
from rules.backup.places import Place, place_at
from rules.backup.restoring import account_named, check_manifest, restore_backup
from rules.backup.unfinished import TABLE
from rules.review.erasing.erasure_list import ErasureListError
from tests.rules.review.casework.building import registered
from tests.rules.review.erasing.seeing import erase_seen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]
ROOT = Path(__file__).resolve().parents[3]
OPENED = (Account, Party, AuditChain, AuditEvent)  # rows that the test made without an act; and where that is said
PERSON = "Miyoshi Kanata (fictional)"


def manage(url: str, state: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run manage.py on a database, with the key and the list of the test."""
    own = {
        "DATABASE_URL": url,
        "DEBUG": "true",
        "SECRET_KEY": present.SECRET_KEY,
        "ERASURE_LIST": str(present.ERASURE_LIST),
        "SEALS_DIR": str(present.SEALS_DIR),
        "POLICYENGINE_VAR": str(state / "var"),
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def query(url: str, sql: str) -> list[Any]:  # Any: rows
    """Return the rows of a query."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return file.execute(sql).fetchall()
    with psycopg.connect(url) as server:
        return server.execute(sql.encode()).fetchall()


@pytest.mark.long
def test_a_restoration_stays_closed_until_it_is_proven_and_repeats_later_erasures(
    meti: object, digital_agency: object, target: str, tmp_path: Path
) -> None:
    partnership = registered()
    Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    person = Person.objects.create(name_en=PERSON)
    open_rows({each._meta.db_table: each for each in OPENED}, database_salt())
    folder, made = make_backup(str(tmp_path / "kept"))
    later = Account.objects.create_user("after-the-backup", role=Role.ADMINISTRATOR)
    erase_seen(person, reason="Asked for.", account=later)

    refused = manage(target, tmp_path, "restore", folder.root, "--sample", "0")
    assert refused.returncode == 1
    assert "Name another one with --by NAME" in refused.stderr
    served = manage(target, tmp_path, "verify_audit")
    assert served.returncode != 0
    assert "This database is being restored from a backup" in served.stderr
    assert query(target, f"SELECT step FROM {TABLE}") == [("loaded",)]  # noqa: S608 - our own table

    done = manage(target, tmp_path, "restore", folder.root, "--by", "keeper", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["sha256"] == made.sha256_of_all
    assert (said["replayed"], len(said["repeated"]), said["refused"]) == (1, 1, {})
    names = query(target, f"SELECT name_en FROM institutions_party WHERE id = '{key_of(person.pk)}'")  # noqa: S608
    assert PERSON not in names[0][0]
    assert query(target, "SELECT reference FROM institutions_partnership") == [(partnership.reference,)]
    verified = manage(target, tmp_path, "verify_audit")
    assert "nothing was changed, removed, added or reordered" in verified.stdout, verified.stderr
    assert query(target, "SELECT count(*) FROM institutions_auditevent WHERE verb = 'backup_restored'") == [(1,)]


def key_of(key: object) -> str:
    """Return an id as the database at hand writes it."""
    return str(key).replace("-", "") if connection.vendor == "sqlite" else str(key)


def test_an_administrator_whom_the_backup_does_not_know_is_named_in_the_error() -> None:
    Account.objects.create_user("clerk", role=Role.OFFICER)
    assert account_named("") is None
    with pytest.raises(BackupError, match="No administrator who may sign in is called clerk in this backup"):
        account_named("clerk")


def restore(folder: Place) -> None:
    """Restore into the database of the test."""
    restore_backup(folder.root, sample=0, told=lambda _step: None)


def test_a_database_with_tables_is_never_overwritten(backup: tuple[Place, BackupManifest]) -> None:
    with pytest.raises(BackupError, match=r"The database is not empty \(\d+ tables\). Nothing is overwritten"):
        restore(backup[0])
    assert TABLE not in connection.introspection.table_names()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"database": "other"}, "The backup is of other"),
        ({"file": "../../another"}, "which no backup has"),
        ({"key": "0" * 16}, "made with another SECRET_KEY"),
        ({"migrations": ("rules.9999_later",), "program": "9.9"}, "of version 9.9, which has migrations"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(
    backup: tuple[Place, BackupManifest], change: dict[str, Any], said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        check_manifest(replace(backup[1], **change))


def test_a_backup_without_its_list_of_erasures_is_refused(
    backup: tuple[Place, BackupManifest], settings: Settings, tmp_path: Path
) -> None:
    settings.ERASURE_LIST = tmp_path / "none.list"
    with pytest.raises(BackupError, match="There is no list of erasures"):
        restore(backup[0])
    content = (tmp_path / "erasures.list").read_bytes()
    settings.ERASURE_LIST.write_bytes(content[:20] + b"x" + content[21:])
    with pytest.raises(ErasureListError, match="line 1: was changed"):
        restore(backup[0])


def test_a_folder_that_is_no_whole_backup_is_refused(backup: tuple[Place, BackupManifest], tmp_path: Path) -> None:
    path = Path(backup[0].root) / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"format": 1', '"format": 2'), encoding="utf-8")
    with pytest.raises(BackupError, match="format 2; this program reads 1"):
        read_manifest(backup[0])
    path.write_text(text[:100], encoding="utf-8")
    with pytest.raises(BackupError, match="was changed or cut off"):
        read_manifest(backup[0])
    with pytest.raises(BackupError, match="is no whole backup"):
        read_manifest(place_at(str(tmp_path)))


def test_a_changed_file_is_refused_before_anything_is_loaded(
    backup: tuple[Place, BackupManifest], target: str, tmp_path: Path
) -> None:
    path = Path(backup[0].root) / backup[1].file
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"changed")
    refused = manage(target, tmp_path, "restore", backup[0].root)
    assert "is not the file that its manifest names" in refused.stderr


def test_a_place_that_cannot_be_written_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="cannot be written"):
        make_backup(str(tmp_path / "file"))
    with pytest.raises(BackupError, match="cannot be used"):
        make_backup("nothing://there")


def test_only_this_account_reads_a_backup(backup: tuple[Place, BackupManifest]) -> None:
    folder = Path(backup[0].root)
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert Partnership.objects.count() == backup[1].rows["institutions_partnership"]
