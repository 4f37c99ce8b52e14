"""One chunk of a screening: its cases answered in sets, beside the stored results and the case evaluators."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import duckdb
import orjson

from institutions.values.portions import split_portions
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.screening.answers import add_verdicts, answer_in_sets, answers_of, case_digests
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from rules.screening.changed_rules import RulebookDifference
from rules.screening.differences import Difference, differences_of_chunk
from rules.screening.gaps import gap_cases, held_gaps, same_gaps

AT_ONCE: Final = 500  # snapshots in memory as text
Json = dict[str, Any]  # Any: plain data


@dataclass(frozen=True, slots=True)
class ScreenedRow:
    """A case of a chunk with its numbers for the whole: whether it differs, and whether it was drawn."""

    partnership: str
    body: str
    restricted: bool
    digest: str
    differing: bool
    sampled: bool


@dataclass(frozen=True, slots=True)
class ChunkAnswer:
    """The answer of a chunk, by partnership: what differs, and both answers where the evaluators disagree."""

    rows: list[ScreenedRow] = field(default_factory=list)
    differences: dict[str, list[list[str]]] = field(default_factory=dict)
    disagreements: dict[str, Json] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps(asdict(self))


def answer_from(content: bytes) -> ChunkAnswer:
    """Read the JSON that `to_bytes` wrote."""
    data = orjson.loads(content)
    return ChunkAnswer([ScreenedRow(**each) for each in data["rows"]], data["differences"], data["disagreements"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkScreener:
    """The parts of a screening that every chunk needs.

    `contents` gives the facts of cases as JSON of their snapshots; `differing_too`: whether the case evaluators answer
    every case that differs, and not the sample alone; `restricted` are the partnerships that are restricted now.
    """

    rulebook: LoadedRulebook
    changed: Callable[[Iterable[str]], Mapping[str, RulebookDifference]]
    contents: Callable[[Sequence[str]], Mapping[str, str]]  # by the hash of the snapshot
    restricted: frozenset[str]
    seed: str
    one_in: int
    differing_too: bool

    def screen(self, connection: duckdb.DuckDBPyConnection, between: Callable[[], None]) -> ChunkAnswer:
        """Answer the cases that a connection shows; `between` is called while it works, to renew what it holds."""
        columns = f"{CASE_ID}, partnership, body, in_restricted, snapshot, rulebook, assessment"
        cases = {row[0]: row[1:] for row in connection.execute(f"SELECT {columns} FROM {CASES}").fetchall()}
        snapshots = {number: row[3] for number, row in cases.items()}
        handed_over = [number for number, _reason in answer_in_sets(connection, self.rulebook)]
        between()
        verdicts = dict(self.verdicts(snapshots, handed_over, between))
        add_verdicts(connection, verdicts)
        differences = dict(differences_of_chunk(connection, self.changed({row[4] for row in cases.values()})))
        between()
        for number in list(
            self.with_same_gaps(differences, snapshots, {number: row[5] for number, row in cases.items()})
        ):
            del differences[number]
        between()
        drawn = {number for number, row in cases.items() if number not in differences and self.is_drawn(row[0])}
        asked = sorted((drawn | (differences.keys() if self.differing_too else set())) - verdicts.keys())
        disagreements = {number: each.to_json() for number, each in verdicts.items() if is_disagreement(each)}
        for numbers in split_portions(asked, AT_ONCE):
            disagreements |= self.disagreements(connection, snapshots, numbers, between)
        digests = dict(case_digests(connection))
        rows = [
            ScreenedRow(
                row[0],
                row[1],
                row[2] or row[0] in self.restricted,
                digests[number],
                number in differences,
                number in drawn,
            )
            for number, row in cases.items()
        ]
        return ChunkAnswer(
            rows,
            {cases[number][0]: [list(each) for each in found] for number, found in differences.items()},
            {cases[number][0]: found for number, found in disagreements.items()},
        )

    def with_same_gaps(
        self, differences: Mapping[int, list[Difference]], snapshots: Mapping[int, str], assessments: Mapping[int, str]
    ) -> Iterator[int]:
        """Yield the cases that only have gaps which read a changed number, and lack the same data as before."""
        for numbers in split_portions(gap_cases(differences), AT_ONCE):
            contents = self.contents([snapshots[number] for number in numbers])
            held = held_gaps(assessments[number] for number in numbers)
            for number in numbers:
                content, found = contents[snapshots[number]], held.get(assessments[number], {})
                if same_gaps(content, found, differences[number], self.rulebook):
                    yield number

    def is_drawn(self, partnership: str) -> bool:
        """Return whether the seed draws a case into the sample."""
        drawn = hashlib.sha256(f"{self.seed}:{partnership}".encode()).digest()
        return int.from_bytes(drawn[:8], "big") % self.one_in == 0

    def verdicts(
        self, snapshots: Mapping[int, str], numbers: Iterable[int], between: Callable[[], None]
    ) -> Iterable[tuple[int, CaseVerdict]]:
        """Yield the verdicts of the case evaluators on cases."""
        for portion in split_portions(numbers, AT_ONCE):
            contents = self.contents([snapshots[number] for number in portion])
            yield from ((number, case_verdict(contents[snapshots[number]], self.rulebook)) for number in portion)
            between()

    def disagreements(
        self,
        connection: duckdb.DuckDBPyConnection,
        snapshots: Mapping[int, str],
        numbers: Sequence[int],
        between: Callable[[], None],
    ) -> dict[int, Json]:
        """Return both answers for each case in which sets and the case evaluators differ."""
        in_sets = answers_of(connection, numbers)
        return {
            number: {"sets": in_sets[number].to_json(), "cases": verdict.to_json()}
            for number, verdict in self.verdicts(snapshots, numbers, between)
            if (verdict.outcomes, verdict.findings) != (in_sets[number].outcomes, in_sets[number].findings)
        }


def is_disagreement(verdict: CaseVerdict) -> bool:
    """Return whether the two case evaluators disagree on a case."""
    return verdict.trouble.startswith("EvaluatorsDisagree")
