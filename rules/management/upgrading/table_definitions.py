"""Everything of a table of PostgreSQL but its rows, read from the catalogue so that it can be made anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

KEY: Final = """SELECT conname, attname FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE conrelid = %s::regclass AND contype = 'p'"""
UNIQUE: Final = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'u' ORDER BY conname"""
POINTING: Final = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f' AND conparentid = 0 ORDER BY conname"""
POINTED_AT: Final = """SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE confrelid = %s::regclass AND contype = 'f' AND conparentid = 0 ORDER BY conname"""
INDEXES: Final = """SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY indexrelid"""
TRIGGERS: Final = """SELECT pg_get_triggerdef(oid, true), tgtype & 1 = 0 FROM pg_trigger
    WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgparentid = 0 ORDER BY tgname"""
# A privilege, and to whom it was given: perhaps with the right to give it on.
RIGHTS: Final = """SELECT privilege_type,
    CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
    || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
    FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = %s::regclass AND grantee <> relowner"""
TABLESPACE: Final = """SELECT coalesce(' TABLESPACE ' || quote_ident(spcname), '') FROM pg_class
    LEFT JOIN pg_tablespace ON pg_tablespace.oid = reltablespace WHERE pg_class.oid = %s::regclass"""
OWNER: Final = "SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = %s::regclass"
# Of the autovacuum, for example. A divided table has none itself: its partitions have them.
OPTIONS: Final = """SELECT coalesce(array_to_string(coalesce(relation.reloptions, (SELECT part.reloptions
    FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid WHERE inhparent = relation.oid LIMIT 1)), ', '), '')
    FROM pg_class relation WHERE relation.oid = %s::regclass"""
Named = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The sequence that numbers the rows of a table, and where it stands."""

    name: str
    last: int
    called: bool
    rights: Named  # privileges and roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Keys, indexes, triggers, rights and numbering of a table."""

    key: str  # its name
    key_column: str  # the first one, by which Django knows a row
    unique: Named  # names and definitions
    pointing: Named  # keys to other tables
    pointed_at: Sequence[tuple[str, str, str]]  # names, tables and definitions
    indexes: Sequence[str]
    triggers: Sequence[tuple[str, bool]]  # definitions; true for one of a statement, which partitions do not inherit
    rights: Named  # privileges and roles
    owner: str
    options: str
    tablespace: str  # as SQL: empty for that of the database
    numbering: Numbering | None


def read_definitions(cursor: Any, table: str) -> Definitions:  # Any: Django's cursor
    """Read what a table consists of."""

    def rows(sql: str) -> list[Any]:  # Any: of any columns
        cursor.execute(sql, [table])
        return list(cursor.fetchall())

    ((key, key_column),) = rows(KEY)
    return Definitions(
        key=key,
        key_column=key_column,
        unique=rows(UNIQUE),
        pointing=rows(POINTING),
        pointed_at=rows(POINTED_AT),
        indexes=[sql.replace(" ON ONLY ", " ON ") for (sql,) in rows(INDEXES)],
        triggers=rows(TRIGGERS),
        rights=rows(RIGHTS),
        owner=rows(OWNER)[0][0],
        options=rows(OPTIONS)[0][0],
        tablespace=rows(TABLESPACE)[0][0],
        numbering=read_numbering(cursor, table, key_column),
    )


def read_numbering(cursor: Any, table: str, column: str) -> Numbering | None:  # Any: as above
    """Return the sequence of a column, or None."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
    (name,) = cursor.fetchone()
    if name is None:
        return None
    cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - a name of the catalogue
    last, called = cursor.fetchone()
    cursor.execute(RIGHTS, [name])
    rights = list(cursor.fetchall())
    return Numbering(name=name.rpartition(".")[2], last=last, called=called, rights=rights)
