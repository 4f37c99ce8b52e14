"""The origin of stored rows: a submission of a partnership, or a record of an import."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from institutions.access.partnerships import is_restricted
from institutions.drafts.draft import StatementDraft
from institutions.models import ImportedRecord, Statement, Submission

Owner = object  # statements are compared only with earlier ones of the same owner


@dataclass(frozen=True, slots=True)
class StatementOrigin:
    """The origin of rows, and the body that answers for them. `lineage`: of the one statement it corrects, if any."""

    owner: Owner
    body: UUID
    submission: Submission | None = None
    imported: ImportedRecord | None = None
    lineage: UUID | None = None

    @property
    def columns(self) -> dict[str, object]:
        """The columns that every row with a history takes from its origin."""
        return {"submission": self.submission} if self.submission else {"imported": self.imported}

    @property
    def is_restricted(self) -> bool:
        """Return whether the rows come from a restricted partnership."""
        return self.submission is not None and is_restricted(self.submission.partnership)

    def recorded_at(self, moment: datetime) -> datetime:
        """Return the moment at which the rows are recorded: that of their submission, else the one given."""
        return self.submission.received_at if self.submission else moment

    @property
    def statement_columns(self) -> dict[str, object]:
        """The columns that a row of a statement takes from its origin."""
        return {**self.columns, "partnership_id": self.submission.partnership_id if self.submission else None}


def origin_of_submission(submission: Submission) -> StatementOrigin:
    """Return the origin of a submission's rows: its partnership owns its statements."""
    partnership = submission.partnership
    return StatementOrigin(owner=partnership.pk, body=partnership.submitted_by_id, submission=submission)


@dataclass(frozen=True, slots=True)
class DocumentStatements:
    """The statements of one document, and the ids of the sources that they name, by key."""

    origin: StatementOrigin
    statements: Sequence[StatementDraft]
    sources: dict[str, int]


class HeldStatements(Protocol):
    """The current statements of the owners of some documents."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that may have rows."""
        ...

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:
        """Yield the current rows of a kind, lists prefetched, each with its owner."""
        ...
