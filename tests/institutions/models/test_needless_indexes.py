"""Tables that grow with each registration and event have no index that another one does the work of."""

import pytest
from django.db import connection, models

from institutions.models import AuditChain, AuditEvent, DocumentParty, Partnership, Party, Source, Submission

FIRST_IN_ANOTHER = [
    (AuditEvent, "chain_id"),
    (DocumentParty, "submission_id"),
    (Partnership, "submitted_by_id"),
    (Submission, "partnership_id"),
]
BY_BEGINNING: list[tuple[type[models.Model], str]] = [
    (AuditChain, "name"),
    (Party, "corporate_number"),
    (Party, "lei"),
    (Source, "fingerprint"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "column"), FIRST_IN_ANOTHER)
def test_a_column_that_comes_first_in_a_unique_index_has_none_of_its_own(
    model: type[models.Model], column: str
) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    assert [
        each["columns"] for each in found if each["index"] and not each["unique"] and each["columns"] == [column]
    ] == []
    assert [each for each in found if each["unique"] and each["columns"] and each["columns"][0] == column]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")
@pytest.mark.parametrize(("model", "column"), BY_BEGINNING)
def test_texts_that_are_looked_up_whole_have_no_index_by_their_beginning(
    model: type[models.Model], column: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [model._meta.db_table])
        found = [text for (text,) in cursor.fetchall() if f"({column} " in text and "pattern_ops" in text]
    assert found == []
