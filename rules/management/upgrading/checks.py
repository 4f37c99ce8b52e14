"""The checks before an upgrade: they read alone, and whatever is in the way has a remedy."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from institutions.models import AuditEvent
from rules.backup.making import MADE
from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well
from rules.management.upgrading.in_use import other_users
from rules.management.upgrading.own_objects import what_would_be_lost
from rules.management.upgrading.partitioned_tables import TooFewLocksError, check_locks, tables_to_divide
from rules.management.upgrading.standing import OLDEST, VERSIONS, Standing
from rules.models import Heartbeat
from rules.watching.queues import beat_limit

SHOWN: Final = 5
RECENT: Final = timedelta(hours=24)
BACKUP: Final = "manage.py backup PLACE (docs/backup.md)"
OUTSIDE: Final = "with a tool of the database, since that version has no command for it (docs/upgrading.md)"
FIRST_WITH_BACKUP: Final = "1.2"
LOST: Final = (
    "Keep their definitions and drop them (take a table out of a publication with ALTER PUBLICATION … DROP TABLE), and "
    "make them again after the upgrade; or leave TABLE_PARTITIONS out."
)
STOP: Final = "Stop web, workers and beat, or say --while-in-use if none of them is of this program."


def upgrade_checks(standing: Standing, *, while_in_use: bool) -> Iterator[Diagnosis]:
    """Make all checks of a database that answers."""
    yield from version_is_known(standing)
    yield from nobody_works(standing, while_in_use=while_in_use)
    yield from tables_can_be_divided(standing)
    yield from backup_is_there(standing)


def version_is_known(standing: Standing) -> Iterator[Diagnosis]:
    """Compare the version of the database with those from which this program upgrades."""
    subject = "database"
    where = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    if standing.newer:
        app, name = standing.newer[-1]
        found = f"{where}, of a newer version than this program: it has the migration {app}.{name}"
        yield failed(subject, found, "Install that version again, or a newer one. There is no way back but a backup.")
    elif standing.is_new:
        yield well(subject, f"{where}, new")
    elif standing.is_too_old:
        remedy = f"Upgrade it to version {OLDEST} with that version of the program first."
        yield failed(subject, f"{where}, older than version {OLDEST}", remedy)
    else:
        tables = f"tables of version {standing.version}" if standing.version else "tables not all made yet"
        behind = f"; migrations of this program that it lacks: {len(standing.lacking)}" if standing.lacking else ""
        yield well(subject, f"{where}, {tables}{behind}")


def nobody_works(standing: Standing, *, while_in_use: bool) -> Iterator[Diagnosis]:
    """Look for other users of the database. They are in the way only if its tables are to change."""
    subject = "in use"
    if standing.is_new:
        return
    others = other_users()
    if others:
        found = f"{len(others)} others have the database open: {'; '.join(others[:SHOWN])}"
        in_the_way = bool(standing.lacking or tables_to_divide()) and not while_in_use
        yield failed(subject, found, STOP) if in_the_way else warned(subject, found, STOP)
    elif others is None:
        yield warned(subject, "this machine cannot tell who else has the database open", STOP)
    elif beats(standing):
        found = "nobody else has the database open, but a beat and a worker ran moments ago"
        yield warned(subject, found, "Make sure that they are stopped.")
    else:
        yield well(subject, "nobody else has the database open")


def tables_can_be_divided(standing: Standing) -> Iterator[Diagnosis]:
    """Look for what would stop the step that divides tables, or would be lost by it, before the migrations."""
    subject = "partitions"
    waiting = {} if standing.is_new else tables_to_divide()
    if not waiting:
        return
    lost = what_would_be_lost(waiting)
    try:
        check_locks(waiting)
    except TooFewLocksError as trouble:
        yield failed(subject, trouble.found, trouble.remedy)
        return
    if lost:
        more = f"; and {len(lost) - SHOWN} more" if len(lost) > SHOWN else ""
        found = f"tables that are to be written anew have objects of yours: {'; '.join(lost[:SHOWN])}{more}"
        yield failed(subject, found, LOST)
    else:
        yield well(subject, f"{len(waiting)} tables can be written anew")


def beats(standing: Standing) -> bool:
    """Return whether the regular sweep of a worker ran lately."""
    if Heartbeat._meta.db_table not in standing.tables:  # noqa: SLF001 - Django documents _meta
        return False
    last = Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first()
    return last is not None and timezone.now() - last <= beat_limit()


def backup_is_there(standing: Standing) -> Iterator[Diagnosis]:
    """Say which backup the audit trail names last, and how much came after it. Backups of other tools are not seen."""
    subject = "backup"
    if standing.is_new:
        return
    trail = AuditEvent.objects.order_by("-pk")
    last = trail.filter(verb=MADE).values_list("pk", "at").first()
    if last is None:
        found = "the audit trail names none; a backup made with another tool is not seen here"
        how = OUTSIDE if is_older_than_backups(standing) else f"by the program of that version: {BACKUP}"
        yield warned(subject, found, f"There is no other way back. Make one {how}.")
        return
    key, at = last
    since = trail.filter(pk__gt=key).count()
    found = f"the last one that the audit trail names is of {at:%Y-%m-%d %H:%M} UTC; {since:,} events came after it"
    if timezone.now() - at > RECENT or since:
        yield warned(subject, found, f"What came after it would be lost. Make another one: {BACKUP}.")
    else:
        yield well(subject, found)


def is_older_than_backups(standing: Standing) -> bool:
    """Return whether the tables are of a version that has no command for backups."""
    versions = [version for version, _last in VERSIONS]
    return bool(standing.version) and versions.index(standing.version) > versions.index(FIRST_WITH_BACKUP)
