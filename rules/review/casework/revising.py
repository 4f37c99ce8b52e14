"""The effect of a revision on its case: the review begins again, unless it only adds a recusal or a declaration."""

from collections import defaultdict
from uuid import UUID

from django.utils import timezone

from institutions.models import Account, DocumentParty, Submission, SubmissionWay
from rules.events.kinds import RecusalEntered
from rules.events.publishing import publish
from rules.facts.gathering.parties import read_identities
from rules.models import CaseState, ReviewCase
from rules.review.casework.act_table import Act, act_row
from rules.review.casework.acting import move_locked_case
from rules.review.casework.assigning import end_assignment
from rules.review.casework.recusing import RECUSAL, adds_only_recusals, recused_in


def only_recusals(submission: Submission) -> bool:
    """Return whether a revision only adds recusals."""
    before = Submission.objects.filter(partnership=submission.partnership_id, revision__lt=submission.revision)
    earlier = before.order_by("-revision").first()
    return earlier is not None and adds_only_recusals(earlier.document, submission.document)


def notify_recused(submission: Submission) -> None:
    """Notify people whom a revision newly states to be recused, where they have an account.

    Called in the transaction that stores the revision, whichever way it came in.
    """
    stated = [each for each in submission.document.get("statements") or () if each["kind"] == RECUSAL]
    if not stated:
        return
    before = Submission.objects.filter(partnership=submission.partnership_id, revision__lt=submission.revision)
    earlier = before.order_by("-revision").first()
    known = recused_in(earlier.document) if earlier else set()
    recused = {each["person"]: each.get("on") or "" for each in stated if each["person"] not in known}
    if not recused:
        return
    identity = read_identities()
    parties = DocumentParty.objects.filter(submission=submission, key__in=recused)
    people = {identity.true_id(party): recused[key] for key, party in parties.values_list("key", "party")}
    accounts: dict[UUID, list[Account]] = defaultdict(list)
    ids = people.keys() | {each for each in identity.same_as if identity.true_id(each) in people}
    for account in Account.objects.filter(is_active=True, person__in=ids).order_by("pk"):
        if account.person_id:
            accounts[identity.true_id(account.person_id)].append(account)
    for person, on in people.items():
        publish(RecusalEntered(submission=submission, person=person, since=on, accounts=accounts[person]))


def begin_anew(submission: Submission) -> None:
    """Begin the review again, in the transaction that stores a revision and holds the partnership's lock.

    Decisions stay: one is valid as long as the evidence of its finding is. Reviewers are assigned and screened again,
    since the parties may be others. A declaration of an official is a fact of the case and no new proposal: the review
    stays where it is, and before it ends everybody is screened once more.
    """
    if submission.way == SubmissionWay.DECLARED:
        return
    case = ReviewCase.objects.filter(partnership=submission.partnership_id).first()
    if case is None:
        return
    for assignment in case.assignments.filter(ended_at__isnull=True):
        end_assignment(case, assignment, "revised", submission.account, timezone.now())
    row = act_row(case.state, Act.REVISE)
    if row and case.state != CaseState.SUBMITTED:
        move_locked_case(case, Act.REVISE, row.next, submission.account, "")
