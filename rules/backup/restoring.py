"""A restoration into an empty database, in steps that a second try goes on with; until then nobody may use it."""

from dataclasses import dataclass
from typing import Final

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from institutions.audit.record import COMMAND, record_event
from institutions.models import Account, Role
from rules.backup.dumping import FILES
from rules.backup.errors import BackupError
from rules.backup.known_migrations import newer_migrations
from rules.backup.loading import Told, load_database
from rules.backup.manifest import BackupManifest, key_is_here, read_manifest
from rules.backup.places import place_at
from rules.backup.proving import replay_sample, set_later_seals_aside, verify_trail
from rules.backup.repeating import Repetition, repeat_erasures
from rules.backup.unfinished import remove_mark, restoring
from rules.fact_store.configured import fact_storage
from rules.fact_store.generations import empty_store
from rules.review.erasing.erasure_list import ListedErasure, read_erasure_list

RESTORED: Final = "backup_restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """A finished restoration."""

    manifest: BackupManifest
    events: int  # of the audit trail, verified
    rows: int  # that it names, verified
    replayed: int  # results, evaluated again
    seed: str
    erasures: Repetition
    lost_seals: int
    sessions: int  # ended


def restore_backup(address: str, *, by: str = "", sample: int, accept_refused: bool = False, told: Told) -> Restoration:
    """Restore a backup and prove it; the administrator called `by` answers for erasures whose own
    administrator the backup does not know.

    `accept_refused`: go on although an erasure is refused in the restored state, since a case was still open then.
    BackupError or ErasureListError says what is missing; the database stays closed until another try succeeds.
    """
    folder = place_at(address)
    made = read_manifest(folder)
    check_manifest(made)
    listed = erasures_since(made)
    with restoring():
        told(f"loading {made.size:,} bytes of {made.made_at}")
        load_database(folder, made, told)
        if not is_current():
            told(f"migrating from version {made.program}")
            call_command("migrate", verbosity=0, interactive=False)
        lost = set_later_seals_aside(made.seal)
        told("verifying the audit trail")
        trail = verify_trail()
        told(f"evaluating {sample} results again")
        seed = made.sha256_of_all[:16]
        replayed = replay_sample(sample, seed)
        told(f"repeating {len(listed)} erasures")
        empty_store(fact_storage())
        erasures = repeat_erasures(listed, account_named(by))
        refuse_open_erasures(erasures, accept_refused=accept_refused)
        sessions = open_again(made, erasures, lost)
    return Restoration(
        manifest=made,
        events=trail.events,
        rows=trail.rows,
        replayed=replayed,
        seed=seed,
        erasures=erasures,
        lost_seals=len(lost),
        sessions=sessions,
    )


def check_manifest(made: BackupManifest) -> None:
    """Raise BackupError for a backup that this installation and program cannot restore."""
    if made.database != connection.vendor:
        message = (
            f"The backup is of {made.database}, and DATABASE_URL names {connection.vendor}. Set it to one of its kind."
        )
        raise BackupError(message)
    if made.file != FILES[connection.vendor]:
        message = f"The manifest names the file {made.file!r}, which no backup has. Use another copy of the backup."
        raise BackupError(message)
    if not key_is_here(made.key):
        message = (
            "The backup was made with another SECRET_KEY: authenticators, links and the list of erasures could not be "
            "read. Set SECRET_KEY to that of its installation; a former one belongs into SECRET_KEY_FALLBACKS."
        )
        raise BackupError(message)
    applied = [(app, name) for app, _dot, name in (each.partition(".") for each in made.migrations)]
    if newer := newer_migrations(applied):
        shown = ", ".join(f"{app}.{name}" for app, name in newer[:3])
        message = (
            f"The backup is of version {made.program}, which has migrations that this program lacks ({shown}). "
            "Install that version or a newer one."
        )
        raise BackupError(message)


def is_current() -> bool:
    """Return whether every migration is applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def erasures_since(made: BackupManifest) -> tuple[ListedErasure, ...]:
    """Return the erasures that came after the backup. BackupError without a list: then nobody knows."""
    held = read_erasure_list()
    if not held.lines:
        message = (
            f"There is no list of erasures at {held.path}: the backup would bring back names that were erased since. "
            "Set ERASURE_LIST to the newest copy of it."
        )
        raise BackupError(message)
    return held.erasures_after(made.erasures)


def account_named(name: str) -> Account | None:
    """Return the administrator of a name in the restored database, None without a name. BackupError if unknown."""
    if not name:
        return None
    found = Account.objects.filter(username=name, role=Role.ADMINISTRATOR, is_active=True).first()
    if found is None:
        message = f"No administrator who may sign in is called {name} in this backup. Name another one with --by NAME."
        raise BackupError(message)
    return found


def refuse_open_erasures(erasures: Repetition, *, accept_refused: bool) -> None:
    """Raise BackupError if an erasure was refused, unless somebody accepts that."""
    if erasures.refused and not accept_refused:
        shown = "; ".join(f"line {number}: {why}" for number, why in erasures.refused.items())
        message = (
            f"{len(erasures.refused)} erasures are refused in the state of the backup ({shown}). Use a newer backup; "
            "or go on with --accept-refused, end those cases, and erase with manage.py erase_person."
        )
        raise BackupError(message)


@transaction.atomic
def open_again(made: BackupManifest, erasures: Repetition, lost: list[str]) -> int:
    """End all sessions, record the restoration, and remove the mark; return the number of sessions.

    A session, or a key, that was ended after the backup is valid again in it: sessions are ended here, keys and
    accounts are for the administrator to look through.
    """
    sessions, _by_model = Session.objects.all().delete()
    record_event(
        actor=COMMAND,
        verb=RESTORED,
        what=f"backup:{made.sha256_of_all[:16]}",
        after={
            "sha256": made.sha256_of_all,
            "made_at": made.made_at,
            "repeated_erasures": len(erasures.repeated),
            "refused_erasures": sorted(erasures.refused),
            "lost_seals": lost,
        },
    )
    remove_mark()
    return sessions
