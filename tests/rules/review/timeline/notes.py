"""What an assessment changed, against the finished one before it."""

from rules.models import Assessment
from rules.review.timeline.note import Note, note_on
from rules.review.timeline.reading import Pair, before_this, differences


def note_of(assessment: Assessment) -> Note | None:
    before = before_this(assessment)
    return note_on(differences([Pair(before, assessment)])[assessment.pk]) if before else None
