"""Who states what is stored, and in what: a submission of a partnership, or a record of an import."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from institutions.access.partnerships import is_restricted
from institutions.drafts.draft import StatementDraft
from institutions.models import ImportedRecord, Statement, Submission

Owner = object  # statements are compared only with earlier ones of the same owner


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from, and the body that answers for them. `lineage`: the one statement that it is about."""

    owner: Owner
    body: UUID
    submission: Submission | None = None
    imported: ImportedRecord | None = None
    lineage: UUID | None = None

    @property
    def columns(self) -> dict[str, object]:
        """What every row with a history says of it."""
        return {"submission": self.submission} if self.submission else {"imported": self.imported}

    @property
    def is_restricted(self) -> bool:
        """Whether what is stored comes from a restricted partnership."""
        return self.submission is not None and is_restricted(self.submission.partnership)

    @property
    def statement_columns(self) -> dict[str, object]:
        """What a row of a statement says of it."""
        return {**self.columns, "partnership_id": self.submission.partnership_id if self.submission else None}


def origin_of(submission: Submission) -> Origin:
    """A submission: its partnership owns what it states."""
    partnership = submission.partnership
    return Origin(owner=partnership.pk, body=partnership.submitted_by_id, submission=submission)


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements of one document, and the sources that they name, by key."""

    origin: Origin
    statements: Sequence[StatementDraft]
    sources: dict[str, int]


class Held(Protocol):
    """What the owners of some documents state up to now."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of which there may be rows."""
        ...

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:
        """The current rows of a kind, lists prefetched, each with its owner."""
        ...
