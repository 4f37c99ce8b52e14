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
        assert fill_tables(chance, one_row_a_column) == []
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


def one_row_a_column(covered: CoveredTable) -> int:
    """Return as many rows as a table has columns, two for each where rows are hashed in groups."""
    return len(covered.model._meta.concrete_fields) * (2 if covered.group else 1)


def first_rows(covered: CoveredTable) -> dict[str, Row]:
    """Return the covered rows of a table by the words that name them; of those that are hashed together, the first."""
    found: dict[str, Row] = {}
    for row in rows_of(covered.model):
        if is_covered(covered, row):
            found.setdefault(row_named(covered, row), row)
    return found


def seen_columns(covered: CoveredTable, recorded: RecordedRows) -> dict[str, bool]:
    """Return whether a change of each column is reported of its row; each is made in a row of its own."""
    fields = {each.attname: each for each in covered.model._meta.concrete_fields}
    rows = first_rows(covered)
    row_of = dict(zip(fields, rows, strict=False))
    assert row_of.keys() == fields.keys(), f"{covered.table}: too few rows for its columns"
    with taken_back():
        for name, named in row_of.items():
            changed(covered, rows[named], fields[name])
        found = list(RowComparison(recorded).of_table(covered))
    return {name: any(said.startswith(f"{named}:") for said in found) for name, named in row_of.items()}


def test_a_change_of_each_column_that_counts_is_found_and_of_no_other(filled: RecordedRows) -> None:
    unseen, stale = [], []
    for table, covered in sorted(COVERED.items()):
        for name, is_seen in seen_columns(covered, filled).items():
            is_left_out = name in covered.left_out
            if not is_seen and not is_left_out:
                unseen.append(f"{table}.{name}")
            if is_seen and is_left_out:
                stale.append(f"{table}.{name}")
    assert unseen == [], "a change of these shows nowhere: let them count, or leave them out with the reason"
    assert stale == [], "these are declared as left out, and count all the same"


def test_every_table_is_attacked_by_columns_or_left_out_whole_with_a_reason() -> None:
    """A table with neither a hash nor a comparison has a reason (`NOT_COVERED`); nothing else is passed over."""
    by_column = COVERED.keys() | compared_tables() | OF_THE_TRAIL
    assert UNCOMPARED.keys() <= by_column
    assert NOT_COVERED.keys() >= OF_THE_TRAIL
    assert all(reason for columns in UNCOMPARED.values() for reason in columns.values())
