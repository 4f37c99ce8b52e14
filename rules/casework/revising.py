"""What a revision of a proposal does to its case: the review begins anew, unless it adds a recusal or declaration."""

from django.utils import timezone

from institutions.models import Submission, Way
from rules.casework.acting import moved
from rules.casework.assigning import end
from rules.casework.recusing import adds_only_recusals
from rules.casework.table import Act, row_of
from rules.models import CaseState, ReviewCase


def only_recusals(submission: Submission) -> bool:
    """Whether a revision does nothing but add who takes no part."""
    before = Submission.objects.filter(partnership=submission.partnership_id, revision__lt=submission.revision)
    earlier = before.order_by("-revision").first()
    return earlier is not None and adds_only_recusals(earlier.document, submission.document)


def begin_anew(submission: Submission) -> None:
    """Called in the transaction that stores a revision and holds the partnership's lock.

    What was decided stays: a decision stands as long as the evidence of its finding does. Reviewers are assigned and
    screened anew, since the parties may be others. What an official declares is a fact of the case and no new proposal:
    the review stays where it is, and before it ends everybody is screened once more.
    """
    if submission.way == Way.DECLARED:
        return
    case = ReviewCase.objects.filter(partnership=submission.partnership_id).first()
    if case is None:
        return
    for assignment in case.assignments.filter(ended_at__isnull=True):
        end(case, assignment, "revised", submission.account, timezone.now())
    row = row_of(case.state, Act.REVISE)
    if row and case.state != CaseState.SUBMITTED:
        moved(case, Act.REVISE, row.next, submission.account, "")
