"""The shapes of tables are what Django's introspection says of them, and are read without it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.table_shapes import table_shapes
from institutions.audit.trigger_troubles import protected_tables, trigger_troubles

pytestmark = pytest.mark.django_db
# A key of texts, a unique index over part of the rows, and constraints of several columns beside unique columns.
MORE = ("institutions_party", "institutions_source", "rules_casesummary", "django_session")


def partial_indexes(table: str) -> set[str]:
    """Return the indexes of a table of SQLite that hold only some of its rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list('{table}')")
        return {name for _, name, _, _, partial in cursor.fetchall() if partial}


def test_they_are_what_django_finds() -> None:
    shapes = table_shapes(connection, [*protected_tables(connection), *MORE])
    uniques = 0
    for table, shape in shapes.items():
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, table)
            key = connection.introspection.get_primary_key_column(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
        assert (shape.columns, shape.key) == (tuple(each.name for each in described), key), table
        if connection.vendor == "sqlite":
            of_key = next(str(each.type_code) for each in described if each.name == key)
            assert shape.is_numbered is ("int" in of_key.lower()), table
            whole = {name: each for name, each in constraints.items() if name not in partial_indexes(table)}
            assert shape.unique == tuple(tuple(each["columns"]) for each in whole.values() if each["unique"]), table
            uniques += len(shape.unique)
    assert uniques or connection.vendor == "postgresql"


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="has no table institutions_nothing"):
        table_shapes(connection, ["institutions_submission", "institutions_nothing"])


def test_all_triggers_are_compared_with_few_queries_on_a_server() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert list(trigger_troubles()) == []
    if connection.vendor == "postgresql":
        assert len(queries) <= 10, [each["sql"][:80] for each in queries]
