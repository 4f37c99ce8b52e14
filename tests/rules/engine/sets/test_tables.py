"""Facts come from tables or Parquet data sets of any batch size, and results are read in batches."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from tests.rules.agreement.vocabulary import VOCABULARY
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import LIMITS, book_of, case, tie

pytestmark = pytest.mark.bare
BOOK = book_of(rule("when:\n  - a: tie\n    where:\n      - a.yen > 1"), rule("when:\n  - a: loan", "COI-02"))


def test_a_parquet_data_set_of_many_cases_is_evaluated_in_batches_and_read_in_batches(tmp_path: Path) -> None:
    cases = [[case(), *(tie(str(n), yen=n) for n in range(number % 4))] for number in range(5_000)]
    for name, table in arrow_tables(enumerate(cases), VOCABULARY).items():
        (tmp_path / name).mkdir()
        for part in range(0, max(table.num_rows, 1), 2_000):
            pq.write_table(table.slice(part, 2_000), tmp_path / name / f"part-{part}.parquet")
    programs = KeptPrograms()
    with duckdb_session(LIMITS) as connection:
        for folder in tmp_path.iterdir():
            connection.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM read_parquet('{folder}/*.parquet')")  # noqa: S608  # a folder of ours
        result = SetEvaluator(BOOK, programs, cases_of_a_batch=3_000).evaluate(connection)
        batches = list(result.outcomes(rows=2_048))
        assert max(batch.num_rows for batch in batches) <= 2_048
        found = [tuple(row.values()) for batch in batches for row in batch.to_pylist()]
        assert found == [
            (number, code, "flagged" if code == "COI-01" and number % 4 == 3 else "clear")
            for number in range(5_000)
            for code in ("COI-01", "COI-02")
        ]
        first = next(iter(result.matches())).to_pylist()[0]
        assert first == {"case_id": 3, "rule": "COI-01", "severity": "low", "facts": ["tie:2"], "key": ["tie:2"]}
        again = SetEvaluator(BOOK, programs).evaluate(connection)
        assert [tuple(row.values()) for batch in again.outcomes() for row in batch.to_pylist()] == found
