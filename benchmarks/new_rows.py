"""The rows that were added to the register since the last time, and the ids that were there before."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Field, Max, Model, UUIDField

from benchmarks.placed_rows import is_numbered

Keys = dict[type[Model], list[Any]]  # Any: keys of any type


class NewRows:
    """The rows of some models: numbers are compared with the greatest one before, other keys with all before."""

    def __init__(self, models: Sequence[type[Model]]) -> None:
        self.greatest: dict[type[Model], int] = {}
        self.keys: dict[type[Model], set[Any]] = {}
        self.ids: set[str] = set()
        for model in models:
            rows = model._base_manager.order_by()  # noqa: SLF001 - Django documents _base_manager
            if is_numbered(model):
                self.greatest[model] = rows.aggregate(last=Max("pk"))["last"] or 0
            else:
                self.keys[model] = set(rows.values_list("pk", flat=True))
            for column in id_columns(model):
                self.ids |= {each.hex for each in rows.values_list(column.attname, flat=True) if each is not None}

    def added(self) -> Keys:
        """Return the keys of rows that were added since the last time, sorted, by model."""
        found: Keys = {}
        for model, greatest in self.greatest.items():
            rows = model._base_manager.filter(pk__gt=greatest).order_by("pk")  # noqa: SLF001 - as above
            if keys := list(rows.values_list("pk", flat=True)):
                found[model], self.greatest[model] = keys, keys[-1]
        for model, known in self.keys.items():
            rows = model._base_manager.order_by()  # noqa: SLF001 - as above
            there = set(rows.values_list("pk", flat=True))
            if keys := sorted(there - known):
                found[model], self.keys[model] = keys, there
        return found

    def note(self, ids: set[str]) -> None:
        """Note ids as those of rows that are there."""
        self.ids |= ids


def id_columns(model: type[Model]) -> list["Field[Any, Any]"]:
    """Return the columns of a model that hold ids of their own."""
    return [each for each in model._meta.concrete_fields if isinstance(each, UUIDField)]  # noqa: SLF001 - Django documents _meta
