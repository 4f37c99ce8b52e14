"""A copy of a register is divided by a command that is killed on its way, backed up, and restored divided."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings as present
from django.db import connection
from pytest_django.fixtures import Settings

from institutions.audit.opening import open_rows
from institutions.audit.row_hashes import database_salt
from institutions.models import Account, AuditChain, AuditEvent, Party, Person, Role
from tests.own_database import own_database
from tests.rules.backup.conftest import own_places, target
from tests.rules.backup.test_restoring import query
from tests.rules.review.casework.building import registered
from tests.rules.review.erasing.seeing import erase_seen
from tests.upgrades.running import ROOT, SECONDS, environment, run_until

__all__ = ["own_places", "target"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_broker"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="no other database divides its tables"),
]
OPENED = (Account, Party, AuditChain, AuditEvent)  # rows that the test made without an act
PARTS = "SELECT count(*) FROM pg_inherits JOIN pg_class ON oid = inhparent WHERE relkind = 'p'"
NAMED = ("rules_askedvalue", "rules_match", "rules_namedperson", "institutions_appointment")
OF_RESULTS = f"{PARTS} AND relname IN {NAMED}"
UNHURT = "nothing was changed, removed, added or reordered"
END = "\n--- done ---\n"
# To load the program takes longer than most commands: one process does several.
COMMANDS: Final = f"""
import json, sys, django
django.setup()
from django.core.management import call_command
for each in json.loads(sys.argv[1]):
    call_command(*each)
    sys.stdout.write({END!r})
"""


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> int:
    """Let the commands of this test divide tables."""
    monkeypatch.setenv("TABLE_PARTITIONS", "2")
    monkeypatch.setenv("TABLE_PARTITION_ROWS", "1")
    monkeypatch.setenv("ERASURE_LIST", str(settings.ERASURE_LIST))
    monkeypatch.setenv("SEALS_DIR", str(settings.SEALS_DIR))
    return 2


@pytest.fixture
def copied() -> Iterator[str]:
    """Yield the URL of a copy of a register with a case and an administrator."""
    registered()
    Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    Person.objects.create(name_en="Miyoshi Kanata (fictional)")
    open_rows({each._meta.db_table: each for each in OPENED}, database_salt())
    connection.close()  # a database that somebody has open cannot be copied
    with own_database("copied", template=connection.settings_dict["NAME"]) as url:
        yield url


def done(url: str, state: Path, *commands: tuple[str, ...]) -> list[str]:
    """Do commands of manage.py, in one process; return what each printed."""
    ended = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        cwd=ROOT,
        env={**environment(url, state), "SECRET_KEY": present.SECRET_KEY},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-2_000:] + ended.stderr[-2_000:]
    return ended.stdout.split(END)[:-1]


@pytest.mark.long
def test_a_division_that_was_killed_goes_on_and_its_backup_is_restored(
    meti: object, digital_agency: object, copied: str, target: str, setting: int, tmp_path: Path
) -> None:
    state = tmp_path / "var"
    run_until("  3 of ", copied, state, "manage.py", "upgrade")
    assert 3 * setting <= query(copied, PARTS)[0][0] <= 4 * setting
    backup = ("backup", str(tmp_path / "divided"), "--json")
    verified, said, made = done(copied, state, ("verify_audit",), ("upgrade", "--sample", "1"), backup)
    assert UNHURT in verified
    assert re.search(r"2/5 partitions: \d+ tables with [\d,]+ rows written anew in 2 partitions", said)
    parts = query(copied, PARTS)
    assert parts[0][0] > 4 * setting
    assert query(copied, OF_RESULTS) == [(4 * setting,)], "the questions, findings, people and statements of a case"

    person = Person.objects.get(name_en="Miyoshi Kanata (fictional)")
    erase_seen(person, reason="Asked for.", account=Account.objects.get(username="keeper"))
    restore = ("restore", json.loads(made)["folder"], "--sample", "1", "--by", "keeper", "--json")
    told, verified = done(target, state, restore, ("verify_audit",))
    restored: dict[str, Any] = json.loads(told)  # Any: plain data
    assert (restored["replayed"], len(restored["repeated"])) == (1, 1)
    assert query(target, PARTS) == parts
    assert UNHURT in verified
