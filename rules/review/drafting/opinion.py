"""The opinion of an official on the findings of an order of recusal, as it is on record: their words and the day."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import DocumentParty, Submission
from rules.engine.language.statements import Language, date_text
from rules.facts.gathering.parties import read_identities
from rules.models import Match
from rules.review.casework.case_view import CaseView
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard, corrections_of, hearings_of


def opinion_of(
    view: CaseView, submission: Submission, key: str, matches: Sequence[Match], language: Language
) -> list[str]:
    """Return a line for each answer, and for each finding about which the person was asked or otherwise heard.

    Eight queries.

    Empty if they were asked about none of these findings: the writer then has to hear them.
    """
    party = DocumentParty.objects.filter(submission=submission, key=key).values_list("party_id", flat=True).first()
    person = read_identities().true_id(party) if party else None
    by_finding = hearings_of(matches, view.today)
    return [
        line
        for match in matches
        for each in by_finding[match.finding_id]
        if each.person.pk == person
        for line in opinion_lines(each, match.finding.code, language)
    ]


def opinion_lines(each: PersonHeard, code: str, language: Language) -> Iterator[str]:
    """Yield the lines on record about one finding."""
    hearing = each.hearing
    for answer in each.answers:
        day = date_text(timezone.localdate(answer.at).isoformat(), language)
        yield _("About %(code)s, on %(day)s: %(text)s") % {"code": code, "day": day, "text": answer.text}
        for wrong in corrections_of(answer):
            said = f"{wrong.text} ({wrong.document})" if wrong.document else wrong.text
            yield _("About %(code)s, a fact that they say is wrong: %(text)s") % {"code": code, "text": said}
    if hearing is None or each.answers:
        return
    if each.state == HearingState.OTHERWISE and hearing.heard_on:
        day = date_text(hearing.heard_on.isoformat(), language)
        yield _("About %(code)s, heard on %(day)s: %(text)s") % {"code": code, "day": day, "text": hearing.note}
    elif each.state == HearingState.WAIVED:
        why = hearing.get_waiver_display()
        yield _("Not heard about %(code)s: %(why)s") % {"code": code, "why": why}
    elif hearing.answer_by:
        day = date_text(hearing.answer_by.isoformat(), language)
        text = _("Asked about %(code)s, to answer by %(day)s; no answer is on record.")
        yield text % {"code": code, "day": day}
