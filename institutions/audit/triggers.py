"""Triggers that refuse to change or delete what is written once, in the words of each database.

They stand beneath the application: they hold for its own mistakes and for whoever works on the database by hand. What
goes past a trigger of deletion is refused too: SQLite's INSERT OR REPLACE, which takes the row away that is in its way
and calls no such trigger, and PostgreSQL's TRUNCATE.
"""

from typing import Final

# By table what tells its rows apart: a row that has one of them is never put in the place of another.
TABLES: Final = {
    "institutions_auditevent": (("id",), ("chain_id", "number")),
    "institutions_auditseal": (("id",), ("number",)),
}
MESSAGE: Final = "the audit trail is never changed"
ACTS: Final = ("update", "delete")
NAMES: Final = ("no_update", "no_delete", "no_replace", "no_truncate")


def create(vendor: str) -> tuple[str, ...]:
    """SQL that makes the triggers."""
    return sqlite() if vendor == "sqlite" else postgresql()


def sqlite() -> tuple[str, ...]:
    """In SQLite's words."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    refused = [f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} {refuse}" for table in TABLES for act in ACTS]
    for table, keys in TABLES.items():
        taken = " OR ".join(is_taken(table, key) for key in keys)
        refused.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}")
    return tuple(refused)


def is_taken(table: str, key: tuple[str, ...]) -> str:
    """Whether there is a row with the key of the new one."""
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - no input in it


def postgresql() -> tuple[str, ...]:
    """In PostgreSQL's words."""
    function = (
        "CREATE OR REPLACE FUNCTION institutions_written_once() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    execute = "EXECUTE FUNCTION institutions_written_once()"
    rows = [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} FOR EACH ROW {execute}"
        for table in TABLES
        for act in ACTS
    ]
    whole = [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {execute}"
        for table in TABLES
    ]
    return (function, *rows, *whole)


def drop(vendor: str) -> tuple[str, ...]:
    """SQL that takes them away."""
    on = "" if vendor == "sqlite" else " ON {}"
    dropped = tuple(f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table)}" for table in TABLES for name in NAMES)
    return dropped if vendor == "sqlite" else (*dropped, "DROP FUNCTION IF EXISTS institutions_written_once()")
