"""Rows that are written once: what an assessment found is evidence and is never changed afterwards."""

from typing import Any, NoReturn

from django.db import models


class WrittenOnceError(TypeError):
    """Somebody tried to change or delete what must stay as it was written."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} is written once. Ask for a new assessment instead of changing what an old one said.")


class WrittenOnceQuerySet(models.QuerySet[Any]):  # Any: one set for all models that are written once
    """Reads and adds; refuses the rest."""

    def update(self, **_values: object) -> NoReturn:
        """Refuse."""
        raise WrittenOnceError(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise WrittenOnceError(self.model.__name__)


class WrittenOnce(models.Model):
    """Base of the models whose rows never change."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: passed on as Django declares them
        """Insert; refuse to change."""
        if not self._state.adding:
            raise WrittenOnceError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse."""
        raise WrittenOnceError(type(self).__name__)
