"""A reviewer's known ties to a case without a new screening: cheap, so that every page can show them.

The whole screening runs with the act, where an unknown tie is found and kept (`assigning`).
"""

from collections.abc import Iterable

from institutions.codes.base import Coded, Sentences
from institutions.models import Account, DocumentParty
from rules.access.account_ids import ids_of_account
from rules.facts.gathering.parties import read_identities
from rules.models import ReviewerScreening, ScreeningVerdict
from rules.review.casework.case_view import CaseView
from rules.review.casework.shown_ties import readable_ties
from rules.review.casework.troubles.accounts import AccountTied
from rules.review.casework.troubles.ties import TieNamed


def known_tie_refusal(account: Account, view: CaseView) -> Coded | None:
    """Return why an account is excluded from acting on a case, by what, and who can act; None if no tie is known.

    The present revision names it, or the last screening against that revision found a tie. Three queries, once a view.
    """
    if account.pk not in view.ties_read:
        view.ties_read[account.pk] = known_ties(account, view)
    said = view.ties_read[account.pk]
    return AccountTied(ties=Sentences(said)) if said else None


def known_ties(account: Account, view: CaseView) -> tuple[Coded, ...]:
    """Return the ties: an account may read all of its own."""
    screening = last_screening(account, view)
    if screening and screening.verdict == ScreeningVerdict.TIED:
        return tuple(readable_ties(screening, account))
    ids = ids_of_account(account)
    named = DocumentParty.objects.filter(submission=view.submissions[-1].pk, party__in=ids)
    return (TieNamed(),) if ids and named.exists() else ()


def last_screening(account: Account, view: CaseView) -> ReviewerScreening | None:
    """Return the last screening of an account against the present revision."""
    if not view.case.pk:
        return None
    rows = view.case.screenings.filter(account=account, submission=view.submissions[-1].pk)
    return rows.select_related("account").order_by("at", "pk").last()


def is_known_without_ties(account: Account, view: CaseView) -> bool | None:
    """Return whether an account is known to have no tie, by screening or declaration; None: nobody has looked yet."""
    if own := view.of_account(account.pk):
        return own.ready
    if screening := last_screening(account, view):
        return screening.verdict == ScreeningVerdict.CLEAR
    return None if account.person_id else False


def without_known_ties(accounts: Iterable[Account], view: CaseView) -> list[Account]:
    """Return accounts without a known tie to the present revision: three queries, however many they are."""
    candidates, current = list(accounts), view.submissions[-1].pk
    identity = read_identities()
    named = {
        identity.true_id(party)
        for party in DocumentParty.objects.filter(submission=current).values_list("party", flat=True)
    }
    screened = view.case.screenings.filter(submission=current).order_by("at", "pk") if view.case.pk else ()
    verdicts = {row.account_id: row.verdict for row in screened}
    return [
        each
        for each in candidates
        if verdicts.get(each.pk) != ScreeningVerdict.TIED
        and not (each.person_id and identity.true_id(each.person_id) in named)
        and each.pk not in view.submitters
    ]
