"""Triggers for tables whose rows are only added, where an erasure may still take a person's name out of a text.

They refuse every deletion, and every change but one: to a column of free text with a stored redaction that was not
applied yet. The change uses that redaction up, so that each pays for one change of one column of one row, and
`manage.py verify_audit` finds a redaction that no event of an erasure names.

They also refuse ways around a trigger of deletion: TRUNCATE (PostgreSQL), and a row that replaces another (SQLite's
INSERT OR REPLACE and UPDATE OR REPLACE, the latter by the hidden number of a row too). Rows that are named by a hash
are stored "unless they are there": for them the new one is dropped without an error, and the old one stays.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

MESSAGE: Final = "this row is written once"
NAMES: Final = ("no_delete", "no_update", "no_replace", "no_truncate", "redacted")
FUNCTIONS: Final = ("no_delete", "no_update", "redacted")  # of PostgreSQL
REDACTIONS: Final = "institutions_redaction"
Tables = Mapping[str, Sequence[str]]  # by table the columns that an erasure may write anew

# The erasures themselves: only the mark that a redaction was applied may change.
OWN: Final[Tables] = {"institutions_erasure": (), REDACTIONS: ("applied",)}
# Tables of the register whose triggers came later than these (migration 0006).
LATER: Final[Tables] = {"institutions_identitydecision": ("reason",), "institutions_submission": ("document", "title")}
# By table the columns that move on: `superseded_at` once, from none; others whenever the program says so.
MOVING: Final[Tables] = {"institutions_submission": ("superseded_at", "stated_at")}
SET_ONCE: Final = "superseded_at"
# Every protected table of this program: other apps add theirs (`protect`).
PROTECTED: Final[dict[str, Sequence[str]]] = {**OWN, **LATER}


def protect(tables: Tables) -> None:
    """Declare further tables whose rows are written once; their own migrations create the triggers."""
    PROTECTED.update(tables)


def create_once_triggers(connection: Any, tables: Tables) -> list[str]:  # Any: Django's connection, of either database
    """Return the SQL that creates the triggers of these tables, for the columns that they have now."""
    return [statement for table in tables for statement in triggers_of_table(connection, table, tables[table])]


def drop_once_triggers(connection: Any, tables: Tables) -> list[str]:  # Any: as above
    """Return the SQL that drops the triggers."""
    on = "" if connection.vendor == "sqlite" else " ON {}"
    triggers = [f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table)}" for table in tables for name in NAMES]
    if connection.vendor == "sqlite":
        return triggers
    functions = [f"DROP FUNCTION IF EXISTS {table}_{name}()" for table in tables for name in FUNCTIONS]
    return [*triggers, *functions]


def triggers_of_table(connection: Any, table: str, free: Sequence[str]) -> list[str]:  # Any: as above
    """Return the SQL of the triggers of one table."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        key = connection.introspection.get_primary_key_column(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
        for partial in partial_indexes(connection, cursor, table):
            constraints.pop(partial, None)
    columns = [each.name for each in described]
    there = [name for name in free if name in columns]  # a later migration may add the others
    moving = MOVING.get(table, ())
    kept = allowed_change(connection, table, key, [name for name in columns if name not in (*free, *moving)], there)
    if SET_ONCE in moving:
        same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
        kept += f' AND (OLD."{SET_ONCE}" IS NULL OR NEW."{SET_ONCE}" {same} OLD."{SET_ONCE}")'
    applied = f"""UPDATE {REDACTIONS} SET applied = {true_word(connection)}
        WHERE of_table = '{table}' AND of_row = CAST(OLD.{key} AS text) AND NOT applied"""  # noqa: S608 - no input in it
    uses_up = bool(free) and table != REDACTIONS
    if connection.vendor == "sqlite":
        keys = [["rowid"], [key], *(each["columns"] for each in constraints.values() if each["unique"])]
        replaces = " OR ".join(key_is_taken(table, each) for each in keys)
        numbered = any(each.name == key and "int" in str(each.type_code).lower() for each in described)
        answer = f"ABORT, '{MESSAGE}'" if numbered else "IGNORE"
        no_replace = f"WHEN {replaces} BEGIN SELECT RAISE({answer}); END"
        return sqlite_once_sql(table, f"NEW.rowid = OLD.rowid AND {kept}", applied if uses_up else "", no_replace)
    return postgresql_once_sql(table, kept, applied if uses_up else "")


def partial_indexes(connection: Any, cursor: Any, table: str) -> list[str]:  # Any: as above
    """Return the indexes of a table that hold only some of its rows: they make no row one of a kind."""
    if connection.vendor != "sqlite":
        return []
    cursor.execute(f"PRAGMA index_list('{table}')")
    return [name for _, name, _, _, partial in cursor.fetchall() if partial]


def allowed_change(
    connection: Any, table: str, key: str, fixed: Sequence[str], free: Sequence[str]
) -> str:  # Any: as above
    """Return the condition under which a change is allowed."""
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    parts = [f'NEW."{name}" {same} OLD."{name}"' for name in fixed]
    if table == REDACTIONS:
        return " AND ".join([*parts, "NOT OLD.applied"])
    parts += [
        f"""(NEW."{name}" {same} OLD."{name}" OR EXISTS (SELECT 1 FROM {REDACTIONS} WHERE of_table = '{table}'
            AND of_row = CAST(OLD.{key} AS text) AND of_column = '{name}' AND NOT applied))"""  # noqa: S608 - no input in it
        for name in free
    ]
    return " AND ".join(parts)


def key_is_taken(table: str, key: Sequence[str]) -> str:
    """Return SQL that tests whether there is a row with the key of the new one."""
    same = " AND ".join(f'"{name}" = NEW."{name}"' for name in key)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - no input in it


def true_word(connection: Any) -> str:  # Any: as above
    """Return the database's word for true."""
    return "1" if connection.vendor == "sqlite" else "true"


def sqlite_once_sql(table: str, kept: str, applied: str, no_replace: str) -> list[str]:
    """Return the SQL for SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    made = [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({kept}) {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {no_replace}",
    ]
    if applied:
        made.append(f"CREATE TRIGGER {table}_redacted AFTER UPDATE ON {table} BEGIN {applied}; END")
    return made


def postgresql_once_sql(table: str, kept: str, applied: str) -> list[str]:
    """Return the SQL for PostgreSQL."""
    begin = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    each = "FOR EACH ROW EXECUTE FUNCTION"
    unless = f"IF NOT ({kept}) THEN RAISE EXCEPTION '{MESSAGE}'; END IF"
    made = [
        f"CREATE OR REPLACE FUNCTION {table}_no_delete() {begin} RAISE EXCEPTION '{MESSAGE}'; END $$",
        f"CREATE OR REPLACE FUNCTION {table}_no_update() {begin} {unless}; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {each} {table}_no_delete()",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {each} {table}_no_update()",
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION {table}_no_delete()"
        ),
    ]
    if applied:
        made += [
            f"CREATE OR REPLACE FUNCTION {table}_redacted() {begin} {applied}; RETURN NULL; END $$",
            f"CREATE TRIGGER {table}_redacted AFTER UPDATE ON {table} {each} {table}_redacted()",
        ]
    return made
