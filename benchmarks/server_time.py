"""The processor time that the database server has spent on this process's connection."""

import os
from pathlib import Path

from django.db import connection


def server_seconds() -> float:
    """Return the seconds so far; 0 on SQLite, which has no server, and where its process is not on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
