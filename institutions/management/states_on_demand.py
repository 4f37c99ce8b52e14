"""The models of a migration's state, each rendered when it is asked for.

After each change of a model, Django renders all models that are tied to it by any path. Here nearly all are tied: a
register of version 1.0 had 28,700 models rendered for 61 migrations, three quarters of the time of its upgrade. Most
operations ask for one model and those that it points to.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.utils.functional import cached_property

Key = tuple[str, str]  # label of the app and name of the model in lower case


class AppsOnDemand(StateApps):
    """A registry that never changes but by rendering: a model when it is asked for, with all that it points to.

    Whoever asks which models there are, or which point to a model, has all of them rendered first. `whole`: any model
    that is asked for does so too, as code needs that follows relations backwards.
    """

    def __init__(self, real_apps: set[str], models: dict[Key, ModelState]) -> None:
        self.waiting: dict[Key, ModelState] = {}
        self.begun: set[Key] = set()
        self.whole = self.clearing = False
        # States change where they are: this registry has to go on saying what they said when it was made.
        super().__init__(sorted(real_apps), {key: state.clone() for key, state in models.items()})

    def render_multiple(self, model_states: list[ModelState]) -> None:
        """Let these models wait until one asks for them; called by Django where it renders them at once."""
        self.waiting.update({(each.app_label, each.name_lower): each for each in model_states})
        self.models_ready = not self.waiting

    def render_all(self) -> None:
        """Render all models that wait."""
        self.render(list(self.waiting))

    def render(self, keys: list[Key]) -> None:
        """Render these models and those that they point to. ValueError names a model that is pointed to and missing."""
        with self.bulk_update():
            while asked := [key for key in keys if key in self.waiting]:
                for key in asked:
                    self.render_one(key)
                keys = list(self._pending_operations)
        self.models_ready = not self.waiting
        if self._pending_operations and not self.begun:
            lacking = sorted(".".join(key) for key in self._pending_operations)
            message = f"The state of a migration has relations to models that it lacks: {', '.join(lacking)}."
            raise ValueError(message)

    def render_one(self, key: Key) -> None:
        """Render a model that waits; Django asks by `get_model` for those that it inherits from."""
        if (state := self.waiting.pop(key, None)) is None:
            return
        self.begun.add(key)
        try:
            state.render(self)
        finally:
            self.begun.discard(key)

    def get_model(self, app_label: str, model_name: str | None = None, require_ready: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - as Django declares it
        """Return a model, rendered if it was not yet; LookupError if there is none."""
        label, name = (app_label, model_name) if model_name else app_label.split(".")
        if self.whole:
            self.render_all()
        else:
            self.render([(label, name.lower())])
        if found := self.all_models[label].get(name.lower()):
            return found
        message = f"The state of a migration has no model {label}.{name}."
        raise LookupError(message)

    def unregister_model(self, app_label: str, model_name: str) -> None:
        """Forget a model."""
        self.waiting.pop((app_label, model_name), None)
        super().unregister_model(app_label, model_name)

    def check_models_ready(self) -> None:
        """Render all models: Django asks this before it goes through them."""
        if not self.clearing:
            self.render_all()

    def clear_cache(self) -> None:
        """Let the rendered models forget what they know of each other, and render no others for it."""
        self.clearing = True
        try:
            super().clear_cache()
        finally:
            self.clearing = False


class StateOnDemand(ProjectState):
    """A state that drops its registry at each change, where Django would render again what is tied to it."""

    @cached_property
    def apps(self) -> AppsOnDemand:
        """Return the registry of this state as it is now."""
        return AppsOnDemand(self.real_apps, self.models)

    def drop_apps(self) -> None:
        """Have the registry made anew when it is next asked for."""
        self.__dict__.pop("apps", None)

    def render_before(self, app_label: str, model_name: str) -> None:
        """Render a model as it is before one of its fields changes, if an earlier state still shows it so.

        SQLite's tables are made anew with their columns in the order in which the fields were rendered: those that
        were there come first.
        """
        if "apps" in self.__dict__:
            self.apps.render([(app_label, model_name.lower())])

    def add_field(
        self, app_label: str, model_name: str, *field: Any, **more: Any
    ) -> None:  # Any: as Django's, like the two below
        """Add a field."""
        self.render_before(app_label, model_name)
        super().add_field(app_label, model_name, *field, **more)

    def alter_field(self, app_label: str, model_name: str, *field: Any, **more: Any) -> None:
        """Change a field."""
        self.render_before(app_label, model_name)
        super().alter_field(app_label, model_name, *field, **more)

    def rename_field(self, app_label: str, model_name: str, *names: Any, **more: Any) -> None:
        """Rename a field."""
        self.render_before(app_label, model_name)
        super().rename_field(app_label, model_name, *names, **more)

    def remove_model(self, app_label: str, model_name: str) -> None:
        """Remove a model."""
        self.drop_apps()
        super().remove_model(app_label, model_name)

    def reload_model(self, *_key: object, **_options: object) -> None:
        """Have all models rendered anew where they are asked for."""
        self.drop_apps()

    def reload_models(self, *_keys: object, **_options: object) -> None:
        """Do the same."""
        self.drop_apps()

    def clear_delayed_apps_cache(self) -> None:
        """Give the code of a migration, before which Django calls this, models with all relations to them."""
        self.drop_apps()
        self.apps.whole = True

    def clone(self) -> "StateOnDemand":
        """Return a copy, which shares the registry: it says what both say until one of them changes."""
        copy = StateOnDemand({key: state.clone() for key, state in self.models.items()}, self.real_apps)
        copy.__dict__["apps"] = self.apps
        return copy


class ExecutorOnDemand(MigrationExecutor):
    """An executor of migrations with such states."""

    def __init__(self, connection: BaseDatabaseWrapper, progress_callback: Any = None) -> None:  # Any: as Django's
        super().__init__(connection, progress_callback)

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:  # noqa: FBT001, FBT002 - as Django declares it
        made = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]  # unknown to the stubs
        return StateOnDemand(made.models, made.real_apps)
