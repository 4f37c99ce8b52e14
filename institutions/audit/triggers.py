"""Triggers that refuse changes and deletions in tables that are written once, in the SQL of each database.

They work beneath the application: against its own mistakes and against anyone who works on the database by hand. They
also refuse ways around a trigger of deletion: SQLite's INSERT OR REPLACE, which removes the row in its way without
calling such a trigger, and PostgreSQL's TRUNCATE.
"""

from typing import Final

# By table the unique keys of its rows: a row with one of them never replaces another.
TABLES: Final = {
    "institutions_auditevent": (("id",), ("chain_id", "number")),
    "institutions_auditseal": (("id",), ("number",)),
}
MESSAGE: Final = "the audit trail is never changed"
ACTS: Final = ("update", "delete")
NAMES: Final = ("no_update", "no_delete", "no_replace", "no_truncate")


def create_trail_triggers(vendor: str) -> tuple[str, ...]:
    """Return the SQL that creates the triggers."""
    return sqlite_trail_sql() if vendor == "sqlite" else postgresql_trail_sql()


def sqlite_trail_sql() -> tuple[str, ...]:
    """Return the SQL for SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    refused = [f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} {refuse}" for table in TABLES for act in ACTS]
    for table, keys in TABLES.items():
        taken = " OR ".join(is_taken(table, key) for key in keys)
        refused.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}")
    return tuple(refused)


def is_taken(table: str, key: tuple[str, ...]) -> str:
    """Return SQL that tests whether there is a row with the key of the new one."""
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - no input in it


def postgresql_trail_sql() -> tuple[str, ...]:
    """Return the SQL for PostgreSQL."""
    function = (
        "CREATE OR REPLACE FUNCTION institutions_written_once() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    execute = "EXECUTE FUNCTION institutions_written_once()"
    rows = [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} FOR EACH ROW {execute}"
        for table in TABLES
        for act in ACTS
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {execute}"
        for table in TABLES
    ]
    return (function, *rows, *whole)


def drop_trail_triggers(vendor: str) -> tuple[str, ...]:
    """Return the SQL that drops the triggers."""
    on = "" if vendor == "sqlite" else " ON {}"
    dropped = tuple(f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table)}" for table in TABLES for name in NAMES)
    return dropped if vendor == "sqlite" else (*dropped, "DROP FUNCTION IF EXISTS institutions_written_once()")
