"""Keep a version to upgrade from: `python -m tests.upgrades.keep v1_0`, with PostgreSQL's DATABASE_URL.

Makes the demonstration in a new database of each kind, and writes a dump of it and what `results` prints of it beside
this file. A released version is kept once; test_upgrades.py tests every folder.
"""

import lzma
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.own_database import own_database
from tests.upgrades.running import run

HERE = Path(__file__).resolve().parent
STEPS = (("manage.py", "migrate", "--verbosity", "0"), ("manage.py", "seed"), ("manage.py", "demonstrate"))


def demonstrated(url: str, state: Path) -> str:
    """Make the demonstration in an empty database; give what `results` prints of it."""
    for step in STEPS:
        run(url, state, *step)
    return run(url, state, "-m", "tests.upgrades.results")


def pack(folder: Path, name: str, text: str) -> None:
    """Write a text that xz packs."""
    (folder / f"{name}.xz").write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


def keep_sqlite(folder: Path, state: Path) -> None:
    """Keep the demonstration on SQLite."""
    file = state / "kept.sqlite3"
    pack(folder, "sqlite.json", demonstrated(f"sqlite:///{file}", state))
    with closing(sqlite3.connect(file)) as database:
        pack(folder, "sqlite.sql", "\n".join(database.iterdump()))


def keep_postgresql(folder: Path, state: Path) -> None:
    """Keep the demonstration on PostgreSQL, in a database of its own that goes afterwards."""
    with own_database("kept") as url:
        pack(folder, "postgresql.json", demonstrated(url, state))
        dump = ["pg_dump", "--no-owner", "--no-privileges", "--inserts", url]
        printed = subprocess.run(dump, stdout=subprocess.PIPE, text=True, check=True).stdout
        # psql's own commands and a search path without `public` are of no use to who sends this to the server.
        lines = [line for line in printed.splitlines() if not line.startswith("\\") and "search_path" not in line]
        pack(folder, "postgresql.sql", "\n".join(lines))


if __name__ == "__main__":
    folder = HERE / sys.argv[1]
    folder.mkdir()
    for keep in (keep_sqlite, keep_postgresql):
        with tempfile.TemporaryDirectory() as state:
            keep(folder, Path(state))
