"""The migrations, one after the other, each with its record in one transaction."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

Told = Callable[[Migration, float], None]  # a migration that was applied, and its seconds


class WholeExecutor(MigrationExecutor):
    """An executor that a kill leaves before a migration or after it.

    Django's own writes the record of most migrations in a transaction after that of the migration. If it is killed
    between the two, the next run tries to make tables that are there.
    """

    def apply_migration(
        self, state: Any, migration: Migration, *args: Any, **more: Any
    ) -> Any:  # Any: as Django has it
        """Apply a migration and record it."""
        if not migration.atomic:
            return super().apply_migration(state, migration, *args, **more)
        with one_transaction():
            return super().apply_migration(state, migration, *args, **more)


@contextmanager
def one_transaction() -> Iterator[None]:
    """Open the transaction around that of a schema editor. SQLite leaves its checks of keys on or off within one."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.enable_constraint_checking()


def apply_migrations(told: Told) -> int:
    """Apply every migration that the database lacks, as `manage.py migrate` does; return their number."""
    began = time.monotonic()

    def progress(action: str, migration: Migration | None = None, _fake: bool = False) -> None:  # noqa: FBT001, FBT002 - Django calls it
        nonlocal began
        if action == "apply_start":
            began = time.monotonic()
        elif action == "apply_success" and migration is not None:
            told(migration, time.monotonic() - began)

    executor = WholeExecutor(connection, progress)
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    emit_pre_migrate_signal(0, interactive=False, db=connection.alias, plan=plan)
    state = executor.migrate(targets, plan=plan)
    state.clear_delayed_apps_cache()
    emit_post_migrate_signal(0, interactive=False, db=connection.alias, apps=state.apps, plan=plan)
    return len(plan)
