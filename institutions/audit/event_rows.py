"""The rows that an event names: everything that its transaction wrote to covered tables since the event before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from institutions.audit.coverage import covered_table
from institutions.audit.row_hashes import RowHasher, plain_value
from institutions.models.noted_rows import NotedWrite, mark_recorded, note_changed, noted_writes

Json = dict[str, Any]  # Any: plain data


@contextmanager
def changing(model: type[models.Model], *keys: Any) -> Iterator[None]:  # Any: keys of any type
    """Note a change of rows that the block makes, with the hash of each before it.

    So the event of the change proves what was changed too: a change by hand before it does not hide behind it. The rows
    are locked first, in the order of their ids: of two changes of a row, the second one finds it as the first one left
    it, and two changes of several rows never deadlock.
    """
    lock_rows(model, keys)
    before = hashes_of_rows(model, keys)
    yield
    note_changed(model, before)


def lock_rows(model: type[models.Model], keys: Iterable[Any]) -> None:  # Any: keys of any type
    """Lock rows in the order of their ids: one query. SQLite lets one transaction write at a time and needs none."""
    wanted = list(keys)
    if wanted and connection.features.has_select_for_update:
        rows = model._base_manager.filter(pk__in=wanted).order_by("pk")  # noqa: SLF001 - all rows
        list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def hashes_of_rows(model: type[models.Model], keys: Iterable[Any]) -> dict[str, str]:  # Any: keys of any type
    """Return the hashes of rows as they are, by key; of a table hashed in groups, those of the groups they are in."""
    covered, wanted = covered_table(model), list(keys)
    if covered is None or not wanted:
        return {}
    if covered.group:
        rows = covered.model._base_manager.filter(pk__in=wanted)  # noqa: SLF001 - all rows
        wanted = list(rows.order_by().values_list(covered.group, flat=True).distinct())
    held = {key: said for key, said, _ in RowHasher(covered).hashes(wanted)}
    return {str(key): held.get(str(key), "") for key in wanted}


def has_unnamed_rows() -> bool:
    """Return whether this transaction wrote to a covered table something that no event of it names."""
    return any(covered_table(each.model) for each in noted_writes())


def take_rows() -> Json | None:
    """Return the rows that the next event names, and mark them as named; None if there are none."""
    noted = noted_writes()
    if not noted:
        return None
    mark_recorded()
    by_model: dict[type[models.Model], list[NotedWrite]] = defaultdict(list)
    for each in noted:
        if covered := covered_table(each.model):
            by_model[covered.model].append(each)
    rows: dict[str, dict[str, Json]] = defaultdict(dict)
    for model, writes in by_model.items():
        for part, named in rows_of_table(model, writes).items():
            if named:
                rows[part][model._meta.db_table] = named  # noqa: SLF001 - Django documents _meta
    return dict(rows) or None


def share_rows(named: Json | None, owned: Sequence[Iterable[models.Model]]) -> list[Json | None]:
    """Return the rows that each of several events names of those that `take_rows` gave: its own; the first the rest."""
    owners: dict[tuple[str, str], int] = {}
    for place, rows in enumerate(owned):
        for row in rows:
            if covered := covered_table(type(row)):
                owners.setdefault((covered.table, str(getattr(row, covered.group or "pk"))), place)
    found: list[dict[str, dict[str, Json]]] = [defaultdict(lambda: defaultdict(dict)) for _ in owned]
    for part, tables in (named or {}).items():
        for table, keys in tables.items():
            for key, said in keys.items():
                found[owners.get((table, key), 0)][part][table][key] = said
    return [{part: dict(tables) for part, tables in each.items()} or None for each in found]


def rows_of_table(model: type[models.Model], writes: Iterable[NotedWrite]) -> dict[str, Json]:
    """Return the rows of one table by part. Rows that are not there any more are left out: nothing is to be proved."""
    covered = covered_table(model)
    if covered is None:
        return {}
    hasher = RowHasher(covered)
    written: dict[str, Any] = {}  # Any: keys of any type, by their text
    made: dict[str, str] = {}
    before: dict[str, str] = {}
    closed: dict[str, str] = {}
    for each in writes:
        for row in each.rows:
            key = getattr(row, covered.group or "pk")
            written[str(key)] = key
            if (said := hasher.hash_as_made(row)) is not None:
                made[str(key)] = said
                if getattr(row, "superseded_at", None):
                    closed[str(key)] = plain_value(row.superseded_at)
        for key, said in (each.before or {}).items():
            if key not in written:
                before.setdefault(key, said)
        closed.update({str(key): plain_value(each.moment) for key in each.closed})
    named: dict[str, Json] = {"written": made, "changed": {}, "closed": closed}
    unread = [key for text, key in written.items() if text not in made]
    for key, now, superseded_at in hasher.hashes([*unread, *before]):
        if key in written:
            named["written"][key] = now
            if superseded_at:
                closed[key] = plain_value(superseded_at)
        elif before[key] != now:
            named["changed"][key] = [before[key], now]
    return named
