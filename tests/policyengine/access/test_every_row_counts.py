"""In a world with rows in nearly every table, each column of a row that counts shows when it is changed by SQL."""

from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from institutions.audit.coverage import COVERED
from institutions.audit.recorded_rows import RecordedRows
from institutions.audit.row_troubles import RowComparison
from institutions.audit.verify import ChainReader, verify_audit
from tests.institutions.audit.random_changes import execute, is_covered, rows_of, taken_back
from tests.policyengine.access.world import World


@pytest.mark.long
def test_world(world: World) -> None:
    for name, make in world.objects.items():
        try:
            with transaction.atomic():
                make()
        except Exception as e:
            print("NOT MADE", name, repr(e)[:200])
    found = verify_audit().troubles
    print("TROUBLES", *found[:20], sep="\n")
    print("EMPTY", [t for t, c in sorted(COVERED.items()) if not any(is_covered(c, r) for r in rows_of(c.model))])
    print("FILLED", len([t for t, c in sorted(COVERED.items()) if any(is_covered(c, r) for r in rows_of(c.model))]))
    assert 0
