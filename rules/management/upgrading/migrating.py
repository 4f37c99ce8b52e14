"""The migrations, one after the other, each with its record in one transaction."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations.migration import Migration

from institutions.management.states_on_demand import ExecutorOnDemand
from rules.management.upgrading.table_work import read_catalogue, work_since

# A migration that was applied, its seconds, and its work that takes longer the more rows a table has.
Told = Callable[[Migration, float, tuple[str, ...]], None]


class WholeExecutor(ExecutorOnDemand):
    """An executor that a kill leaves before a migration or after it.

    Django's own writes the record of most migrations in a transaction after that of the migration. If it is killed
    between the two, the next run tries to make tables that are there.
    """

    def __init__(self, told: Told) -> None:
        super().__init__(connection)
        self.told = told

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **more: Any) -> Any:  # Any: as Django's
        """Apply a migration and record it, in one transaction if it allows one."""
        began = time.monotonic()
        if migration.atomic:
            with one_transaction():
                before = read_catalogue()
                made = super().apply_migration(state, migration, *args, **more)
                work = work_since(before)
        else:
            made, work = super().apply_migration(state, migration, *args, **more), ()
        self.told(migration, time.monotonic() - began, work)
        return made


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
    executor = WholeExecutor(told)
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    emit_pre_migrate_signal(0, interactive=False, db=connection.alias, plan=plan)
    executor.migrate(targets, plan=plan)
    emit_post_migrate_signal(0, interactive=False, db=connection.alias, plan=plan)
    return len(plan)
