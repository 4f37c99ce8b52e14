"""Tables with a row for each result have no index that nothing reads."""

import pytest
from django.db import connection

from rules.models import Assessment, Snapshot


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")
@pytest.mark.parametrize("model", [Assessment, Snapshot])
def test_hashes_have_no_index_for_searches_by_their_beginning(model: type[Assessment] | type[Snapshot]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [model._meta.db_table])
        assert not [text for (text,) in cursor.fetchall() if "pattern_ops" in text]
