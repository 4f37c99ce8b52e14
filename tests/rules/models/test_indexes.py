"""The database has each index and constraint that a model declares, and none of results that nothing reads."""

import pytest
from django.apps import apps
from django.db import connection

from rules.models import Assessment, Snapshot


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")
@pytest.mark.parametrize("model", [Assessment, Snapshot])
def test_hashes_have_no_index_for_searches_by_their_beginning(model: type[Assessment] | type[Snapshot]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [model._meta.db_table])
        assert not [text for (text,) in cursor.fetchall() if "pattern_ops" in text]


@pytest.mark.django_db
def test_no_declared_index_or_constraint_is_missing() -> None:
    """A migration can drop one without naming it: Django does so where a field loses its own index on PostgreSQL."""
    missing = []
    for model in (each for app in ("institutions", "rules") for each in apps.get_app_config(app).get_models()):
        if model._meta.proxy or not model._meta.managed:
            continue
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        declared = (*model._meta.indexes, *model._meta.constraints)
        missing += [f"{model._meta.db_table}: {each.name}" for each in declared if each.name not in found]
    assert missing == []
