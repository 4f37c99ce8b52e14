"""The making of a backup: one file of the database and a manifest, in a folder that is named after the moment."""

import errno
from datetime import UTC
from typing import Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.models import AuditSeal
from rules.backup.dumping import FILES, dump_database
from rules.backup.errors import BackupError
from rules.backup.manifest import NAME, BackupManifest, key_name, program_version
from rules.backup.places import Place, place_at
from rules.review.erasing.listing import ensure_list

MADE: Final = "backup_made"
BESIDES: Final = (
    "SECRET_KEY and SECRET_KEY_FALLBACKS",
    "ERASURE_LIST, the list of erasures",
    "SEALS_DIR, the exported seals of the audit trail",
    "the other settings of the environment, with their certificates",
)
REFUSED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
LEFT_OUT: Final = ("FACT_STORE, which the beat builds anew", "messages of the broker, which the sweeper sends again")


def make_backup(address: str) -> tuple[Place, BackupManifest]:
    """Back this database up into a new folder at a place; return the folder and its manifest.

    BackupError if the tables are of an earlier version, the place cannot be written or a tool fails: then the folder
    is removed again. ErasureListError if the list of erasures cannot be used: a backup without one could never be
    restored.
    """
    refuse_other_tables()
    began = timezone.now().astimezone(UTC)
    # Before the database is read: an erasure meanwhile is repeated once too often, never missed.
    erasures = ensure_list()
    seal = AuditSeal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    folder = place_at(address).below(f"{began:%Y-%m-%dT%H%M%S}Z")
    name = FILES[connection.vendor]
    try:
        with folder.writing(name) as file:
            rows = dump_database(file)
        made = BackupManifest(
            made_at=began.isoformat(),
            database=connection.vendor,
            server=".".join(map(str, connection.get_database_version())),
            program=program_version(),
            migrations=tuple(
                sorted(f"{app}.{each}" for app, each in MigrationRecorder(connection).applied_migrations())
            ),
            file=name,
            size=file.size,
            sha256=file.sha256,
            rows=rows,
            seal=seal,
            erasures=erasures,
            key=key_name(),
            besides=BESIDES,
            left_out=LEFT_OUT,
        )
        with folder.writing(NAME) as file:
            file.write(made.text.encode())
    except OSError as trouble:
        folder.remove()
        remedy = "Let the account that runs this write there" if trouble.errno in REFUSED else "Free space there"
        message = f"{folder.root} cannot be written: {trouble}. {remedy}, or name another place."
        raise BackupError(message) from trouble
    except BaseException:
        folder.remove()
        raise
    record_event(
        actor=COMMAND, verb=MADE, what=f"backup:{made.sha256_of_all[:16]}", after={"sha256": made.sha256_of_all}
    )
    return folder, made


def refuse_other_tables() -> None:
    """Raise BackupError if the database lacks migrations of this program: its own version knows how to keep it."""
    executor = MigrationExecutor(connection)
    if lacking := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        message = (
            f"This database lacks {lacking} migrations of this program. Back it up with the version that it is of "
            "(versions before 1.2 have no command for it: docs/upgrading.md says how), or upgrade it first."
        )
        raise BackupError(message)
