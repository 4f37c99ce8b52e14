"""A restoration that was killed while it loaded goes on: its `pg_restore` may have come to its end without it."""

import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from rules.backup.manifest import BackupManifest
from rules.backup.places import Place
from rules.backup.unfinished import MAKE, TABLE
from tests.rules.backup.test_restoring import manage, query

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes the file in one step"),
]


def begin_loading(url: str, made: BackupManifest) -> None:
    """Leave the mark of a restoration that was killed while it loaded."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(MAKE.encode())
        server.execute(f"INSERT INTO {TABLE} VALUES (%s, 'loading')".encode(), [made.sha256_of_all])  # noqa: S608 - our own table


def load(url: str, folder: Place, made: BackupManifest) -> None:
    """Load the file as the command does."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    subprocess.run(["pg_restore", *options, f"--dbname={url}", str(Path(folder.root) / made.file)], check=True)


def end(orphan: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Let a connection keep what it did, and go."""
    orphan.commit()
    orphan.close()


def test_a_file_that_was_loaded_by_a_killed_command_is_not_loaded_again(
    backup: tuple[Place, BackupManifest], target: str, tmp_path: Path
) -> None:
    begin_loading(target, backup[1])
    load(target, *backup)
    done = manage(target, tmp_path, "restore", backup[0].root, "--json")
    assert "is not empty" not in done.stderr
    assert query(target, f"SELECT step FROM {TABLE}" if done.returncode else "SELECT 'loaded'") == [("loaded",)]  # noqa: S608 - our own table


def test_a_command_waits_for_the_loading_of_one_that_was_killed(
    backup: tuple[Place, BackupManifest], target: str, tmp_path: Path
) -> None:
    begin_loading(target, backup[1])
    with psycopg.connect(target, application_name="pg_restore") as orphan:
        orphan.execute("CREATE TABLE django_session ()")
        process = orphan.info.backend_pid
        later = threading.Timer(8, end, [orphan])
        later.start()
        done = manage(target, tmp_path, "restore", backup[0].root, "--json")
        later.join()
    assert "already exists" not in done.stderr, "it loaded beside the other one"
    assert f"pg_terminate_backend({process})" in done.stderr, "it does not say what it waits for"
    assert "Use another copy of the backup, in a new database" in done.stderr, "it compared what the other one left"
