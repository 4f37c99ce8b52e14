"""Texts of people in the cases that name a person: reasons, notes, screenings, declarations, hearings and answers."""

from collections.abc import Iterator
from uuid import UUID

from rules.models import (
    Acknowledgement,
    CaseCondition,
    CaseMove,
    ConditionDone,
    Correction,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    OfficialDeclaration,
    ReviewAssignment,
    ReviewerDeclaration,
    ReviewerScreening,
    SampleNote,
)
from rules.review.erasing.naming import Erased
from rules.review.erasing.rewrites import Rewrite, in_texts


def of_casework(who: Erased, partnerships: frozenset[UUID]) -> Iterator[Rewrite]:
    """Yield every free text of these cases without the names, and the person's own screenings and signatures."""
    of_case = {"case__partnership__in": partnerships}
    decisions = FindingDecision.objects.filter(finding__partnership__in=partnerships)
    yield from in_texts(decisions, ("reason", "asked_of"), who)
    yield from in_texts(Acknowledgement.objects.filter(**of_case), ("reason",), who)
    yield from in_texts(GoneAcknowledgement.objects.filter(**of_case), ("reason",), who)
    yield from in_texts(CaseCondition.objects.filter(**of_case), ("text", "owner"), who)
    yield from in_texts(ConditionDone.objects.filter(condition__case__partnership__in=partnerships), ("note",), who)
    yield from in_texts(CaseMove.objects.filter(**of_case), ("reason",), who)
    yield from in_texts(ReviewAssignment.objects.filter(**of_case), ("reason",), who)
    own = {"account__person__in": who.ids}
    for screenings in (ReviewerScreening.objects.filter(**of_case), ReviewerScreening.objects.filter(**own)):
        yield from in_texts(screenings, ("ties", "gaps"), who)
    declared = ReviewerDeclaration.objects.filter(assignment__case__partnership__in=partnerships)
    signed = ReviewerDeclaration.objects.filter(**own)
    for rows in (declared, signed):
        yield from in_texts(rows, ("text", "signature"), who)
    yield from of_named(who, partnerships)
    yield from in_texts(SampleNote.objects.filter(drawn__move__case__partnership__in=partnerships), ("note",), who)


def of_named(who: Erased, partnerships: frozenset[UUID]) -> Iterator[Rewrite]:
    """Yield declarations of officials for these cases, hearings and answers."""
    declared = OfficialDeclaration.objects.filter(case__partnership__in=partnerships)
    yield from in_texts(declared, ("text", "content", "about", "signature"), who)
    heard = Hearing.objects.filter(finding__partnership__in=partnerships)
    yield from in_texts(heard, ("note",), who)
    yield from in_texts(HearingAnswer.objects.filter(hearing__in=heard), ("text",), who)
    yield from in_texts(Correction.objects.filter(answer__hearing__in=heard), ("text", "document"), who)
