"""Many derived cases evaluated in sets, both sides together; a sample that a seed draws by the case evaluators too."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pyarrow as pa

from institutions.codes.errors import CodedError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.configured import configured_limits
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER
from rules.fact_store.snapshot_tables import tables_of_facts
from rules.reorganising.compared_cases import CaseSide, ComparedSides, Verdicts, side_verdict
from rules.reorganising.troubles import EvaluatorsDisagreeOnPreview
from rules.screening.another_day import show_tables
from rules.screening.answers import answer_in_sets, answers_of
from rules.screening.case_verdicts import CaseVerdict

logger = logging.getLogger(__name__)
FEWEST: Final = 40  # cases; fewer are answered sooner by the case evaluators, since sets cost a second however few
BITS: Final = 16  # hexadecimal digits of the hash that draws


class SampleDisagreesError(CodedError):
    """Sets and the case evaluators answer a drawn case otherwise: no part of the preview may be believed."""


@dataclass(slots=True)
class SetEvaluation:
    """An evaluation in sets. `sampled` counts the cases that the case evaluators answered too."""

    book: LoadedRulebook
    seed: str
    one_in: int
    between: Callable[[], None] = lambda: None
    fewest: int = FEWEST
    sampled: int = 0

    def __call__(self, cases: Sequence[ComparedSides]) -> Sequence[Verdicts]:
        """Return the verdicts of both sides of each case. SampleDisagreesError at a drawn case with another answer."""
        if len(cases) < self.fewest:
            self.sampled += len(cases)
            return [each.verdicts(self.book) for each in cases]
        sides = [side for each in cases for side in (each.before, each.after)]
        asked = {place: side for place, side in enumerate(sides) if not side.trouble}
        self.between()
        verdicts = self.in_sets(asked)
        for place, side in enumerate(sides):
            if side.trouble:
                verdicts[place] = side_verdict(side, self.book)
        self.between()
        self.compare_sample(cases, verdicts)
        return [(verdicts[2 * place], verdicts[2 * place + 1]) for place in range(len(cases))]

    def in_sets(self, sides: Mapping[int, CaseSide]) -> dict[int, CaseVerdict]:
        """Return the verdicts on sides by their number; those that sets hand over get that of the case evaluators."""
        tables, reasons = tables_of_facts([(number, side.plain()) for number, side in sides.items()])
        columns = {
            CASE_ID: pa.array(sides, pa.int64()),
            HAND_OVER: pa.array([reasons.get(number) for number in sides], pa.string()),
        }
        with duckdb_session(configured_limits()) as connection:
            show_tables(connection, {**tables, CASES: pa.table(columns)})
            handed_over = {number for number, _reason in answer_in_sets(connection, self.book)}
            answered = dict(answers_of(connection, sorted(sides.keys() - handed_over)))
        return answered | {number: side_verdict(sides[number], self.book) for number in handed_over}

    def compare_sample(self, cases: Sequence[ComparedSides], verdicts: Mapping[int, CaseVerdict]) -> None:
        """Answer the drawn cases by both case evaluators too."""
        for place, each in enumerate(cases):
            if not is_drawn(each.partnership, self.seed, self.one_in):
                continue
            self.sampled += 1
            for number, side in ((2 * place, each.before), (2 * place + 1, each.after)):
                if not side.trouble and not agree(verdicts[number], side_verdict(side, self.book)):
                    logger.error("Sets and the case evaluators disagree on partnership %s.", each.partnership)
                    raise SampleDisagreesError(EvaluatorsDisagreeOnPreview())


def agree(first: CaseVerdict, second: CaseVerdict) -> bool:
    """Return whether two verdicts say the same of outcomes and findings."""
    return (first.outcomes, first.findings) == (second.outcomes, second.findings)


def is_drawn(partnership: UUID, seed: str, one_in: int) -> bool:
    """Return whether the seed draws a partnership: 64 bits of the SHA-256 of both decide, as in screenings."""
    return int(hashlib.sha256(f"{seed}:{partnership}".encode()).hexdigest()[:BITS], 16) % one_in == 0
