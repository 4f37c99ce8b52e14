"""The schema of a database as JSON: columns, constraints, indexes and triggers by table, whatever their order.

`python -m tests.upgrades.schema`, with the database in the environment. The order of columns is left out: it depends on
the migrations that a database went through, and nothing relies on it.
"""

import json
import os
import re
from typing import Any

import django
from django.db import connection

Json = dict[str, Any]  # Any: plain data
OURS = ("institutions_", "rules_", "policyengine_")  # tables of other packages are theirs to migrate
# Table, name and definition of each.
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid) || p.prosrc FROM pg_trigger t"
        " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
    ),
}
CONSTRAINTS = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'table'",
    "postgresql": (
        "SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
        " WHERE c.contype <> 'f' AND c.conrelid <> 0"
    ),
}
INDEXES = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}
WORD = re.compile(r"[^\s()\[\],]+")
# Django hashes what it names itself, and PostgreSQL writes casts of texts elsewhere once a dump was restored.
ACCIDENTAL = re.compile(r"_[0-9a-f]{8}(?=_|\b)|::(?:character varying|text)(?:\[\])?")


def definitions(query: str) -> dict[str, list[str]]:
    """Return the definitions of our tables from a query, each as its words in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = [(f"{table}.{name}", sql) for table, name, sql in cursor.fetchall() if table.startswith(OURS)]
    return {ACCIDENTAL.sub("", name): sorted(WORD.findall(ACCIDENTAL.sub("", sql))) for name, sql in found}


def columns(table: str) -> dict[str, list[object]]:
    """Return type, nullability, default and collation of each column of a table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return {each.name: [str(each.type_code), each.null_ok, each.default, each.collation] for each in found}


def schema() -> Json:
    """Return the schema of the configured database."""
    vendor, tables = connection.vendor, connection.introspection.table_names()
    return {
        "columns": {table: columns(table) for table in sorted(tables) if table.startswith(OURS)},
        "constraints": definitions(CONSTRAINTS[vendor]),
        "indexes": definitions(INDEXES[vendor]),
        "triggers": definitions(TRIGGERS[vendor]),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
    django.setup()
    print(json.dumps(schema(), indent=1, sort_keys=True))  # noqa: T201 - this is a command
