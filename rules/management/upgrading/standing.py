"""The standing of a database: the version that its tables are of, and the migrations that it lacks."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from rules.backup.known_migrations import newer_migrations

Named = tuple[str, str]  # app and name of a migration
OURS: Final = frozenset({"institutions", "rules"})
OLDEST: Final = "0.1"  # the first version that can be upgraded: the migrations that led to it are gone
FIRST: Final = "0001_until_casework"  # is on record in every database of it or later
# The last migrations of each version, the newest version first. A new one goes on top, and into docs/upgrading.md.
VERSIONS: Final[tuple[tuple[str, frozenset[Named]], ...]] = (
    ("1.2", frozenset({("institutions", "0037_commission_members"), ("rules", "0042_commissions")})),
    ("1.1", frozenset({("institutions", "0012_stored_bytes"), ("rules", "0010_packed_outcomes")})),
    ("1.0", frozenset({("institutions", "0019_error_of_an_import_as_a_code"), ("rules", "0016_results_as_codes")})),
    (OLDEST, frozenset({("institutions", FIRST), ("rules", FIRST)})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A database as it is before an upgrade."""

    tables: frozenset[str]
    applied: frozenset[Named]  # migrations on record
    newer: tuple[Named, ...]  # those that only a newer program can have made
    lacking: tuple[Migration, ...]  # in the order in which they are applied

    @property
    def is_new(self) -> bool:
        """True if no table of ours has been made yet."""
        return not any(app in OURS for app, _name in self.applied)

    @property
    def is_too_old(self) -> bool:
        """True if its tables are of before the first version that can be upgraded."""
        return not self.is_new and ("institutions", FIRST) not in self.applied

    @property
    def version(self) -> str:
        """The newest version whose migrations are all applied; empty where the tables of none are all there."""
        return next((version for version, last in VERSIONS if last <= self.applied), "")


def named(migration: Migration) -> str:
    """Return app and name of a migration as people write them."""
    return f"{migration.app_label}.{migration.name}"


def read_standing() -> Standing:
    """Read the standing of this database. Any error of the database is raised."""
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations.keys()
    newer = newer_migrations(applied)
    plan = [] if newer else executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Standing(
        tables=frozenset(connection.introspection.table_names()),
        applied=frozenset(applied),
        newer=tuple(newer),
        lacking=tuple(migration for migration, _backwards in plan),
    )
