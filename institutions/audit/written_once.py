"""Triggers for tables whose rows are only added, where an erasure may still take a person's name out of a text.

They refuse every deletion, and every change but one: to a column of free text with a stored redaction that was not
applied yet. The change uses that redaction up, so that each pays for one change of one column of one row, and
`manage.py verify_audit` finds a redaction that no event of an erasure names.

A disposal after retention removes rows: a trigger lets the deletion of a row through that a stored `DisposedRow` names,
in the tables that are declared `disposable`. `manage.py verify_audit` finds one that no event of a disposal names.

They also refuse ways around a trigger of deletion: TRUNCATE (PostgreSQL), and a row that replaces another (SQLite's
INSERT OR REPLACE and UPDATE OR REPLACE, the latter by the hidden number of a row too). Rows that are named by a hash
are stored "unless they are there": for them the new one is dropped without an error, and the old one stays.

The partitions of a divided table inherit its triggers of rows; each has one against TRUNCATE of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from institutions.audit.table_shapes import TableShape, partitions_of, table_shapes

MESSAGE: Final = "this row is written once"
NAMES: Final = ("no_delete", "no_update", "no_replace", "no_truncate", "redacted")
FUNCTIONS: Final = ("no_delete", "no_update", "redacted")  # of PostgreSQL
REDACTIONS: Final = "institutions_redaction"
DISPOSED: Final = "institutions_disposedrow"
EMPTIED: Final = ":emptied"  # after the name of a table, of a row that stays without its documents
Tables = Mapping[str, Sequence[str]]  # by table the columns that an erasure may write anew

# The erasures themselves: only the mark that a redaction was applied may change.
OWN: Final[Tables] = {"institutions_erasure": (), REDACTIONS: ("applied",)}
# Tables of the register whose triggers came later than these (migration 0006).
LATER: Final[Tables] = {"institutions_identitydecision": ("reason",), "institutions_submission": ("document", "title")}
# The disposals themselves, in tables that are made later than the triggers of all others (migration 0038).
OF_DISPOSALS: Final[Tables] = {"institutions_disposal": ("basis",), DISPOSED: ()}
# By table the columns that move on: `superseded_at` once, from none; others whenever the program says so.
MOVING: Final[Tables] = {"institutions_submission": ("superseded_at", "stated_at")}
SET_ONCE: Final = "superseded_at"
# Every protected table of this program: other apps add theirs (`protect`).
PROTECTED: Final[dict[str, Sequence[str]]] = {**OWN, **LATER, **OF_DISPOSALS}
# The tables whose rows a disposal removes, and those whose free columns it empties.
DISPOSABLE: Final[set[str]] = set()
EMPTIABLE: Final[frozenset[str]] = frozenset({"institutions_submission"})


def protect(tables: Tables) -> None:
    """Declare further tables whose rows are written once; their own migrations create the triggers."""
    PROTECTED.update(tables)


def disposable(tables: Iterable[str]) -> None:
    """Declare tables whose rows a disposal removes; the migration that lets it makes their triggers anew."""
    DISPOSABLE.update(tables)


def create_once_triggers(connection: Any, tables: Tables) -> list[str]:  # Any: Django's connection, of either database
    """Return the SQL that creates the triggers of these tables, for the columns that they have now."""
    later = DISPOSED in connection.introspection.table_names()  # else a migration from before disposals asks
    shapes = table_shapes(connection, tables)
    return [
        each
        for table, free in tables.items()
        for each in triggers_of_table(connection, table, shapes[table], free, disposes=later)
    ]


def drop_once_triggers(connection: Any, tables: Tables) -> list[str]:  # Any: as above
    """Return the SQL that drops the triggers."""
    on = "" if connection.vendor == "sqlite" else " ON {}"
    triggers = [f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table)}" for table in tables for name in NAMES]
    if connection.vendor == "sqlite":
        return triggers
    with connection.cursor() as cursor:
        divided = partitions_of(cursor, tables)
    triggers += [
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {part}" for table, parts in divided.items() for part in parts
    ]
    functions = [f"DROP FUNCTION IF EXISTS {table}_{name}()" for table in tables for name in FUNCTIONS]
    return [*triggers, *functions]


def triggers_of_table(
    connection: Any, table: str, shape: TableShape, free: Sequence[str], *, disposes: bool
) -> list[str]:  # Any: as above
    """Return the SQL of the triggers of one table."""
    columns, key = shape.columns, shape.key
    there = [name for name in free if name in columns]  # a later migration may add the others
    moving = MOVING.get(table, ())
    fixed = [name for name in columns if name not in (*free, *moving)]
    kept = allowed_change(connection, table, key, fixed, there, empties=disposes and table in EMPTIABLE)
    gone = is_disposed(table, key) if disposes and table in DISPOSABLE else ""
    if SET_ONCE in moving:
        same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
        kept += f' AND (OLD."{SET_ONCE}" IS NULL OR NEW."{SET_ONCE}" {same} OLD."{SET_ONCE}")'
    applied = f"""UPDATE {REDACTIONS} SET applied = {true_word(connection)}
        WHERE of_table = '{table}' AND of_row = CAST(OLD.{key} AS text) AND NOT applied"""  # noqa: S608 - no input in it
    uses_up = bool(free) and table != REDACTIONS
    if connection.vendor == "sqlite":
        replaces = " OR ".join(key_is_taken(table, each) for each in (("rowid",), (key,), *shape.unique))
        answer = f"ABORT, '{MESSAGE}'" if shape.is_numbered else "IGNORE"
        no_replace = f"WHEN {replaces} BEGIN SELECT RAISE({answer}); END"
        same_row = f"NEW.rowid = OLD.rowid AND {kept}"
        return sqlite_once_sql(table, same_row, applied if uses_up else "", no_replace, gone)
    return [
        *postgresql_once_sql(table, kept, applied if uses_up else "", gone),
        *(no_truncate_sql(table, part) for part in shape.partitions),
    ]


def is_disposed(named: str, key: str) -> str:
    """Return SQL that tests whether a disposal names the old row, under the name `named` of its table."""
    return f"EXISTS (SELECT 1 FROM {DISPOSED} WHERE of_table = '{named}' AND of_row = CAST(OLD.{key} AS text))"  # noqa: S608 - no input in it


def allowed_change(
    connection: Any, table: str, key: str, fixed: Sequence[str], free: Sequence[str], *, empties: bool = False
) -> str:  # Any: as above
    """Return the condition under which a change is allowed; `empties`: also if a disposal empties the row."""
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    parts = [f'NEW."{name}" {same} OLD."{name}"' for name in fixed]
    if table == REDACTIONS:
        return " AND ".join([*parts, "NOT OLD.applied"])
    emptied = f" OR {is_disposed(f'{table}{EMPTIED}', key)}" if empties else ""
    parts += [
        f"""(NEW."{name}" {same} OLD."{name}" OR EXISTS (SELECT 1 FROM {REDACTIONS} WHERE of_table = '{table}'
            AND of_row = CAST(OLD.{key} AS text) AND of_column = '{name}' AND NOT applied){emptied})"""  # noqa: S608 - no input in it
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


def sqlite_once_sql(table: str, kept: str, applied: str, no_replace: str, gone: str = "") -> list[str]:
    """Return the SQL for SQLite; a row under the condition `gone` may be deleted."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    unless = f"WHEN NOT {gone} " if gone else ""
    made = [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless}{refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({kept}) {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {no_replace}",
    ]
    if applied:
        made.append(f"CREATE TRIGGER {table}_redacted AFTER UPDATE ON {table} BEGIN {applied}; END")
    return made


def postgresql_once_sql(table: str, kept: str, applied: str, gone: str = "") -> list[str]:
    """Return the SQL for PostgreSQL; a row under the condition `gone` may be deleted, and no table is truncated."""
    begin = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    each = "FOR EACH ROW EXECUTE FUNCTION"
    unless = f"IF NOT ({kept}) THEN RAISE EXCEPTION '{MESSAGE}'; END IF"
    lets = f" IF TG_OP = 'DELETE' THEN IF {gone} THEN RETURN OLD; END IF; END IF;" if gone else ""
    made = [
        f"CREATE OR REPLACE FUNCTION {table}_no_delete() {begin}{lets} RAISE EXCEPTION '{MESSAGE}'; END $$",
        f"CREATE OR REPLACE FUNCTION {table}_no_update() {begin} {unless}; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {each} {table}_no_delete()",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {each} {table}_no_update()",
        no_truncate_sql(table, table),
    ]
    if applied:
        made += [
            f"CREATE OR REPLACE FUNCTION {table}_redacted() {begin} {applied}; RETURN NULL; END $$",
            f"CREATE TRIGGER {table}_redacted AFTER UPDATE ON {table} {each} {table}_redacted()",
        ]
    return made


def no_truncate_sql(table: str, part: str) -> str:
    """Return the SQL of PostgreSQL by which a table, or a partition of it, refuses TRUNCATE."""
    return (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {part} FOR EACH STATEMENT"
        f" EXECUTE FUNCTION {table}_no_delete()"
    )
