"""The changes of an assessment against the finished one before it."""

from rules.models import Assessment
from rules.review.timeline.change_note import ChangeNote, note_on
from rules.review.timeline.reading import AssessmentPair, before_this, differences_by_pair


def note_of(assessment: Assessment) -> ChangeNote | None:
    before = before_this(assessment)
    return note_on(differences_by_pair([AssessmentPair(before, assessment)])[assessment.pk]) if before else None
