"""Every table is covered by the audit trail, or left out with a reason; and what is declared is there."""

from django.apps import apps

from institutions.audit.coverage import COVERED, NOT_COVERED
from institutions.audit.derived_rows import REASON, compared_tables
from institutions.models.audit import row_entries
from rules.models.protected import TABLES as PROTECTED

# Those of libraries too: an authenticator is a right as well.
BY_TABLE = {each._meta.db_table: each for each in apps.get_models(include_auto_created=True) if not each._meta.proxy}


def test_every_table_is_covered_or_left_out_with_a_reason() -> None:
    assert set(BY_TABLE) - COVERED.keys() - NOT_COVERED.keys() == set()
    assert COVERED.keys() & NOT_COVERED.keys() == set()
    assert (COVERED.keys() | NOT_COVERED.keys()) - set(BY_TABLE) == set()
    assert [table for table, reason in NOT_COVERED.items() if not reason] == []


def test_every_table_that_needs_no_event_since_it_is_derived_has_a_comparison() -> None:
    assert compared_tables() - COVERED.keys() == {table for table, reason in NOT_COVERED.items() if reason == REASON}


def test_every_declared_column_is_one_of_its_table() -> None:
    for table, declared in COVERED.items():
        columns = {each.attname for each in BY_TABLE[table]._meta.concrete_fields}
        named = {*declared.erasable, *declared.left_out, *declared.added_later, *filter(None, [declared.group])}
        assert named <= columns, table
        assert declared.closes == ("superseded_at" in columns), table
        assert all(declared.left_out.values()), table


def test_what_an_erasure_may_write_anew_counts_by_a_salted_hash_alone() -> None:
    for table, columns in PROTECTED.items():
        assert not columns or set(columns) <= COVERED[table].erasable, table


def test_the_entries_of_an_event_do_not_depend_on_the_order_in_which_rows_were_written() -> None:
    one, other = {"b": {"2": "x", "1": "y"}, "a": {"1": "z"}}, {"a": {"1": "z"}, "b": {"1": "y", "2": "x"}}
    assert row_entries({"written": one}) == row_entries({"written": other})
    assert row_entries({"written": one}) != row_entries({"changed": one})
