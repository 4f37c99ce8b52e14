"""The origin of the day that a document fixes for its assessment: its authors, a recusal or a declaration."""

from institutions.models import Submission, SubmissionWay
from rules.review.casework.revising import only_recusals


def day_was_moved(submission: Submission) -> bool:
    """Return whether `restated` moved the document's `assess_as_of` from an earlier day; later revisions carry it on.

    Two queries, and two more where the day came with a revision that its authors may have sent themselves.
    """
    day = submission.document.get("assess_as_of")
    earlier = Submission.objects.filter(partnership=submission.partnership_id, revision__lte=submission.revision)
    days = list(earlier.order_by("-revision").values_list("pk", "document__assess_as_of"))
    since = next((place for place, (_pk, fixed) in enumerate(days) if fixed != day), None)
    if not since or not days[since][1] or days[since][1] >= day:
        return False  # it was always so, or was no day before, or was moved back: nobody but its authors does that
    first = Submission.objects.get(pk=days[since - 1][0])
    return first.way == SubmissionWay.DECLARED or only_recusals(first)
