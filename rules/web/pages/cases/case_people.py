"""The people among whom a form of the page of a case chooses: reviewers who may be assigned, officials to recuse."""

from institutions.models import Account, Role, Submission
from rules.explaining.wording.words import reader_language
from rules.review.casework.case_view import CaseView
from rules.review.casework.known_ties import is_known_without_ties, without_known_ties
from rules.review.casework.proposal import proposal_context
from rules.review.casework.recusing import recused_in


def possible_reviewers(view: CaseView, account: Account) -> list[Account]:
    """Return linked reviewers neither assigned, barred nor known to be tied; in doubt the reader themselves alone."""
    taken = {each.assignment.account_id for each in view.assigned} | view.barred
    rows = (
        Account.objects.filter(role=Role.REVIEWER, is_active=True, person__isnull=False)
        .select_related("body")
        .order_by("username")
    )
    if is_known_without_ties(account, view) is False:
        rows = rows.filter(pk=account.pk)
    return without_known_ties((each for each in rows if each.pk not in taken), view)


def unrecused_officials(submission: Submission) -> list[tuple[str, str]]:
    """Return the officials of the case who are not recused yet: key and name."""
    gone, names = recused_in(submission.document), dict[str, str]()
    shown = proposal_context(submission, reader_language())["officials"]
    for row, official in zip(submission.document.get("officials") or (), shown, strict=True):
        if row["person"] not in gone:
            names.setdefault(row["person"], official["name"])
    return sorted(names.items(), key=lambda pair: pair[1])
