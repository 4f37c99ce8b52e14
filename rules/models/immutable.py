"""Rows that are written once: the result of an assessment is evidence and is never changed afterwards."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models

from institutions.models.noted_rows import note_written


class WrittenOnceError(TypeError):
    """An attempt to change or delete a row that must stay as it was written."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} is written once. Ask for a new assessment instead of changing what an old one said.")


class WrittenOnceQuerySet(models.QuerySet[Any]):  # Any: one set for all models that are written once
    """A query set that reads and adds, and refuses the rest."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:  # Any: as Django declares them
        """Insert rows and note them for the event of the transaction; of those named by a hash, only new ones."""
        rows = list(objs)
        held = self.filter(pk__in=[each.pk for each in rows]) if kwargs.get("ignore_conflicts") else self.none()
        there = set(held.values_list("pk", flat=True))
        made = super().bulk_create(rows, *args, **kwargs)
        new = [each for each in made if each.pk not in there]
        note_written(self.stored_as_given(new) if kwargs.get("ignore_conflicts") else new)
        return made

    def stored_as_given(self, rows: list[Any]) -> list[Any]:  # Any: rows of whatever model this is
        """Return the rows that stand as they were given.

        Another transaction may have stored one of the same hash since it was looked for, at another moment. Its own
        event names that row; ours would give it a hash that it never had.
        """
        moments = [each.attname for each in self.model._meta.concrete_fields if callable(each.default)]  # noqa: SLF001 - Django documents _meta
        if not rows or not moments:
            return rows
        stored = self.filter(pk__in=[each.pk for each in rows]).values_list("pk", *moments)
        given = {pk: values for pk, *values in stored}
        return [each for each in rows if given[each.pk] == [getattr(each, name) for name in moments]]

    def update(self, **_values: object) -> NoReturn:
        """Refuse to change rows."""
        raise WrittenOnceError(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse to delete rows."""
        raise WrittenOnceError(self.model.__name__)


class WrittenOnce(models.Model):
    """The base of the models whose rows never change."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: passed on as Django declares them
        """Insert the row; refuse to change it."""
        if not self._state.adding:
            raise WrittenOnceError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse to delete the row."""
        raise WrittenOnceError(type(self).__name__)
