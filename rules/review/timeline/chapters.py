"""A part of the timeline of a partnership: assessments, each with what it changed and with the acts after it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from institutions.models import Partnership
from rules.models import Assessment, State
from rules.models.assessment import AssessmentQuerySet
from rules.review.timeline.acts import CaseAct, acts_between
from rules.review.timeline.change_note import ChangeNote, note_on
from rules.review.timeline.reading import AssessmentPair, before_this, differences_by_pair


@dataclass(frozen=True, slots=True)
class Chapter:
    """One assessment, its changes against the finished one before it, and the acts until the next.

    `note` is None if there is nothing to compare: it is not finished, or the first one that is.
    """

    assessment: Assessment
    before: Assessment | None
    note: ChangeNote | None
    acts: tuple[CaseAct, ...]


def assessments_of(partnership: Partnership) -> AssessmentQuerySet:
    """Return the assessments of a partnership with the data of a timeline, newest first."""
    return (
        Assessment.objects.filter(partnership=partnership)
        .select_related("submission__account")
        .defer("submission__document")
        .newest_first()
    )


def timeline_chapters(partnership: Partnership, part: Sequence[Assessment]) -> list[Chapter]:
    """Return the chapters of a part of the assessments, newest first, without gaps. The number of queries is fixed."""
    if not part:
        return []
    pairs = assessment_pairs(part)
    changed = differences_by_pair([*pairs.values()]) if pairs else {}
    following = next_after(part[0])
    acts = acts_after_each(
        [each.requested_at for each in part], acts_between(partnership.pk, part[-1].requested_at, following)
    )
    found = []
    for each, own in zip(part, acts, strict=True):
        pair = pairs.get(each.pk)
        note = note_on(changed[each.pk]) if pair else None
        found.append(Chapter(each, pair.before if pair else None, note, own))
    return found


def acts_after_each(moments: Sequence[datetime], acts: Sequence[CaseAct]) -> list[tuple[CaseAct, ...]]:
    """Return the acts from each moment up to the one before it in the list, which is the next in time.

    The moments are in order, the newest first; the acts in theirs, the oldest first. Each act is looked at once.
    """
    left = len(acts)
    found = []
    for moment in moments:
        first = bisect_left(acts, moment, hi=left, key=attrgetter("at"))
        found.append(tuple(acts[first:left]))
        left = first
    return found


def assessment_pairs(part: Sequence[Assessment]) -> dict[UUID, AssessmentPair]:
    """Return each finished assessment with the finished one before it, by the id of the later."""
    done = [each for each in part if each.state == State.DONE]
    if not done:
        return {}
    earlier = [*done[1:], before_this(done[-1])]
    return {after.pk: AssessmentPair(before, after) for after, before in zip(done, earlier, strict=True) if before}


def next_after(assessment: Assessment) -> datetime | None:
    """Return when the assessment after this one was requested; None if it is the newest."""
    later = Assessment.objects.filter(partnership=assessment.partnership_id, requested_at__gt=assessment.requested_at)
    return later.order_by("requested_at").values_list("requested_at", flat=True).first()
