"""Objects and rights that an operator gave to a table stay when it is divided, or are in the way."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from typing import Any, Final

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from pytest_django.fixtures import Settings

from institutions.models import Account, Partnership
from rules.management.upgrading import partitioned_tables
from rules.management.upgrading.dividing import copy_sql, divide_table
from rules.management.upgrading.own_objects import what_would_be_lost
from rules.management.upgrading.partitioned_tables import WHOLE, present_parts
from rules.management.upgrading.table_definitions import read_definitions
from rules.management.upgrading.table_work import read_catalogue, work_since
from rules.models import Match

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="no other database divides its tables"),
]
TABLE: Final = Match._meta.db_table
BY: Final = "assessment_id"
PARTS: Final = 2
PIECES: Final = [f"{TABLE}_p{number}of{PARTS}" for number in range(PARTS)]


def rows(sql: str, *values: Any) -> list[Any]:  # Any: as Django declares them
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def do(*statements: str) -> None:
    """Do some statements."""
    with connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)


def may_read(tables: Sequence[str]) -> list[bool]:
    """Return whether the other role may read each table, and give the right on."""
    asked = "SELECT has_table_privilege('other', name, 'SELECT WITH GRANT OPTION') FROM unnest(%s::text[]) AS name"
    return [may for (may,) in rows(asked, list(tables))]


def test_rights_hold_for_partitions_and_for_the_numbers_too() -> None:
    do(
        "CREATE ROLE other",
        f"GRANT SELECT ON {TABLE} TO other WITH GRANT OPTION",
        f"GRANT SELECT ON SEQUENCE {TABLE}_id_seq TO other",
    )
    numbers = "SELECT has_sequence_privilege('other', %s, 'SELECT'), has_sequence_privilege('other', %s, 'UPDATE')"
    for parts, there in ((PARTS, [TABLE, *PIECES]), (WHOLE, [TABLE])):
        divide_table(TABLE, BY, parts)
        assert may_read(there) == [True] * len(there), "pg_dump reads partitions by themselves"
        assert rows(numbers, f"{TABLE}_id_seq", f"{TABLE}_id_seq") == [(True, False)]


def test_the_copy_is_in_the_tablespace_of_the_table() -> None:
    with connection.cursor() as cursor:
        known = read_definitions(cursor, TABLE)
    assert known.tablespace == ""
    elsewhere = replace(known, tablespace=" TABLESPACE large")
    for parts in (PARTS, WHOLE):
        made = next(each for each in copy_sql(TABLE, BY, parts, elsewhere) if each.startswith("CREATE TABLE "))
        assert made.endswith(" TABLESPACE large")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("CREATE VIEW own AS SELECT id FROM {}", "view own of {}"),
        ("CREATE PUBLICATION own FOR TABLE {}", "publication own of {}"),
        ("CREATE POLICY own ON {} USING (severity = 'low')", "policy own of {}"),
    ],
)
def test_what_would_be_lost_with_a_table_is_named_before_anything_is_changed(
    made: str, said: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitioned_tables, "divided_by", lambda: {TABLE: BY})
    settings.TABLE_PARTITIONS, settings.TABLE_PARTITION_ROWS = PARTS, 0
    assert what_would_be_lost([TABLE]) == []
    do(made.format(TABLE))
    printed = StringIO()
    with pytest.raises(CommandError, match=r"Nothing was changed, because of: partitions\."):
        call_command("upgrade", "--while-in-use", stdout=printed, stderr=StringIO())
    assert f"have objects of yours: {said.format(TABLE)}" in printed.getvalue()
    assert re.search("→ Keep their definitions and drop them .* or leave TABLE_PARTITIONS out", printed.getvalue())
    assert present_parts() == {TABLE: WHOLE}


def test_an_object_of_a_partition_is_named_too() -> None:
    divide_table(TABLE, BY, PARTS)
    do(f"CREATE VIEW own AS SELECT id FROM {PIECES[1]}")  # noqa: S608 - names of ours
    assert what_would_be_lost([TABLE]) == [f"view own of {TABLE}"]


def test_later_migrations_change_a_divided_table_and_are_told_by_its_name(case: Partnership) -> None:
    divide_table(TABLE, BY, PARTS)
    before = read_catalogue()
    number: Any = models.IntegerField(null=True)
    needed: Any = models.IntegerField(default=7)
    author: Any = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    for field, name in ((number, "later"), (needed, "later"), (author, "author")):
        field.set_attributes_from_name(name)
        field.model = Match
    kept = models.CheckConstraint(condition=models.Q(severity__gt=""), name="later_check")
    alone = models.UniqueConstraint(fields=["assessment", "id"], name="later_unique")
    found = models.Index(fields=["severity"], name="later_index")
    with connection.schema_editor() as editor:
        editor.add_field(Match, number)
        editor.alter_field(Match, number, needed)
        editor.add_field(Match, author)
        editor.add_index(Match, found)
        editor.add_constraint(Match, kept)
        editor.add_constraint(Match, alone)
    assert work_since(before) == (f"{TABLE} checked", f"{TABLE} indexed", f"{TABLE} rows written")
    assert rows(f"SELECT DISTINCT later FROM {TABLE}") == [(7,)]  # noqa: S608 - names of ours
    asked = "SELECT indrelid::regclass::text FROM pg_index WHERE pg_get_indexdef(indexrelid) ~ %s ORDER BY 1"
    assert [name for (name,) in rows(asked, r"\(severity\)")] == [TABLE, *PIECES]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Match, alone)
        editor.remove_constraint(Match, kept)
        editor.remove_index(Match, found)
        editor.remove_field(Match, author)
        editor.remove_field(Match, needed)
    divide_table(TABLE, BY, WHOLE)
