"""A rule says the same as a queryset, as SQL and on objects: on random rows, for every kind of caller."""

from uuid import uuid4

import pytest

from institutions.access import imports, partnerships
from institutions.access.callers import reader_for
from institutions.access.column_tests import ColumnTrue, column_among
from institutions.access.columns import joins_to
from institutions.access.rule import EVERYTHING
from institutions.models import (
    Import,
    Partnership,
)
from tests.institutions.access.drawn import World, compare

pytestmark = pytest.mark.django_db


def test_partnerships(world: World) -> None:
    told_apart = set()
    for name, reader in world.readers.items():
        rows = Partnership.objects.all()
        readable = compare(rows, partnerships.partnerships_rule(reader))
        closed = compare(rows, partnerships.closed_partnerships_rule(reader))
        assert readable.isdisjoint(closed), name
        assert readable | closed <= {each.pk for each in world.partnerships}
        assert compare(rows, partnerships.open_partnerships_rule(reader)) >= readable, name
        told_apart.add(frozenset(readable))
    assert len(told_apart) == 7, "nothing; all and one body's, open or all; two bodies', and another's"
    for name, user in world.users.items():
        mine = {each.pk for each in world.partnerships if partnerships.partnerships_rule(reader_for(user)).test()(each)}
        assert set(partnerships.partnerships_for(user).values_list("pk", flat=True)) == mine, name
        for each in world.partnerships:
            assert partnerships.may_open(user, each) == (user.reads_secret or not each.secret)


def test_imports(world: World) -> None:
    for reader in world.readers.values():
        compare(Import.objects.all(), imports.imports_rule(reader))


def test_rules_keep_no_part_that_says_nothing() -> None:
    marked, own = ColumnTrue("secret"), column_among("submitted_by", [uuid4()])
    assert marked & (marked | own) == marked
    assert (marked | EVERYTHING, marked & EVERYTHING, ~~marked) == (EVERYTHING, marked, marked)
    assert ~(marked & own) == ~marked | ~own
    assert column_among("submitted_by", []) == ~EVERYTHING


def test_a_path_that_leads_to_no_other_table_is_refused() -> None:
    with pytest.raises(TypeError, match="points to no other table"):
        joins_to(Partnership, "reference")
