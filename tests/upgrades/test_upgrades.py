"""A database of an earlier version is upgraded by a command that is killed on its way, and says what it said before.

Each folder beside this file is a version: for each database a dump of the demonstration's register and what `results`
printed of it then. SQLite is tested in every run; PostgreSQL where the run has one.
"""

import json
import lzma
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.own_database import own_database
from tests.upgrades.running import run, run_until
from tests.upgrades.schema import schema

HERE = Path(__file__).resolve().parent
GUIDE = HERE.parents[1] / "docs" / "upgrading.md"
LACKING = ("holds_stake", "official")  # kinds of facts that results of every version rest on
BEFORE_EVENTS_OF_ROWS = ("v0_1", "v1_0")  # versions whose events did not name every row yet
VERSIONS = sorted(path.name for path in HERE.glob("v*"))
KILLED = ("2/4 seed", "3/4 summaries", "4/4 proof")  # steps that are killed as they begin
Json = dict[str, Any]  # Any: plain data

pytestmark = pytest.mark.upgrade


def unpacked(file: Path) -> str:
    """Return the text of a file that xz packed."""
    return lzma.decompress(file.read_bytes()).decode("utf-8")


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> Path:
    """Return the folder of one version."""
    return HERE / str(request.param)


@pytest.fixture
def sqlite_url(version: Path, tmp_path: Path) -> str:
    """Return a SQLite database as it was in that version."""
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(unpacked(version / "sqlite.sql.xz"))
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(version: Path) -> Iterator[str]:
    """Yield a PostgreSQL database as it was in that version, beside that of the tests; it goes with the test."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        pytest.skip("this run has no PostgreSQL")
    with own_database("upgrade") as url:
        with psycopg.connect(url) as old:
            old.execute(unpacked(version / "postgresql.sql.xz"))
        yield url


def upgraded(url: str, version: Path, state: Path, *killed: str) -> tuple[Json, str]:
    """Return the contents of a database upgraded by a command that was killed in the middle, and what that printed.

    It is killed among its migrations, and then as each of some further steps begins.
    """
    before = run_until("  20 of ", url, state, "manage.py", "upgrade")
    for step in killed:
        before += run_until(step, url, state, "manage.py", "upgrade")
    said = run(url, state, "manage.py", "upgrade", "--sample", "1")  # all results are evaluated again below
    rows = r"[1-9]\d*" if version.name in BEFORE_EVENTS_OF_ROWS else "0"
    applied = "none to apply" if killed else rf"\d+ applied; {rows} rows older than the audit trail recorded"
    assert re.search(f"1/4 migrations: {applied}", said), said
    assert "4/4 proof: triggers as this version makes them; rulebook " in said, "a later run proves it all the same"
    told: Json = json.loads(run(url, state, "-m", "tests.upgrades.results", *LACKING))
    return told, before + said


def works_that_are_not_documented(said: str) -> list[str]:
    """Return the work on tables that an upgrade told of its migrations, and that docs/upgrading.md does not name."""
    documented = re.findall(r"^\| `([\w.]+)` \| (.*?) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    there = {(name, work) for name, works in documented for work in works.replace("`", "").split("; ")}
    told = re.findall(r"^ +\d+ of \d+  ([\w.]+)  [\d.]+ s  \((.*)\)$", said, re.MULTILINE)
    assert told
    found = {(name, work) for name, works in told for work in works.split("; ")}
    return sorted(f"{name}: {work}" for name, work in found - there)


def check(before: Json, after: Json) -> None:
    """Check that every content is unchanged, every replay identical, and the trail without problems."""
    assert after["troubles"] == []
    assert {pk: differences for pk, differences in after["replays"].items() if differences} == {}
    assert after["replays_without"] == after["replays"]
    assert after["derived_anew"] == dict.fromkeys(after["replays"], "")
    for part in before:
        if part == "events":  # the seed may have had something to say
            assert after[part] >= before[part]
        elif part == "answers":
            assert after[part].keys() == before[part].keys()
            for pk, answer in before[part].items():
                differing = [name for name in answer if after[part][pk].get(name) != answer[name]]
                assert differing == [], pk
        else:
            assert after[part] == before[part], part


def has_the_schema_of_a_new_one(url: str, state: Path) -> None:
    """Check that both ways to this version end in the same tables: one migration, and each before it."""
    there = json.loads(run(url, state, "-m", "tests.upgrades.schema"))
    new = json.loads(json.dumps(schema()))
    for part, names in new.items():
        assert there[part].keys() == names.keys(), part
        assert [name for name in names if there[part][name] != names[name]] == [], part


def test_there_is_a_version_to_upgrade_from() -> None:
    assert VERSIONS


@pytest.mark.once
@pytest.mark.django_db
def test_a_database_of_sqlite_says_what_it_said(version: Path, sqlite_url: str, tmp_path: Path) -> None:
    after, _said = upgraded(sqlite_url, version, tmp_path, *(KILLED if version.name == VERSIONS[-1] else ()))
    check(json.loads(unpacked(version / "sqlite.json.xz")), after)
    if connection.vendor == "sqlite":  # the schema of a new one is that of the run's database
        has_the_schema_of_a_new_one(sqlite_url, tmp_path)


@pytest.mark.django_db
def test_a_database_of_postgresql_says_what_it_said(version: Path, postgresql_url: str, tmp_path: Path) -> None:
    after, said = upgraded(postgresql_url, version, tmp_path)
    check(json.loads(unpacked(version / "postgresql.json.xz")), after)
    assert works_that_are_not_documented(said) == []
    has_the_schema_of_a_new_one(postgresql_url, tmp_path)
