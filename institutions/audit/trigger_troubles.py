"""The triggers that keep the trail and rows that are written once: each is there, works, and does what it was made for.

Without one of them a change leaves no trace at the moment it is made; `verify_audit` finds it afterwards. A trigger of
the same name may do nothing, so definitions are compared, on PostgreSQL the functions too. A trigger that the program
does not make could change a row before its hash is taken, and look lawful; from any table of the database, also one
that the trail does not know, such as that of the cache, it could write to another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection

from institutions.audit import triggers, written_once

TRIGGER: Final = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) ", re.DOTALL)
FUNCTION: Final = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*)\$\$", re.DOTALL
)
# Table, name and definition of each. On PostgreSQL also whether it fires for ordinary sessions.
OF_SQLITE: Final = "SELECT tbl_name, name, sql, 1 FROM sqlite_master WHERE type = 'trigger'"
OF_POSTGRESQL: Final = (
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid, true), tgenabled IN ('O', 'A')"
    " FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"
)
# Triggers of rows that the partitions of a divided table inherit: nobody can drop one, but it can be switched off.
SWITCHED_OFF: Final = (
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgparentid <> 0 AND tgenabled NOT IN ('O', 'A')"
)
# Rules of PostgreSQL replace a statement by another one. Each view has one, and PostgreSQL's own settings.
RULES: Final = (
    "SELECT ev_class::regclass::text, rulename FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class"
    " WHERE rulename <> '_RETURN'"
    " AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
)
BODIES: Final = (
    "SELECT proname, prosrc FROM pg_proc JOIN pg_language ON pg_language.oid = prolang WHERE lanname = 'plpgsql'"
    " AND pronamespace = current_schema()::regnamespace AND pronargs = 0 AND NOT prosecdef AND proconfig IS NULL"
)
REMEDY: Final = "; make it again with `manage.py protect_rows`, and look for the reason"
Placed = tuple[str, str]  # table and name
Defined = Mapping[Placed, str]


def made_triggers(vendor_connection: Any) -> tuple[dict[Placed, str], dict[str, str]]:
    """Return the triggers that the program makes, by table and name, and on PostgreSQL their functions by name."""
    made, functions = dict[Placed, str](), dict[str, str]()
    for statement in trigger_sql(vendor_connection):
        if found := TRIGGER.match(statement):
            made[found[2], found[1]] = statement
        elif body := FUNCTION.match(statement):
            functions[body[1]] = body[2]
    return made, functions


def trigger_sql(vendor_connection: Any) -> Iterator[str]:  # Any: Django's connection, of either database
    """Yield the SQL of all triggers that protect rows."""
    yield from triggers.create_trail_triggers(vendor_connection.vendor)
    yield from written_once.create_once_triggers(vendor_connection, protected_tables(vendor_connection))


def protected_tables(vendor_connection: Any) -> dict[str, Sequence[str]]:  # Any: as above
    """Return the tables whose rows are written once: those that there are, where a later migration makes others."""
    there = set(vendor_connection.introspection.table_names())
    return {table: free for table, free in written_once.PROTECTED.items() if table in there}


def make_triggers_anew(vendor_connection: Any) -> None:  # Any: as above
    """Drop and make all triggers that protect rows, with the columns that their tables have now."""
    dropped = (
        *triggers.drop_trail_triggers(vendor_connection.vendor),
        *written_once.drop_once_triggers(vendor_connection, protected_tables(vendor_connection)),
    )
    made = list(trigger_sql(vendor_connection))
    with vendor_connection.cursor() as cursor:
        for statement in chain(dropped, made):
            cursor.execute(statement)


def trigger_troubles() -> Iterator[str]:
    """Yield each trigger that is missing, switched off or another than the program makes, and each foreign one."""
    made, functions = made_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL)
        found = cursor.fetchall()
    there = {(table, name): sql for table, name, sql, works in found if works}
    for table, name in sorted(made):
        short = name.removeprefix(f"{table}_")
        if (table, name) not in there:
            yield f"{table}: its trigger {short} is missing or switched off{REMEDY}"
        elif there[table, name] != made[table, name]:
            yield f"{table}: its trigger {short} is not the one that this version of the program makes{REMEDY}"
    yield from foreign_triggers(((table, name) for table, name, *_ in found), made)
    if connection.vendor == "postgresql":
        yield from postgresql_troubles(functions)


def foreign_triggers(there: Iterable[Placed], made: Defined) -> Iterator[str]:
    """Yield each trigger that the program did not make, of whatever table: it could write to any other."""
    for table, name in sorted(there):
        if (table, name) not in made:
            yield f"{table}: has a trigger {name} that the program does not make; find out what it does, and drop it"


def postgresql_troubles(functions: Mapping[str, str]) -> Iterator[str]:
    """Yield functions of triggers that are not the program's, rules on tables, and sessions without triggers.

    Also triggers that a partition inherits and that are switched off there alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(BODIES)
        bodies = dict(cursor.fetchall())
        cursor.execute(RULES)
        rules = cursor.fetchall()
        cursor.execute(SWITCHED_OFF)
        switched_off = cursor.fetchall()
        cursor.execute("SELECT current_setting('session_replication_role')")
        (role,) = cursor.fetchone()
    for name in sorted(functions):
        if bodies.get(name) != functions[name]:
            yield f"the function {name} of a trigger is not the one that this version of the program makes{REMEDY}"
    for table, name in sorted(rules):
        yield f"{table}: has a rule {name} that the program does not make; find out what it does, and drop it"
    for table, name in sorted(switched_off):
        yield f"{table}: its trigger {name} is switched off; switch it on with ALTER TABLE, and look for the reason"
    if role == "replica":
        yield (
            "session_replication_role is replica, so no trigger works for this program; set it to origin for the "
            "database and its roles, and look for the reason"
        )
