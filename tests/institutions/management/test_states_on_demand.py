"""The models of a migration's state are those that Django renders, but only those that somebody asks for."""

from functools import cache
from typing import Any, TypeAlias

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.commands import migrate
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from institutions.management.states_on_demand import ExecutorOnDemand, StateOnDemand
from rules.management.upgrading.migrating import WholeExecutor

pytestmark = pytest.mark.bare


@cache
def newest() -> ProjectState:
    """Return the state after all migrations; nobody changes it."""
    return MigrationLoader(None).project_state()


def on_demand(state: ProjectState) -> StateOnDemand:
    return StateOnDemand({key: each.clone() for key, each in state.models.items()}, state.real_apps)


Field: TypeAlias = "models.Field[Any, Any]"  # Any: of values, which nobody reads here


def small(**relations: Field) -> StateOnDemand:
    """Return a state of three models: a body, a case that points to it, and a note that points to the case."""
    key: dict[str, Field] = {"id": models.BigAutoField(primary_key=True)}
    states = [
        ModelState("institutions", "Body", {**key, "name": models.CharField(max_length=10)}),
        ModelState("institutions", "Case", {**key, "body": points_to("institutions.Body")}),
        ModelState("rules", "Note", {**key, "case": points_to("institutions.Case"), **relations}),
    ]
    return StateOnDemand({(each.app_label, each.name_lower): each for each in states}, set())


def points_to(model: str) -> Field:
    return models.ForeignKey(model, models.CASCADE)


def rendered(state: StateOnDemand) -> set[str]:
    return {name for of_app in state.apps.all_models.values() for name in of_app}


def test_a_model_is_rendered_with_those_that_it_points_to() -> None:
    state = small()
    assert rendered(state) == set()
    case = state.apps.get_model("institutions", "Case")
    assert rendered(state) == {"case", "body"}
    assert case._meta.get_field("body").related_model is state.apps.get_model("institutions.Body")
    assert rendered(state) == {"case", "body"}


def test_who_asks_which_models_point_to_one_has_all_of_them() -> None:
    body = small().apps.get_model("institutions", "Body")
    assert [each.name for each in body._meta.related_objects] == ["case"]


def test_who_goes_through_the_models_has_all_of_them() -> None:
    assert {each.__name__ for each in small().apps.get_models()} == {"Body", "Case", "Note"}
    assert {each.__name__ for each in small().apps.get_app_config("rules").get_models()} == {"Note"}


def test_the_code_of_a_migration_follows_relations_backwards() -> None:
    state = small()
    state.clear_delayed_apps_cache()  # Django calls this before it runs the code
    body = state.apps.get_model("institutions", "Body")
    assert hasattr(body, "case_set")
    assert body._meta.get_field("case").related_model is state.apps.get_model("institutions", "Case")


def test_an_earlier_state_shows_a_model_as_it_was() -> None:
    state = small()
    before = state.clone()
    state.add_field("institutions", "body", "code", models.CharField(max_length=3), preserve_default=True)
    state.remove_field("institutions", "case", "body")
    state.remove_model("rules", "note")
    names = [
        [field.name for field in each.apps.get_model("institutions", "Body")._meta.fields] for each in (before, state)
    ]
    assert names == [["id", "name"], ["id", "name", "code"]]
    assert [each.name for each in before.apps.get_model("institutions", "Body")._meta.related_objects] == ["case"]
    assert not state.apps.get_model("institutions", "Body")._meta.related_objects
    assert before.apps.get_model("rules", "Note")
    with pytest.raises(LookupError):
        state.apps.get_model("rules", "Note")


def test_the_fields_that_were_there_are_rendered_before_a_new_one() -> None:
    """SQLite orders the columns of a table that it makes anew so."""
    state = small()
    before = state.clone()
    state.add_field("institutions", "body", "code", models.CharField(max_length=3), preserve_default=True)
    new = state.apps.get_model("institutions", "Body")._meta.get_field("code")
    assert all(new > each for each in before.apps.get_model("institutions", "Body")._meta.fields)


def test_a_relation_to_a_model_that_is_missing_is_an_error_that_names_it() -> None:
    state = small(author=points_to("institutions.Writer"))
    assert state.apps.get_model("institutions", "Case")
    with pytest.raises(ValueError, match=r"lacks: institutions\.writer\.$"):
        state.apps.get_model("rules", "Note")


def test_all_models_together_are_those_that_django_renders() -> None:
    django, ours = newest().apps, on_demand(newest()).apps
    asked = [(each._meta.app_label, each._meta.model_name) for each in django.get_models(include_auto_created=True)]
    assert len(asked) > 100
    for label, name in reversed(asked):  # Django renders them the other way round
        there, here = django.get_model(label, name)._meta, ours.get_model(label, name)._meta
        assert sorted(map(str, here.get_fields())) == sorted(map(str, there.get_fields()))
        assert [each.deconstruct() for each in here.fields] == [each.deconstruct() for each in there.fields]
        assert (here.db_table, here.indexes, here.constraints) == (there.db_table, there.indexes, there.constraints)


def test_both_commands_that_migrate_render_on_demand() -> None:
    assert get_commands()["migrate"] == "institutions"
    load_command_class("institutions", "migrate")
    assert vars(migrate)["MigrationExecutor"] is ExecutorOnDemand
    assert issubclass(WholeExecutor, ExecutorOnDemand)
