"""The tables of an evaluation in a session of Spark: each is computed once and kept for the statements that read it."""

import threading
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Final

from rules.engine.sets.duckdb_session import StatementTimedOut
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.statement import Statement

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

GROUP: Final = "policyengine-statement"


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

    def run(self, statement: Statement) -> None:
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
        context, late = self.spark.sparkContext, threading.Event()

        def cancel() -> None:
            late.set()
            context.cancelJobGroup(GROUP)

        timer = threading.Timer(self.seconds, cancel)
        timer.daemon = True
        context.setJobGroup(GROUP, "one statement of a rulebook", interruptOnCancel=True)
        timer.start()
        try:
            return frame.checkpoint() if context.getCheckpointDir() else frame.localCheckpoint()
        except Exception as trouble:
            if late.is_set():
                message = f"a statement took more than {self.seconds:g} seconds"
                raise StatementTimedOut(message) from trouble
            raise
        finally:
            timer.cancel()
            timer.join()  # a cancellation that came too late must not meet the next statement

    def _show(self, table: str, parts: list["DataFrame"]) -> None:
        self._parts[table] = parts
        self.table(table).createOrReplaceTempView(table)
