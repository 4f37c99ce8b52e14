"""`make drill`: a register is backed up, a person is erased, and the backup is restored by a command that is killed.

`python -m tests.drill.run [--cases 1000] [--kills 4] [--sqlite]`: it fills a database of its own (a PostgreSQL that it
starts, or SQLite files), backs it up, erases somebody, and restores the backup into an empty database. The restoration
is killed (kill -9) so many times on its way, run again each time, and must end. Then the audit trail has to verify, the
person has to stay erased, and each table has to hold what the backup counted. Prints the minutes of each step; ends
with 1 if something was lost, doubled or answered otherwise.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.faults.servers import OwnPostgres

ROOT: Final = Path(__file__).resolve().parents[2]
NAME: Final = "Miyoshi Kanata (fictional)"
KEEPER: Final = "drill-keeper"
# Somebody whom no case names, made and named by an event; then the erasure after a look at what it leaves.
MAKE: Final = f"""
from django.db import transaction
from institutions.audit.record import record_event
from institutions.models import Account, Party, Person, Role
from institutions.models.noted_rows import note_written
with transaction.atomic():
    keeper = Account.objects.create_user({KEEPER!r}, role=Role.ADMINISTRATOR)
    person = Person.objects.create(name_en={NAME!r})
    note_written([keeper]); note_written([Party.objects.get(pk=person.pk)])
    record_event(actor="command", verb="rows_opened", what="register")
print(person.pk)
"""


@dataclass(frozen=True, slots=True)
class Database:
    """A database, and the state of the installation that uses it."""

    url: str
    state: Path
    kept: Path  # the list of erasures and the seals, which both installations share

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the program."""
        return {
            **os.environ,
            "DEBUG": "true",
            "SECRET_KEY": "the key of the drill",
            "DJANGO_SETTINGS_MODULE": "policyengine.settings",
            "DATABASE_URL": self.url,
            "POLICYENGINE_VAR": str(self.state),
            "ERASURE_LIST": str(self.kept / "erasures.list"),
            "SEALS_DIR": str(self.kept / "seals"),
        }

    def run(self, *arguments: str) -> str:
        """Run Python and return what it printed. CalledProcessError with its errors if it fails."""
        command = [sys.executable, *arguments]
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            say(ended.stderr[-4_000:])
            raise subprocess.CalledProcessError(ended.returncode, command)
        return ended.stdout

    def killed(self, seconds: float, *arguments: str) -> bool:
        """Run Python and kill it after some seconds; return whether it still ran."""
        with subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            try:
                running.wait(seconds)
            except subprocess.TimeoutExpired:
                running.kill()
                return True
        return False


@contextmanager
def databases(folder: Path, *, sqlite: bool) -> Iterator[tuple[Database, Database]]:
    """Yield a database to fill, and an empty one."""
    states = [folder / name for name in ("first", "second")]
    if sqlite:
        yield tuple(Database(f"sqlite:///{state}/drill.sqlite3", state, folder) for state in states)  # type: ignore[misc]
        return
    own = folder / "postgres"
    own.mkdir()
    server = OwnPostgres(own)
    server.initialise()
    server.start()
    try:
        for name in ("first", "second"):
            made = [
                str(server.programs / "createdb"),
                "-h",
                "127.0.0.1",
                "-p",
                str(server.port),
                "-U",
                "postgres",
                name,
            ]
            subprocess.run(made, check=True)
        address = server.url.rpartition("/")[0]
        yield tuple(Database(f"{address}/{state.name}", state, folder) for state in states)  # type: ignore[misc]
    finally:
        server.kill()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a step took."""
    began = time.monotonic()
    yield
    say(f"{(time.monotonic() - began) / 60:7.2f} min  {what}")


def drill(source: Database, target: Database, cases: int, kills: int) -> int:
    """Do all steps; return the number of what is wrong."""
    with timed(f"filling a register of {cases} cases"):
        source.run("manage.py", "migrate", "--verbosity", "0")
        source.run("manage.py", "seed")
        source.run("-m", "benchmarks.large_register", str(cases))
        person = source.run("manage.py", "shell", "--verbosity", "0", "-c", MAKE).split()[-1]
    with timed("backup"):
        kept = json.loads(source.run("manage.py", "backup", str(source.kept / "backups"), "--json"))
    say(f"             {kept['size']:,} bytes, {sum(kept['rows'].values()):,} rows")
    erasure = ["manage.py", "erase_person", person, "--reason", "The drill.", "--by", KEEPER]
    source.run(*erasure)
    source.run(*erasure, "--yes")
    restore = ["manage.py", "restore", kept["folder"], "--json"]
    killed = sum(target.killed(2.0 * (number + 1), *restore) for number in range(kills))
    with timed(f"restoration, after {killed} that were killed"):
        done = json.loads(target.run(*restore))
    with timed("verification of the audit trail once more"):
        verified = target.run("manage.py", "verify_audit")
    wrong = troubles(target, kept, done, verified)
    for each in wrong:
        say(f"WRONG: {each}")
    say(f"{done['replayed']} results given again, {len(done['repeated'])} erasures repeated, {len(wrong)} wrong")
    return len(wrong)


def troubles(
    target: Database, kept: dict[str, Any], done: dict[str, Any], verified: str
) -> list[str]:  # Any: plain data
    """Return what is not as it was kept."""
    found = []
    if "nothing was changed, removed, added or reordered" not in verified:
        found.append(verified)
    if len(done["repeated"]) != 1 or done["refused"]:
        found.append(f"erasures: {done}")
    sheet = (
        "from django.apps import apps; from institutions.models import Party; import json;"
        "print(json.dumps({m._meta.db_table: m._base_manager.count() for m in apps.get_models()}));"
        f"print(Party.objects.filter(name_en={NAME!r}).count())"
    )
    *_, rows, names = target.run("manage.py", "shell", "--verbosity", "0", "-c", sheet).splitlines()
    if int(names):
        found.append("the erased name is back")
    counted = json.loads(rows)
    found += [
        f"{table}: {counted[table]} rows, {kept['rows'][table]} were kept"
        for table in ("institutions_partnership", "institutions_submission", "rules_assessment", "rules_match")
        if counted[table] != kept["rows"][table]
    ]
    return found


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the drill; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=4, help="restorations that are killed before one may end")
    parser.add_argument("--sqlite", action="store_true", help="with SQLite files in place of a PostgreSQL")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own
        with databases(folder, sqlite=chosen.sqlite) as (source, target):
            return 1 if drill(source, target, chosen.cases, chosen.kills) else 0


if __name__ == "__main__":
    sys.exit(main())
