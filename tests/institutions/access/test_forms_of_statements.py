"""Rules on statements and their sources say the same as a queryset, as SQL and on objects."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from institutions.access import sources, statements
from institutions.access.callers import AssessedCases, Reader
from institutions.access.rule import EVERYTHING
from institutions.models import (
    Source,
    table_of,
)
from tests.institutions.access.drawn import KINDS, NUMBER, World, compare, drawn_statements, found_by_sql, rows_of

pytestmark = pytest.mark.django_db


def test_statements(world: World) -> None:
    drawn = list(drawn_statements(world))
    told_apart: set[frozenset[object]] = set()
    for name, caller in world.callers.items():
        for kind in KINDS:
            rows: Any = table_of(kind).objects.select_related("partnership", "imported__job")
            rules = [statements.ties_rule(caller)]
            if isinstance(caller, Reader):
                rules += [
                    statements.statements_rule(kind, caller),
                    statements.readable_in_cases(kind, caller),
                    statements.statements_of_cases_rule(caller),
                    statements.stated_by_own_bodies_rule(caller),
                ]
            for rule in rules:
                told_apart.add(frozenset(compare(rows, rule)))
            for rule in rules[:1]:
                assert compare(rows, ~rule) == {row.pk for row in rows} - compare(rows, rule), name
    assert len(drawn) == NUMBER
    assert len(told_apart) > 20, "the callers read different things"


def test_joined_and_looked_up_sql_find_the_same(world: World) -> None:
    list(drawn_statements(world))
    for reader in world.readers.values():
        for kind in KINDS:
            table = table_of(kind)
            for rule in statements.statements_in_cases_rule(kind, reader):
                joins, condition = statements.joined_condition(rule)
                joined = rows_of(table, condition.sql, condition.parameters, joins)
                assert joined == found_by_sql(table, rule), (reader, rule)


def test_what_stands_for_a_statement_is_tested_as_the_statement_is(world: World) -> None:
    @dataclass
    class Seen:
        scope: str
        partnership: UUID | None
        body: UUID | None

    reading = statements.attribute_reading(scope="scope", partnership="partnership", body="body")
    for row in drawn_statements(world):
        by = row.partnership.submitted_by_id if row.partnership else row.imported.job.body_id if row.imported else None
        seen = Seen(row.reach, row.partnership_id, by)
        for name, caller in world.callers.items():
            if isinstance(caller, AssessedCases):
                rule = statements.ties_rule(caller)
                assert rule.test(reading)(seen) == rule.test()(row), name


def test_sources(world: World) -> None:
    for row in drawn_statements(world):
        paper = Source.objects.create(title=f"Paper of {row.kind.name} {row.pk}")
        type(row).objects.filter(pk=row.pk).update(source=paper)
    for name, reader in world.readers.items():
        known = compare(Source.objects.all(), sources.sources_rule(reader))
        assert known == set(sources.sources_for(reader).values_list("pk", flat=True)), name
        resting = {
            row.source_id
            for kind in KINDS
            for row in table_of(kind).objects.select_related("partnership", "imported__job")
            if statements.readable_in_cases(kind, reader).test()(row)
        }
        assert resting <= known, name
        if sources.sources_rule(reader) != EVERYTHING:
            assert known - resting == {Source.objects.get(key="list").pk}, name
