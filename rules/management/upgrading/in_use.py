"""The other processes that have this database open, as far as this machine or the server can tell."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.db import connection

PROCESSES: Final = Path("/proc")
LEAVING_SECONDS: Final = 5.0
LINE: Final = 60  # letters of a command line that are shown
# `client backend` leaves out the server's own processes.
SESSIONS: Final = """
    SELECT pid, usename, application_name, coalesce(host(client_addr), 'this machine') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' ORDER BY pid
"""


def other_users() -> list[str] | None:
    """Describe each other process that has the database open; None where that cannot be told.

    A server notices some moments later that the program of a session was killed, so that session is waited for.
    """
    if connection.vendor == "postgresql":
        end = time.monotonic() + LEAVING_SECONDS
        while (found := list(sessions())) and time.monotonic() < end:
            time.sleep(0.2)
        return found
    name = str(connection.settings_dict["NAME"])
    return list(openers(Path(name).resolve())) if PROCESSES.is_dir() and Path(name).is_file() else None


def sessions() -> Iterator[str]:
    """Describe the other sessions that the server has for this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction the server repeats its first answer
        cursor.execute(SESSIONS)
        for pid, user, program, address in cursor.fetchall():
            yield f"{program or 'a session'} of {user} from {address} (process {pid} of the server)"


def openers(file: Path) -> Iterator[str]:
    """Describe the other processes of this machine that hold a file open: those that this account may look at."""
    for folder in PROCESSES.iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid() and holds(folder, file):
            yield f"process {folder.name} ({command_of(folder)})"


def holds(folder: Path, file: Path) -> bool:
    """Return whether a process holds a file open."""
    try:
        return any(each.readlink() == file for each in (folder / "fd").iterdir())
    except OSError:  # it ended meanwhile, or is another account's
        return False


def command_of(folder: Path) -> str:
    """Return the beginning of the command line of a process."""
    try:
        line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        line = ""
    return line[:LINE] + ("…" if len(line) > LINE else "")
