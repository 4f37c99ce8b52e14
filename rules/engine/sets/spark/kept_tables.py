"""The tables of an evaluation in a session of Spark: each is computed once and kept for the statements that read it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Final

from rules.engine.sets.duckdb_session import StatementTimedOut
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.statement import SetStatement

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

GROUP: Final = "policyengine-statement"
SECONDS_BETWEEN_CANCELLATIONS: Final = 0.5


@dataclass(slots=True)
class KeptTables:
    """The tables by name, each in the parts in which it was made. A session sees each as a view of its name."""

    spark: "SparkSession"
    seconds: float  # of one statement
    _parts: dict[str, list["DataFrame"]] = field(default_factory=dict)

    def empty(self, table: str, columns: str) -> None:
        """Make a table without rows; columns as Spark's SQL writes them."""
        named = (column.strip().split(" ", 1) for column in columns.split(","))
        nothing = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in named)
        self._show(table, [self.spark.sql(f"SELECT {nothing} WHERE FALSE")])

    def run(self, statement: SetStatement) -> None:
        """Do what a statement says. StatementTimedOut if it takes longer than its seconds."""
        if statement.if_any and not self.has_row(statement.if_any):
            return
        found = self.spark.sql(statement.query)
        if statement.does == "make":
            self._show(statement.table, [self.kept(found)])
        elif statement.does == "append":
            like = self._parts[statement.table][0].schema
            same = found.select([found[column.name].cast(column.dataType).alias(column.name) for column in like])
            self._show(statement.table, [*self._parts[statement.table], self.kept(same)])
        else:
            left = self.table(statement.table).join(found.select(CASE_ID), CASE_ID, "left_anti")
            self._show(statement.table, [self.kept(left)])

    def table(self, name: str) -> "DataFrame":
        """Return a table."""
        return reduce(lambda one, other: one.unionByName(other), self._parts[name])

    def has_row(self, table: str) -> bool:
        """Return whether a table has a row."""
        return not self.table(table).isEmpty()

    def kept(self, frame: "DataFrame") -> "DataFrame":
        """Compute a table, and keep it: beyond the machines that made it where the session has a folder for that."""
        context = self.spark.sparkContext
        context.setJobGroup(GROUP, "one statement of a rulebook", interruptOnCancel=True)
        with cancelled_after(self.seconds, lambda: context.cancelJobGroup(GROUP)) as late:
            try:
                return frame.checkpoint() if context.getCheckpointDir() else frame.localCheckpoint()
            except Exception as trouble:
                if late.is_set():
                    message = f"a statement took more than {self.seconds:g} seconds"
                    raise StatementTimedOut(message) from trouble
                raise

    def _show(self, table: str, parts: list["DataFrame"]) -> None:
        self._parts[table] = parts
        self.table(table).createOrReplaceTempView(table)


@contextmanager
def cancelled_after(seconds: float, cancel: Callable[[], None]) -> Iterator[threading.Event]:
    """Cancel what a block waits for once it takes longer than its seconds, and yield the event that is set then.

    It is cancelled again and again until the block ends: Spark knows no job before it has planned the statement, and
    forgets a cancellation that came too early. One that comes too late cannot meet the next statement.
    """
    ended, late = threading.Event(), threading.Event()

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            late.set()
            cancel()
            wait = SECONDS_BETWEEN_CANCELLATIONS

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield late
    finally:
        ended.set()
        watcher.join()
