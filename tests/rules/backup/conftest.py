"""A backup of the test's database, and an empty database beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from rules.backup.making import make_backup
from rules.backup.manifest import BackupManifest
from rules.backup.places import Place
from tests.own_database import own_database


@pytest.fixture(autouse=True)
def own_places(settings: Settings, tmp_path: Path) -> None:
    """Give the test a list of erasures, seals and a fact store of its own."""
    settings.ERASURE_LIST = tmp_path / "erasures.list"
    settings.SEALS_DIR = tmp_path / "seals"
    settings.FACT_STORE = str(tmp_path / "facts")


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """Yield the URL of an empty database beside the test's."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/restored.sqlite3"
        return
    with own_database("restored") as url:
        yield url


@pytest.fixture
def backup(tmp_path: Path) -> tuple[Place, BackupManifest]:
    """Return a backup of a database without cases."""
    return make_backup(str(tmp_path / "kept"))
