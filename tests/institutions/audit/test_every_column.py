"""Every column of every covered table: a change by SQL of one that counts is found, and the others are declared.

Chance decides nothing here, so a new column is tried with the first run after it was made.
"""

import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import connection

from institutions.audit.coverage import COVERED, NOT_COVERED, UNCOMPARED, CoveredTable
from institutions.audit.derived_rows import compared_tables
from institutions.audit.recorded_rows import RecordedRows
from institutions.audit.row_troubles import RowComparison
from institutions.audit.verify import ChainReader
from tests.institutions.audit.filled_tables import fill_tables
from tests.institutions.audit.random_changes import (
    Row,
    execute,
    is_covered,
    key_column,
    other_value,
    row_named,
    rows_of,
    taken_back,
)
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db
# Found by the comparison of the trail itself, of its index, and of second factors: `test_columns_of_the_trail`.
OF_THE_TRAIL = {
    "institutions_auditchain",
    "institutions_auditevent",
    "institutions_auditseal",
    "institutions_auditsalt",
    "institutions_indexedseal",
    "institutions_sealedchain",
    "institutions_sealtile",
    "mfa_authenticator",
}


@pytest.fixture
def filled() -> Iterator[RecordedRows]:
    """Fill each covered table; return the rows that events name. Columns may hold any value."""
    chance = random.Random(7)  # noqa: S311 - a test's choice
    with without_triggers(), taken_back():
        assert fill_tables(chance) == []
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = 1")
        with closing(RecordedRows()) as recorded:
            assert list(ChainReader(recorded).troubles()) == []
            assert list(RowComparison(recorded).troubles()) == []
            yield recorded
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = 0")


def changed(covered: CoveredTable, row: Row, field: Any) -> None:
    """Change one column of a row; without that it has another value now the test would try nothing."""
    column, key = str(field.column), key_column(covered.model)
    value = other_value(row[column], field, random.Random(11))  # noqa: S311 - a test's choice
    values: tuple[Any, Any] = (value, row[key])
    assert value != row[column]
    assert execute(f'UPDATE "{covered.table}" SET "{column}" = %s WHERE "{key}" = %s', values) == 1  # noqa: S608 - names of tables


def troubles_of(covered: CoveredTable, field: Any, recorded: RecordedRows) -> list[str]:
    """Return the troubles after a change of one column of the first covered row, which is taken back."""
    row = next(each for each in rows_of(covered.model) if is_covered(covered, each))
    named = row_named(covered, row)
    with taken_back():
        changed(covered, row, field)
        found = list(RowComparison(recorded).of_table(covered))
    return [each for each in found if each.startswith(f"{named}:")]


def test_a_change_of_each_column_that_counts_is_found_and_of_no_other(filled: RecordedRows) -> None:
    unseen, stale = [], []
    for table, covered in sorted(COVERED.items()):
        for field in covered.model._meta.concrete_fields:
            found = troubles_of(covered, field, filled)
            is_left_out = field.attname in covered.left_out
            if not found and not is_left_out:
                unseen.append(f"{table}.{field.column}")
            if found and is_left_out:
                stale.append(f"{table}.{field.column}")
    assert unseen == [], "a change of these shows nowhere: let them count, or leave them out with the reason"
    assert stale == [], "these are declared as left out, and count all the same"


def test_every_table_is_attacked_by_columns_or_left_out_whole_with_a_reason() -> None:
    """A table with neither a hash nor a comparison has a reason (`NOT_COVERED`); nothing else is passed over."""
    by_column = COVERED.keys() | compared_tables() | OF_THE_TRAIL
    assert UNCOMPARED.keys() <= by_column
    assert NOT_COVERED.keys() >= OF_THE_TRAIL
    assert all(reason for columns in UNCOMPARED.values() for reason in columns.values())
