"""The cases of a connection under two rulebooks in sets, and the counts of what differs. Nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import pyarrow as pa

from institutions.values.portions import split_portions
from rules.assessing.material import plain_fact_from_json
from rules.engine.evaluating.engine_code import EngineCode, FactCode
from rules.engine.evaluating.errors import EngineError
from rules.engine.language.types import CASE_TYPE
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES, fact_table
from rules.explaining.comparing.verdicts import records_for
from rules.fact_store.snapshot_facts import facts_in
from rules.screening.cases_of_chunk import cases_of, contents_of_cases
from rules.workshop.case_running import searching
from rules.workshop.effect_counts import MOST_DRAWN, EffectCounts
from rules.workshop.followers import Followers
from rules.workshop.sides import AT_ONCE, SIDES, Between, keep_answers

MOST_LOOKED_AT: Final = 2_000  # cases of a range that can no longer be assessed, and whose missing data is named
PARTS: Final = "effect_parts"  # case_id, body, restricted, domain, partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectReader:
    """A reader of the effect of a draft: both rulebooks narrowed to the rules that it changes, `codes`.

    `followers` are those that it touches through findings of these alone; `restricted` the partnerships that are
    restricted now; `seed` draws. `again`: the cases themselves were counted by another reader.
    """

    base: LoadedRulebook | None
    draft: LoadedRulebook | None
    codes: frozenset[str]
    followers: Followers | None = None
    restricted: frozenset[str]
    seed: str
    again: bool = False

    def counts(self, connection: duckdb.DuckDBPyConnection, between: Between) -> EffectCounts:
        """Return the counts over the cases that a connection shows."""
        make_parts(connection, self.restricted)
        for side, book in zip(SIDES, (self.base, self.draft), strict=True):
            keep_answers(connection, book, self.codes, side)
            between()
        if self.followers:
            self.followers.read(connection)
        found = EffectCounts()
        if not self.again:
            count_cases(connection, found)
        self.count_differences(connection, found)
        self.draw(connection, found)
        self.count_lacking(connection, found, between)
        return found

    def count_differences(self, connection: duckdb.DuckDBPyConnection, found: EffectCounts) -> None:
        """Make the table of findings on either side, and count them and the outcomes."""
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE effect_findings AS SELECT case_id, code, coalesce(b.severity, '') AS before,"
            " coalesce(a.severity, '') AS after, b.severity IS NOT NULL AND a.severity IS NOT NULL"
            " AND b.facts IS DISTINCT FROM a.facts AS otherwise"
            " FROM before_findings b FULL JOIN after_findings a USING (case_id, code, key)"
        )
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE effect_outcomes AS SELECT case_id, code, coalesce(b.outcome, '') AS before,"
            " coalesce(a.outcome, '') AS after FROM before_outcomes b FULL JOIN after_outcomes a USING (case_id, code)"
        )
        for body, restricted, *row, number in connection.execute(
            "SELECT body, restricted, code, domain, before, after, otherwise, count(*) FROM effect_findings"
            f" JOIN {PARTS} USING (case_id) GROUP BY ALL"
        ).fetchall():
            code, domain, before, after, otherwise = row
            found.of((body, restricted)).findings[code, domain, before, after, otherwise] = number
        for body, restricted, code, before, after, number in connection.execute(
            f"SELECT body, restricted, code, before, after, count(*) FROM effect_outcomes JOIN {PARTS} USING (case_id)"
            " GROUP BY ALL"
        ).fetchall():
            found.of((body, restricted)).outcomes[code, before, after] = number

    def draw(self, connection: duckdb.DuckDBPyConnection, found: EffectCounts) -> None:
        """Draw some of the cases that differ: those with the lowest SHA-256 of seed and partnership."""
        for body, restricted, drawn, partnership in connection.execute(
            "SELECT body, restricted, sha256(? || ':' || partnership) AS drawn, partnership"
            f" FROM {PARTS} SEMI JOIN (SELECT case_id FROM effect_findings WHERE before <> after OR otherwise"
            " UNION SELECT case_id FROM effect_outcomes WHERE before <> after) USING (case_id)"
            f" QUALIFY row_number() OVER (PARTITION BY body, restricted ORDER BY drawn) <= {MOST_DRAWN} ORDER BY drawn",
            [self.seed],
        ).fetchall():
            found.of((body, restricted)).drawn.append((drawn, partnership))

    def count_lacking(self, connection: duckdb.DuckDBPyConnection, found: EffectCounts, between: Between) -> None:
        """Count the data that cases lack which are no longer assessable; the case evaluator names it."""
        rows = connection.execute(
            "SELECT case_id, body, restricted, list(code ORDER BY code) FROM effect_outcomes"
            f" JOIN {PARTS} USING (case_id)"
            " WHERE after = 'not_assessable' AND before <> after GROUP BY ALL ORDER BY case_id"
            f" LIMIT {MOST_LOOKED_AT}"
        ).fetchall()
        for portion in split_portions(rows, AT_ONCE):
            cases = cases_of(connection, [number for number, *_ in portion])
            contents = contents_of_cases(connection, cases)
            for number, body, restricted, codes in portion:
                lacking = found.of((body, restricted)).lacking
                lacking.update(lacking_in(contents[number], codes, self.draft))
            between()


def make_parts(connection: duckdb.DuckDBPyConnection, restricted: frozenset[str]) -> None:
    """Make the table of cases with what they are counted by."""
    connection.register("restricted_now", pa.table({"partnership": pa.array(sorted(restricted), pa.string())}))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {PARTS} AS SELECT {CASE_ID} AS case_id, body, partnership,"
        " in_restricted OR partnership IN (SELECT partnership FROM restricted_now) AS restricted,"
        f" coalesce(domain, '') AS domain FROM {CASES} LEFT JOIN"
        f" (SELECT {CASE_ID}, any_value(domain) AS domain FROM {fact_table(CASE_TYPE)} GROUP BY ALL) USING ({CASE_ID})"
    )
    connection.unregister("restricted_now")


def count_cases(connection: duckdb.DuckDBPyConnection, found: EffectCounts) -> None:
    """Count the cases of each part."""
    rows = connection.execute(f"SELECT body, restricted, count(*) FROM {PARTS} GROUP BY ALL").fetchall()
    for body, restricted, number in rows:
        found.of((body, restricted)).cases = number


def lacking_in(content: str, codes: Sequence[str], book: LoadedRulebook | None) -> set[tuple[str, str]]:
    """Return the data that rules lack in a case, by rule: kinds of facts and fields, not which fact."""
    if book is None:
        return set()
    try:
        facts = [plain_fact_from_json(each) for each in facts_in(content)]
        outcomes = searching(book.compiled).search(records_for(facts, book)).outcomes
    except (EngineError, ValueError, KeyError, TypeError):
        return set()
    return {(code, kind_of_gap(each)) for code in codes for each in outcomes[code].missing}


def kind_of_gap(said: EngineCode) -> str:
    """Return missing data without the fact that lacks it: `shareholding.share_bp`."""
    if not isinstance(said, FactCode):
        return said.text
    return ".".join(filter(None, (said.kind, str(getattr(said, "field", "")))))
