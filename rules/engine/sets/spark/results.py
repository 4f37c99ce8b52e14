"""The result of an evaluation in a session of Spark: the columns of `rules.engine.sets.results`, as Arrow tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.spark.kept_tables import KeptTables
from rules.engine.sets.table_names import (
    FACTS,
    HANDED_OVER,
    KEY,
    LEVEL,
    MATCHES,
    OUTCOME,
    OUTCOMES,
    REASON,
    REFUSED,
    RESULTS,
    RULE,
    RULES,
)

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NUMBER: Final = pa.int64()
TEXTS: Final = pa.list_(pa.string())
OUTCOME_ROWS: Final = pa.schema([(CASE_ID, NUMBER), (RULE, NUMBER), (OUTCOME, NUMBER)])
MATCH_ROWS: Final = pa.schema([(CASE_ID, NUMBER), (RULE, NUMBER), (LEVEL, NUMBER), (FACTS, TEXTS), (KEY, TEXTS)])


@dataclass(slots=True)
class SparkResult:
    """The answers of the batches so far, in the memory of this process: rules, levels and outcomes are numbers."""

    spark: "SparkSession"
    tables: KeptTables
    _outcomes: list[pa.Table] = field(default_factory=list)
    _matches: list[pa.Table] = field(default_factory=list)
    _handed_over: dict[int, str] = field(default_factory=dict)

    def outcome_rows(self) -> pa.Table:
        """Return the outcomes as numbers, in no order."""
        return pa.concat_tables([OUTCOME_ROWS.empty_table(), *self._outcomes])

    def match_rows(self) -> pa.Table:
        """Return the matches as numbers, in no order."""
        return pa.concat_tables([MATCH_ROWS.empty_table(), *self._matches])

    def handed_over(self) -> list[tuple[int, str]]:
        """Return the cases that the case evaluator must decide, with the reasons, sorted."""
        return sorted(self._handed_over.items())

    def take_batch(self) -> None:
        """Add the result of the batch, all of it or nothing."""
        gone = f"SELECT {CASE_ID} FROM {HANDED_OVER}"
        refused = f"SELECT DISTINCT {CASE_ID} FROM {REFUSED} LEFT ANTI JOIN ({gone}) USING ({CASE_ID})"
        admitted = f"LEFT ANTI JOIN ({gone} UNION ALL SELECT {CASE_ID} FROM {REFUSED}) USING ({CASE_ID})"
        error = OUTCOMES.index("error")
        matches = self._read(f"SELECT * FROM {MATCHES} {admitted}", MATCH_ROWS)
        decided = self._read(f"SELECT * FROM {RESULTS} {admitted}", OUTCOME_ROWS)
        errors = self._read(
            f"SELECT {CASE_ID}, {RULE}, {error} AS {OUTCOME} FROM ({refused}) CROSS JOIN {RULES}", OUTCOME_ROWS
        )
        handed = self.spark.sql(f"SELECT {CASE_ID}, min({REASON}) FROM {HANDED_OVER} GROUP BY {CASE_ID}").toArrow()
        self._matches.append(matches)
        self._outcomes += (decided, errors)
        self._handed_over.update(zip(*(column.to_pylist() for column in handed.columns), strict=True))

    def hand_over(self, cases: Sequence[int], reason: str) -> None:
        """Hand over every case of a batch."""
        self._handed_over.update(dict.fromkeys(cases, reason))

    def _read(self, sql: str, schema: pa.Schema) -> pa.Table:
        return self.spark.sql(sql).toArrow().select(schema.names).cast(schema)
