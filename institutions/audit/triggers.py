"""Triggers that refuse to change or delete what is written once, in the words of each database.

They stand beneath the application: they hold for its own mistakes and for whoever works on the database by hand.
"""

from typing import Final

TABLES: Final = ("institutions_auditevent", "institutions_auditseal")
MESSAGE: Final = "the audit trail is never changed"
ACTS: Final = ("update", "delete")


def create(vendor: str) -> tuple[str, ...]:
    """SQL that makes the triggers."""
    if vendor == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for table in TABLES
            for act in ACTS
        )
    function = (
        "CREATE OR REPLACE FUNCTION institutions_written_once() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    return (
        function,
        *(
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION institutions_written_once()"
            for table in TABLES
            for act in ACTS
        ),
    )


def drop(vendor: str) -> tuple[str, ...]:
    """SQL that takes them away."""
    on = "" if vendor == "sqlite" else " ON {}"
    dropped = tuple(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on.format(table)}" for table in TABLES for act in ACTS)
    return dropped if vendor == "sqlite" else (*dropped, "DROP FUNCTION IF EXISTS institutions_written_once()")
