"""Each table that a large register divides has the keys that PostgreSQL demands of one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, UniqueConstraint

from rules.management.upgrading.partitioned_tables import POINTED_AT, divided_by

pytestmark = pytest.mark.bare
DIVIDED = divided_by()
MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in DIVIDED]


def unique_columns(model: type[Model]) -> Iterator[set[str]]:
    """Yield the columns of each unique constraint of a model, but for its key."""
    columns = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint):
            yield {columns[name] for name in rule.fields}
    for together in model._meta.unique_together:
        yield {columns[name] for name in together}
    for each in model._meta.local_concrete_fields:
        if each.unique and not each.primary_key:
            yield {str(each.column)}


def pointed_at_by(model: type[Model]) -> Iterator[tuple[Any, str]]:  # Any: Django's relations
    """Yield the foreign keys of other tables to a model, with the column that they point at."""
    for each in model._meta.get_fields(include_hidden=True):  # those without a name for the way back too
        if each.is_relation and each.auto_created and not each.concrete:
            field: Any = each.field  # type: ignore[union-attr]  # Any: as above
            if field.concrete and field.column:
                yield field, field.target_field.column


def test_each_table_has_one_model() -> None:
    assert sorted(model._meta.db_table for model in MODELS) == sorted(DIVIDED)
    assert len(MODELS) > 50


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_unique_constraint_has_the_column_and_each_key_points_at_it(model: type[Model]) -> None:
    by = DIVIDED[model._meta.db_table]
    assert by in {field.column for field in model._meta.local_concrete_fields}
    lacking = [sorted(columns) for columns in unique_columns(model) if by not in columns]
    assert lacking == [], f"unique without {by}, by which decision 104 divides the table"
    elsewhere = [str(field) for field, column in pointed_at_by(model) if column != by]
    assert elsewhere == [], f"keys that do not point at {by}, by which decision 104 divides the table"


def test_those_that_others_point_at_are_divided_by_what_they_point_by() -> None:
    assert {model for model in MODELS if any(pointed_at_by(model))} == set(POINTED_AT)
