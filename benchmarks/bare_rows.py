"""The peer of everything that stores: the rows that it wrote, copied bare into tables with the same indexes.

There are no keys to other tables, no triggers, no look-ups, and no hashes or packing: what is left is PostgreSQL's own
work for these rows, which no program that stores them so can go below.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import connection
from django.db.models import Model

from benchmarks.copied_rows import columns_of, rows_as_text
from benchmarks.new_rows import NewRows
from benchmarks.server_time import server_seconds

BARE: Final = "bare_"  # begins the names of the tables
TIMES: Final = 5  # the rows are copied so often: the server's time is counted in hundredths of a second
Cells = dict[type[Model], str]


@dataclass(frozen=True, slots=True)
class BareCost:
    """The number of rows, and milliseconds of processor time to copy them: of this process and of its server."""

    rows: int
    client: float
    server: float


class WrittenRows:
    """The rows that are written from now on, to be copied bare."""

    def __init__(self) -> None:
        options = {model: model._meta for model in apps.get_models()}  # noqa: SLF001 - Django documents _meta
        self.new = NewRows([model for model, each in options.items() if each.managed and not each.proxy])

    def copied_bare(self) -> BareCost:
        """Copy the rows that were written meanwhile into empty tables of the same form, and remove these."""
        cells = {model: rows_as_text(model, keys) for model, keys in self.new.added().items()}
        texts: Cells = {model: "".join("\t".join(row) + "\n" for row in rows) for model, rows in cells.items()}
        spent = [self.copied_once(texts) for _ in range(TIMES)]
        client, server = (sum(each[part] for each in spent) * 1000 / TIMES for part in (0, 1))
        return BareCost(sum(map(len, cells.values())), client, server)

    def copied_once(self, texts: Cells) -> tuple[float, float]:
        """Copy rows, each table in a transaction of its own; return the seconds of this process and of its server."""
        make_tables(texts)
        client, server = time.process_time(), server_seconds()
        for model, text in texts.items():
            listed = ", ".join(f'"{each}"' for each in columns_of(model))
            with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {bare(model)} ({listed}) FROM STDIN") as copy:
                copy.write(text)
        client, server = time.process_time() - client, server_seconds() - server
        drop_tables(texts)
        return client, server


def bare(model: type[Model]) -> str:
    """Return the name of the table that takes the rows of a model."""
    return f"{BARE}{model._meta.db_table}"  # noqa: SLF001 - as above


def make_tables(models: Iterable[type[Model]]) -> None:
    """Make an empty table for each model, with the columns and indexes of its own."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"CREATE TABLE {bare(model)} (LIKE {model._meta.db_table} INCLUDING ALL)")  # noqa: SLF001 - as above


def drop_tables(models: Iterable[type[Model]]) -> None:
    """Remove these tables."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DROP TABLE {bare(model)}")
