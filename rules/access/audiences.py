"""The right to read attachments and comments of a case, by the audience that their authors chose."""

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from django.db.models import Q

from institutions.access.callers import reader_for
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import may_open, may_read
from institutions.models import ROLES_OF_A_BODY, Account, DocumentParty, Partnership, Role, Submission
from rules.access.account_ids import ids_of_account
from rules.models import Audience, Hearing, HearingWay, ReviewAssignment

LOST_FOR_GOOD: Final = ("recused", "tied")  # why an assignment ended, so that this account never judges the case again


class ForAudience(Protocol):
    """A row with an audience."""

    audience: str
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Somebody's right to the papers of one case.

    `everything`: reviewers and auditors. `of_body`: those of the submitting body. `people`: the ids of a person who
    was asked in the case, and so reads what is for that person.
    """

    everything: bool = False
    of_body: bool = False
    people: frozenset[UUID] = frozenset()

    def reads(self, row: ForAudience) -> bool:
        """Return whether they may read a row."""
        if self.everything or (self.of_body and row.audience == Audience.SUBMITTING_BODY):
            return True
        return row.audience == Audience.PERSON_CONCERNED and row.person_id in self.people

    def rule(self) -> Q:
        """Return the same as a condition on rows with an audience."""
        if self.everything:
            return Q()
        found = Q(pk__in=())
        if self.of_body:
            found |= Q(audience=Audience.SUBMITTING_BODY)
        if self.people:
            found |= Q(audience=Audience.PERSON_CONCERNED, person__in=self.people)
        return found


NOBODY: Final = PaperReader()


def paper_reader(user: Account | KeyHolder, partnership: Partnership) -> PaperReader:
    """Return the right of somebody to the papers of a case.

    A reviewer who was recused from it, is tied to it, submitted it or is named in it reads none of a reviewer. A key
    reads those for its body. Keepers of rules and accounts read none. Five queries at most, and none for a key or
    for a restricted case that they may not open: a query would tell that there is one.
    """
    if isinstance(user, KeyHolder):
        return PaperReader(of_body=may_read(user, partnership))
    if not may_open(user, partnership):
        return NOBODY
    if user.role == Role.AUDITOR:
        return PaperReader(everything=True)
    ids = ids_of_account(user)
    people = asked_people(partnership, ids)
    if user.role == Role.REVIEWER:
        return PaperReader(everything=not is_excluded(user, partnership, ids), people=people)
    own = user.role in ROLES_OF_A_BODY and reader_for(user).reads_of(partnership.submitted_by_id)
    return PaperReader(of_body=own, people=people)


def asked_people(partnership: Partnership, ids: frozenset[UUID]) -> frozenset[UUID]:
    """Return those of a person's ids by which the person was asked about, or heard on, a finding of the case."""
    if not ids:
        return frozenset()
    heard = Hearing.objects.filter(finding__partnership=partnership, person__in=ids).exclude(how=HearingWay.WAIVED)
    return ids if heard.exists() else frozenset()


def is_excluded(account: Account, partnership: Partnership, ids: frozenset[UUID]) -> bool:
    """Return whether a reviewer takes no part: recused, tied, named in the present revision, or its submitter."""
    same = Q(account=account) | Q(account__person__in=ids)
    left = ReviewAssignment.objects.filter(same, case__partnership=partnership, ended_because__in=LOST_FOR_GOOD)
    submitted = Submission.objects.filter(same, partnership=partnership)
    named = DocumentParty.objects.filter(
        party__in=ids, submission__partnership=partnership, submission__superseded_at__isnull=True
    )
    return left.exists() or submitted.exists() or named.exists()
