"""The people among whom a form of the page of a case chooses: reviewers who may be assigned, officials to recuse."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from institutions.models import Account, Role, Submission
from rules.explaining.wording.words import reader_language
from rules.review.casework.case_view import CaseView
from rules.review.casework.known_ties import is_known_without_ties, without_known_ties
from rules.review.casework.proposal import proposal_context
from rules.review.casework.recusing import recused_in

MOST_LISTED: Final = 200  # reviewers; of more the name is typed
SUGGESTED: Final = 20


@dataclass(frozen=True, slots=True)
class ReviewerChoice:
    """The reviewers whom an account may assign; none listed where there are too many, and a name is `typed`."""

    listed: tuple[Account, ...]
    typed: bool

    def __bool__(self) -> bool:
        """Return whether there may be anybody to assign."""
        return self.typed or bool(self.listed)


def reviewers_to_choose(view: CaseView, account: Account) -> ReviewerChoice:
    """Return the reviewers whom an account may assign: listed up to `MOST_LISTED`, beyond that named by typing."""
    found = list(assignable_reviewers(view, account)[: MOST_LISTED + 1])
    if len(found) > MOST_LISTED:
        return ReviewerChoice((), typed=True)
    return ReviewerChoice(tuple(without_known_ties(found, view)), typed=False)


def suggested_reviewers(view: CaseView, account: Account, text: str) -> list[Account]:
    """Return up to `SUGGESTED` of them whose user names have a text."""
    if not text:
        return []
    found = assignable_reviewers(view, account).filter(username__icontains=text)[: 2 * SUGGESTED]
    return without_known_ties(found, view)[:SUGGESTED]


def assignable_reviewers(view: CaseView, account: Account) -> QuerySet[Account]:
    """Return linked reviewers neither assigned nor barred; in doubt the reader themselves alone."""
    taken = {each.assignment.account_id for each in view.assigned} | view.barred
    rows = Account.objects.filter(role=Role.REVIEWER, is_active=True, person__isnull=False).exclude(pk__in=taken)
    if is_known_without_ties(account, view) is False:
        rows = rows.filter(pk=account.pk)
    return rows.select_related("body").order_by("username")


def reviewer_called(name: str) -> Account | None:
    """Return the reviewer with a user name, in whatever case it was typed; None where no one has it, or several do."""
    rows = list(Account.objects.filter(role=Role.REVIEWER, username__iexact=name.strip())[:2])
    same = [each for each in rows if each.username == name.strip()] or rows
    return same[0] if len(same) == 1 else None


def unrecused_officials(submission: Submission) -> list[tuple[str, str]]:
    """Return the officials of the case who are not recused yet: key and name."""
    gone, names = recused_in(submission.document), dict[str, str]()
    shown = proposal_context(submission, reader_language())["officials"]
    for row, official in zip(submission.document.get("officials") or (), shown, strict=True):
        if row["person"] not in gone:
            names.setdefault(row["person"], official["name"])
    return sorted(names.items(), key=lambda pair: pair[1])
