"""The state of a question to a person concerned: one answer for their pages, for REST, and for the taker of an answer.

A hearing is written once and keeps the evidence of its moment. The finding keeps changing: a declaration or a revision
changes its evidence, another assessment no longer finds it, the reviewers ask again, the review ends.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.codes.base import Coded
from rules.models import Assessment, CaseState, Hearing, HearingWay, Match, ReviewCase, State
from rules.review.casework.act_table import Act, act_row
from rules.review.casework.troubles.hearings import AskedAgain, QuestionChanged, QuestionEnded, QuestionGone


class QuestionState(StrEnum):
    """The state of a question for the person it was put to."""

    OPEN = "open"  # it takes an answer, also after its day and after an earlier answer
    ASKED_AGAIN = "asked_again"  # a later one, on the same evidence, takes its place
    CHANGED = "changed"  # the finding rests on other evidence by now
    GONE = "gone"  # the newest assessment does not have the finding
    ENDED = "ended"  # the case takes no answers in its state


LABELS: Final[dict[QuestionState, Promise]] = {
    QuestionState.OPEN: pgettext_lazy("question", "Open"),
    QuestionState.ASKED_AGAIN: _("You were asked again"),
    QuestionState.CHANGED: _("No longer asked: the facts have changed"),
    QuestionState.GONE: _("No longer asked: there is no such finding now"),
    QuestionState.ENDED: _("No longer asked: the case is not under review"),
}
# Shown on the page, and to a person who answers nevertheless. An answer on the same evidence is accepted after a
# later question: it counts as well as one to that question.
REASONS: Final[dict[QuestionState, type[Coded]]] = {
    QuestionState.ASKED_AGAIN: AskedAgain,
    QuestionState.CHANGED: QuestionChanged,
    QuestionState.GONE: QuestionGone,
    QuestionState.ENDED: QuestionEnded,
}


def with_question(rows: QuerySet[Hearing], people: Collection[UUID]) -> QuerySet[Hearing]:
    """Return hearings of one person (by all their ids) with the data for `question_of`, in the same query."""
    done = Assessment.objects.filter(partnership=OuterRef(OuterRef("finding__partnership")), state=State.DONE)
    present = Match.objects.filter(
        finding=OuterRef("finding"), assessment=Subquery(done.newest_first().values("pk")[:1])
    )
    later = Hearing.objects.filter(
        finding=OuterRef("finding"), person__in=people, how=HearingWay.ASKED, number__gt=OuterRef("number")
    ).order_by("-number")
    case = ReviewCase.objects.filter(partnership=OuterRef("finding__partnership"))
    return rows.annotate(
        present_hash=Subquery(present.values("evidence_hash")[:1]),
        later=Subquery(later.values("pk")[:1]),
        later_hash=Subquery(later.values("evidence_hash")[:1]),
        case_state=Subquery(case.values("state")[:1]),
    )


def question_of(hearing: Hearing) -> QuestionState:
    """Return the state of the question of a row of `with_question`."""
    if act_row(getattr(hearing, "case_state", None) or CaseState.SUBMITTED, Act.ANSWER) is None:
        return QuestionState.ENDED
    question = state_on_evidence(hearing, hearing.present_hash)  # type: ignore[attr-defined]  # annotated
    if question == QuestionState.OPEN and hearing.later_hash == hearing.evidence_hash:  # type: ignore[attr-defined]  # so too
        return QuestionState.ASKED_AGAIN
    return question


def state_on_evidence(hearing: Hearing, present: str | None) -> QuestionState:
    """Return the state by the finding's present evidence; None if the newest assessment lacks the finding."""
    if present is None:
        return QuestionState.GONE
    return QuestionState.OPEN if present == hearing.evidence_hash else QuestionState.CHANGED


def later_of(hearing: Hearing) -> int | None:
    """Return the last hearing that asked the person about the finding again, of a row of `with_question`."""
    later: int | None = hearing.later  # type: ignore[attr-defined]  # annotated
    return later
