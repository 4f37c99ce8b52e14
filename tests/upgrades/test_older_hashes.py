"""Rows that were changed before an upgrade show, where an event of that time holds a hash of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.upgrades.running import run
from tests.upgrades.test_upgrades import HERE, unpacked

pytestmark = [pytest.mark.upgrade, pytest.mark.once]  # the database is one of SQLite, whatever the run has

# By the SQL of a change the words with which it is reported.
CHANGES = {
    "UPDATE rules_findingdecision SET reason = reason || ' And more.'": "rules_findingdecision 1: reason is not what",
    "UPDATE rules_casemove SET after = 'returned' WHERE after = 'under_review'": ": after is not what",
    "UPDATE institutions_submission SET document = json_set(document, '$.domain', 'other')": ": document is not what",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a database of version 1.0 without triggers."""
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(unpacked(HERE / "v1_0" / "sqlite.sql.xz"))
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
    return file


def test_a_change_of_before_the_upgrade_shows_where_an_event_of_then_holds_a_hash(old: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old)) as database:
        for change in CHANGES:
            assert database.execute(change).rowcount, change
        database.commit()
    url = f"sqlite:///{old}"
    run(url, tmp_path, "manage.py", "migrate", "--verbosity", "0")
    found = run(url, tmp_path, "-c", PRINT)
    for said in CHANGES.values():
        assert said in found, found
    assert "no_update" not in found  # the migrations make the triggers again
    with closing(sqlite3.connect(old)) as database:  # nor do events of then pass for later ones
        database.execute("DROP TRIGGER institutions_auditevent_no_update")
        assert database.execute("UPDATE institutions_auditevent SET rows = 'null' WHERE rows IS NULL").rowcount
        database.commit()
    found = run(url, tmp_path, "-c", PRINT)
    for said in CHANGES.values():
        assert said in found, found


PRINT = """
import django; django.setup()
from institutions.audit.verify import verify_audit
print(*verify_audit().troubles, sep="\\n")
"""
