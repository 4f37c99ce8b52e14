"""Lists of ids as one parameter: the same rows on both databases, found by an index also among alternatives."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Party, PartyName, Submission, table_of
from institutions.models.partnership import AWARDED
from institutions.models.sql_lists import among, as_listed, id_among, number_among

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")


def parties(number: int) -> list[Party]:
    return [Party.objects.create(kind="company", name_en=f"Kita {at}") for at in range(number)]


def plan_of(sql: str, parameters: tuple[str, ...]) -> str:
    """Return how the database finds the rows; PostgreSQL would rather read a small table than an index."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_any_number_of_ids_selects_their_rows_with_one_parameter() -> None:
    first, _, third = parties(3)
    assert set(Party.objects.filter(among("pk", [first.pk, third.pk]))) == {first, third}
    assert list(Party.objects.filter(among("pk", ()))) == []
    assert Party.objects.filter(among("pk", [uuid4() for _ in range(40_000)])).count() == 0
    assert Party.objects.filter(~among("pk", [first.pk]), kind="company", name_en__startswith="Kita").count() == 2


def test_a_path_to_another_table_and_an_empty_column_are_understood() -> None:
    first, second = parties(2)
    merged = Party.objects.create(kind="company", name_en="Kita 3", same_as=first)
    assert list(Party.objects.filter(among("same_as", [first.pk]))) == [merged]
    assert set(Party.objects.filter(among("same_as", [first.pk]) | among("pk", [second.pk]))) == {merged, second}
    assert not PartyName.objects.filter(among("party__same_as", [second.pk])).exists()


def test_numbers_are_listed_as_ids_are() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3) e WHERE {number_among('n')} ORDER BY n",  # noqa: S608 - no input in it
            [as_listed({3, 1})],
        )
        assert [row[0] for row in cursor.fetchall()] == [1, 3]


@on_postgresql
def test_ids_reach_postgresql_as_an_array() -> None:
    (party,) = parties(1)
    with CaptureQueriesContext(connection) as asked:
        list(Party.objects.filter(among("pk", [party.pk])))
    assert f"= ANY('{{{party.pk}}}'::uuid[])" in asked[0]["sql"]


def test_alternatives_are_looked_up_in_an_index_each() -> None:
    table = table_of("securities_trade")._meta.db_table
    ids = as_listed(uuid4() for _ in range(200))
    either = f"{id_among('e.person_id')} OR {id_among('e.company_id')}"
    plan = plan_of(f"SELECT e.id FROM {table} e WHERE {either}", (ids, ids))  # noqa: S608 - no input in it
    assert "SCAN e" not in plan
    assert "Seq Scan" not in plan
    assert "SubPlan" not in plan


@on_postgresql  # SQLite knows the value of a parameter too late to choose an index that depends on it
def test_awarded_submissions_are_found_by_their_index_without_reading_documents() -> None:
    found = Submission.objects.filter(AWARDED, among("sponsor", [uuid4()]), domain__in=["health", "ports"])
    sql, parameters = found.values("pk").query.sql_with_params()
    plan = plan_of(sql, parameters)
    assert "awarded_submissions" in plan
    assert "document" not in plan
