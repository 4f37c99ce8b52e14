"""Results of claims on their way from the evaluation to the database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from institutions.values.hashing import hash_text
from rules.assessing.case_result import CaseResult
from rules.assessing.claim import Claim
from rules.facts.gathering.questions import Questions


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultBasis:
    """The questions of a result to the register, the moment of its knowledge, and the mark of noted changes."""

    questions: Questions
    known_at: datetime
    mark: int


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The result of a claim that is to be stored, and what it rests on.

    `confirms` is the newest result of the partnership, if this one says the same; `result` is None if that was plain
    before the evaluation.
    """

    claim: Claim
    basis: ResultBasis
    result: CaseResult | None
    confirms: UUID | None = None

    @property
    def partnership(self) -> UUID:
        """The id of its partnership."""
        return self.claim.job.partnership_id


@dataclass(frozen=True, slots=True)
class FullResult:
    """A result of a claim that is stored in full; `snapshot` is the hash of its snapshot."""

    claim: Claim
    result: CaseResult
    snapshot: str

    @classmethod
    def of(cls, claim: Claim, result: CaseResult) -> "FullResult":
        """Return the result of a claim with the hash of its snapshot."""
        return cls(claim, result, hash_text(result.snapshot))

    @property
    def partnership(self) -> UUID:
        """The id of its partnership."""
        return self.claim.job.partnership_id
