"""The assignment of reviewers: nobody without a screening, nobody with a tie, nobody in doubt without a declaration."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from institutions.audit.event_rows import changing
from institutions.codes.base import Coded, Sentences
from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_text
from rules.events.kinds import AssignmentEnded, ReviewerAssigned
from rules.events.publishing import publish
from rules.models import ReviewAssignment, ReviewCase, ReviewerDeclaration, ReviewerScreening, ScreeningVerdict
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError, StaleError, TiedError
from rules.review.casework.known_ties import last_screening
from rules.review.casework.screening.screen import ScreeningResult, screen_account
from rules.review.casework.shown_ties import readable_ties
from rules.review.casework.signing import signature_of
from rules.review.casework.troubles.accounts import AccountTied
from rules.review.casework.troubles.entries import NoReviewerCalled, NoReviewerChosen
from rules.review.casework.troubles.ties import (
    AssignedAlready,
    AssignYourself,
    ReviewerBarred,
    ReviewerTied,
    ReviewerTiedNow,
    ReviewerUnlinked,
    SettledAlready,
)

DECLARATION: Final = gettext_lazy(
    "I declare that neither I nor my kin hold or held shares, posts, employment, advisory roles or other interests in "
    "a party of this case, that I had no part in preparing it, and that nothing else could make my judgement partial. "
    "I will recuse myself as soon as I learn of such a thing."
)


def assign_reviewer(
    partnership: Partnership, reviewer: Account | None, *, account: Account, version: int, typed: str = ""
) -> ReviewAssignment:
    """Screen a reviewer and assign them. TiedError, with the screening kept, where they are tied to the case.

    `typed` is the name that was typed to find them; InvalidError names it where no reviewer was found.

    An account that assigns another one is screened first: nobody with a tie chooses a judge (NotYoursError), and nobody
    in doubt before they have declared (BlockedError). Everybody may ask to be assigned themselves.
    """
    before = check_before_screening(partnership, Act.ASSIGN, account, version)
    if reviewer is None or reviewer.role != Role.REVIEWER or not reviewer.is_active:
        raise InvalidError({"reviewer": NoReviewerCalled(name=typed) if typed else NoReviewerChosen()})
    refuse_again(before, reviewer)
    if reviewer.pk != account.pk and not screened_to_act(before, Act.ASSIGN, account, version):
        raise BlockedError([AssignYourself()])
    screened = screen_account(partnership, reviewer)
    with transaction.atomic():
        view = open_for_act(partnership, Act.ASSIGN, account, version=version)
        refuse_again(view, reviewer)
        kept = store_screening(view, screened, reviewer, asked_by=account)
        assignment = None
        if screened.verdict != ScreeningVerdict.TIED:
            moment = timezone.now()
            assignment = ReviewAssignment.objects.create(
                case=view.case, account=reviewer, screening=kept, assigned_by=account, at=moment
            )
            count_act(view.case, moment)
            note_case_act(
                view.case,
                "reviewer_assigned",
                f"assignment:{assignment.pk}",
                account,
                after={"account": reviewer.pk, "screening": kept.pk, "verdict": kept.verdict},
            )
            publish(ReviewerAssigned(case=view.case, assignment=assignment))
    if assignment is None:
        raise TiedError([ReviewerTied(reviewer=str(reviewer)), *readable_ties(kept, account)])
    return assignment


def screened_to_act(view: CaseView, act: Act, account: Account, version: int) -> bool:
    """Screen an account that wants to accept a case, or to assign another. Return whether it certainly has no tie.

    NotYoursError, with the screening kept, where they are tied. A valid assignment of their own includes the screening.
    """
    if is_assigned(view, account):
        return True
    found = screen_account(view.partnership, account)
    with transaction.atomic():
        view = open_for_act(view.partnership, act, account, version=version)
        kept = last_screening(account, view)
        if kept is None or kept.sha256 != found.sha256:
            kept = store_screening(view, found, account, asked_by=account)
    if found.verdict == ScreeningVerdict.TIED:
        raise NotYoursError(AccountTied(ties=Sentences(readable_ties(kept, account))))
    return found.verdict == ScreeningVerdict.CLEAR


def is_assigned(view: CaseView, account: Account) -> bool:
    """Return whether somebody is assigned and their ties are settled."""
    own = view.of_account(account.pk)
    return own is not None and own.ready


def check_before_screening(
    partnership: Partnership, act: Act, account: Account, version: int | None = None
) -> CaseView:
    """Raise the obstacles to an act before the work of a screening is done."""
    with transaction.atomic():
        return open_for_act(partnership, act, account, version=version)


def refuse_again(view: CaseView, reviewer: Account) -> None:
    """Refuse to assign anyone twice, anyone recused or found to be tied, and anyone without a person."""
    if reviewer.person_id is None:
        raise TiedError([ReviewerUnlinked(reviewer=str(reviewer))])
    if reviewer.pk in view.barred:
        raise TiedError([ReviewerBarred(reviewer=str(reviewer))])
    if view.of_account(reviewer.pk):
        raise BlockedError([AssignedAlready(reviewer=str(reviewer))])


def store_screening(
    view: CaseView, screened: ScreeningResult, reviewer: Account, *, asked_by: Account
) -> ReviewerScreening:
    """Store a screening of a locked case, if it was of the present revision; the trail has only its hash."""
    if screened.submission.pk != view.submissions[-1].pk:
        raise StaleError
    row = ReviewerScreening.objects.create(
        case=view.case,
        account=reviewer,
        submission=screened.submission,
        verdict=screened.verdict,
        ties=list(screened.ties),
        gaps=list(screened.gaps),
        sha256=screened.sha256,
        asked_by=asked_by,
        at=timezone.now(),
    )
    note_case_act(
        view.case,
        "reviewer_screened",
        f"screening:{row.pk}",
        asked_by,
        after={"account": reviewer.pk, "verdict": row.verdict, "sha256": row.sha256},
    )
    return row


def screen_again(partnership: Partnership, act: Act, account: Account, version: int | None) -> None:
    """Screen all reviewers of the case again before an act that ends its review.

    A tie that became known ends an assignment, and the decisions of that reviewer no longer count: then nothing is
    ended.
    """
    reviewers = [
        each.assignment.account for each in check_before_screening(partnership, act, account, version).assigned
    ]
    screened = [(each, screen_account(partnership, each)) for each in reviewers]
    said: list[Coded] = []
    with transaction.atomic():
        view = open_for_act(partnership, act, account, version=version)
        for each, found in screened:
            kept = store_screening(view, found, each, asked_by=account)
            assigned = view.of_account(each.pk)
            if found.verdict == ScreeningVerdict.TIED and assigned:
                end_assignment(view.case, assigned.assignment, "tied", account, kept.at)
                said += [ReviewerTiedNow(reviewer=str(each)), *readable_ties(kept, account)]
        if said:
            count_act(view.case, timezone.now())
    if said:
        raise TiedError(said)


def end_assignment(
    case: ReviewCase,
    assignment: ReviewAssignment,
    because: str,
    account: Account | None,
    moment: datetime,
    reason: str = "",
) -> None:
    """End an assignment of a locked case."""
    assignment.ended_at, assignment.ended_because, assignment.reason = moment, because, reason
    with changing(ReviewAssignment, assignment.pk):
        assignment.save(update_fields=["ended_at", "ended_because", "reason"])
    note_case_act(
        case,
        "assignment_ended",
        f"assignment:{assignment.pk}",
        account,
        after={"account": assignment.account_id, "because": because, "reason_sha256": hash_text(reason)},
    )
    publish(AssignmentEnded(case=case, assignment=assignment, by=account))


def declare_none(partnership: Partnership, *, signature: object, account: Account, version: int) -> ReviewerDeclaration:
    """Store an assigned reviewer's signed declaration of no tie, as shown, where nobody could look it up."""
    with transaction.atomic():
        view = open_for_act(partnership, Act.DECLARE, account, version=version)
        assigned = view.of_account(account.pk)
        if assigned is None or assigned.ready:
            raise BlockedError([SettledAlready()])
        entered = EntryErrors()
        name = signature_of(entered, signature, account)
        entered.refuse_if_any()
        moment = timezone.now()
        row = ReviewerDeclaration.objects.create(
            assignment=assigned.assignment, text=str(DECLARATION), signature=name, account=account, at=moment
        )
        count_act(view.case, moment)
        note_case_act(
            view.case,
            "reviewer_declared",
            f"assignment:{assigned.assignment.pk}",
            account,
            after={"declaration": row.pk, "text_sha256": hash_text(row.text), "signature_sha256": hash_text(name)},
        )
        return row
