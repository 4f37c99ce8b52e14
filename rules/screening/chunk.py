"""One chunk of a screening: its cases answered in sets, beside the stored results and the case evaluators."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb
import pyarrow as pa

from institutions.values.portions import split_portions
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.screening.answers import add_verdicts, answer_in_sets, answers_of, make_digests
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from rules.screening.cases_of_chunk import cases_of, contents_of_cases
from rules.screening.changed_rules import RulebookDifference
from rules.screening.differences import Difference, differences_of_chunk
from rules.screening.gaps import gap_cases, held_gaps, same_gaps
from rules.screening.outcome_vectors import make_vectors, numbers_table

AT_ONCE: Final = 500  # snapshots in memory as text
Json = dict[str, Any]  # Any: plain data


ROWS: Final = pa.schema(
    [
        ("partnership", pa.string()),
        ("body", pa.string()),
        ("restricted", pa.bool_()),
        ("digest", pa.string()),
        ("differing", pa.bool_()),
        ("sampled", pa.bool_()),
    ]
)


@dataclass(frozen=True, slots=True)
class ChunkAnswer:
    """The answer of a chunk: a row for each case in columns, and by partnership what differs or is in disagreement."""

    rows: pa.Table = field(default_factory=ROWS.empty_table)
    differences: dict[str, list[list[str]]] = field(default_factory=dict)
    disagreements: dict[str, Json] = field(default_factory=dict)


def joined_answers(answers: Sequence[ChunkAnswer]) -> ChunkAnswer:
    """Return the answers of several chunks as one."""
    return ChunkAnswer(
        pa.concat_tables([ROWS.empty_table(), *(each.rows for each in answers)]),
        {pk: found for each in answers for pk, found in each.differences.items()},
        {pk: found for each in answers for pk, found in each.disagreements.items()},
    )


class CaseMissingError(Exception):
    """Cases of a chunk that got no answer: a fault of this program, never passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkScreener:
    """The parts of a screening that every chunk needs.

    `differing_too`: whether the case evaluators answer every case that differs, and not the sample alone; `restricted`
    are the partnerships that are restricted now.
    """

    rulebook: LoadedRulebook
    changed: Callable[[Iterable[str]], Mapping[str, RulebookDifference]]
    restricted: frozenset[str]
    seed: str
    one_in: int
    differing_too: bool

    def screen(self, connection: duckdb.DuckDBPyConnection, between: Callable[[], None]) -> ChunkAnswer:
        """Answer the cases that a connection shows; `between` is called while it works, to renew what it holds."""
        handed_over = [number for number, _reason in answer_in_sets(connection, self.rulebook)]
        between()
        verdicts = dict(self.verdicts(connection, handed_over, between))
        add_verdicts(connection, verdicts)
        numbers = make_vectors(connection)
        versions = [version for (version,) in connection.execute(f"SELECT DISTINCT rulebook FROM {CASES}").fetchall()]
        differences = dict(differences_of_chunk(connection, self.changed(versions), numbers))
        between()
        for number in list(self.with_same_gaps(connection, differences)):
            del differences[number]
        between()
        drawn = self.drawn(connection) - differences.keys()
        asked = sorted((drawn | (differences.keys() if self.differing_too else set())) - verdicts.keys())
        disagreements = {number: each.to_json() for number, each in verdicts.items() if is_disagreement(each)}
        for portion in split_portions(asked, AT_ONCE):
            disagreements |= self.disagreements(connection, portion, between)
        make_digests(connection, numbers)
        cases = cases_of(connection, differences.keys() | disagreements.keys())
        return ChunkAnswer(
            self.rows(connection, differences, drawn),
            {cases[number].partnership: [list(each) for each in found] for number, found in differences.items()},
            {cases[number].partnership: found for number, found in disagreements.items()},
        )

    def rows(self, connection: duckdb.DuckDBPyConnection, differing: Iterable[int], drawn: Iterable[int]) -> pa.Table:
        """Return the row of each case. CaseMissingError if one has no answer."""
        restricted = pa.table({"partnership": pa.array(sorted(self.restricted), pa.string())})
        given = {
            "differing_cases": numbers_table(differing),
            "drawn_cases": numbers_table(drawn),
            "restricted_now": restricted,
        }
        for name, table in given.items():
            connection.register(name, table)
        found = connection.sql(
            "SELECT partnership, body, in_restricted OR partnership IN (SELECT partnership FROM restricted_now)"
            f" AS restricted, digest, {CASE_ID} IN (SELECT {CASE_ID} FROM differing_cases) AS differing,"
            f" {CASE_ID} IN (SELECT {CASE_ID} FROM drawn_cases) AS sampled"
            f" FROM {CASES} LEFT JOIN case_digests USING ({CASE_ID})"
        ).to_arrow_table()
        for name in given:
            connection.unregister(name)
        if missing := found["digest"].null_count:
            message = f"{missing} of {len(found)} cases were not answered"
            raise CaseMissingError(message)
        return found.cast(ROWS)

    def drawn(self, connection: duckdb.DuckDBPyConnection) -> set[int]:
        """Return the cases that the seed draws: the first 64 bits of the SHA-256 of seed and partnership decide."""
        rows = connection.execute(
            f"SELECT {CASE_ID} FROM {CASES} WHERE ('0x' || left(sha256(? || ':' || partnership), 16))::UBIGINT % ? = 0",
            [self.seed, self.one_in],
        ).fetchall()
        return {int(number) for (number,) in rows}

    def with_same_gaps(
        self, connection: duckdb.DuckDBPyConnection, differences: Mapping[int, list[Difference]]
    ) -> Iterator[int]:
        """Yield the cases that only have gaps which read a changed number, and lack the same data as before."""
        for numbers in split_portions(gap_cases(differences), AT_ONCE):
            cases = cases_of(connection, numbers)
            contents = contents_of_cases(connection, cases)
            held = held_gaps(each.assessment for each in cases.values())
            for number, case in cases.items():
                found = held.get(case.assessment, {})
                if same_gaps(contents[number], found, differences[number], self.rulebook):
                    yield number

    def verdicts(
        self, connection: duckdb.DuckDBPyConnection, numbers: Iterable[int], between: Callable[[], None]
    ) -> Iterable[tuple[int, CaseVerdict]]:
        """Yield the verdicts of the case evaluators on cases."""
        for portion in split_portions(numbers, AT_ONCE):
            contents = contents_of_cases(connection, cases_of(connection, portion))
            yield from ((number, case_verdict(contents[number], self.rulebook)) for number in portion)
            between()

    def disagreements(
        self, connection: duckdb.DuckDBPyConnection, numbers: Sequence[int], between: Callable[[], None]
    ) -> dict[int, Json]:
        """Return both answers for each case in which sets and the case evaluators differ."""
        in_sets = answers_of(connection, numbers)
        return {
            number: {"sets": in_sets[number].to_json(), "cases": verdict.to_json()}
            for number, verdict in self.verdicts(connection, numbers, between)
            if (verdict.outcomes, verdict.findings) != (in_sets[number].outcomes, in_sets[number].findings)
        }


def is_disagreement(verdict: CaseVerdict) -> bool:
    """Return whether the two case evaluators disagree on a case."""
    return verdict.trouble.startswith("EvaluatorsDisagree")
