"""The making of a draft: the accounts that may, the parts, and the event that records it. Nothing else is stored."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from institutions.access.callers import reads_sensitive
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.models import Account, Partnership, Submission
from institutions.values.hashing import hash_text
from rules.access.sensitive_reads import note_assessment
from rules.engine.language.statements import Language
from rules.models import Match
from rules.review.casework.actors import refuse_unless_reviewer, refuse_unless_submitter
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import InvalidError, NotYoursError
from rules.review.casework.standing import StandingKind
from rules.review.drafting import content
from rules.review.drafting.opinion import opinion_of
from rules.review.drafting.sorts import TEXTS, DraftSort, report_of
from rules.review.drafting.text import DraftLine, plain_text, write_draft_lines
from rules.review.drafting.troubles import (
    AllDismissed,
    DraftNotYours,
    FindingsDoNotBelong,
    NobodyToRecuse,
    NothingToMention,
    NothingToReport,
    OfficialNotNamed,
    SeveralAuthorities,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """The request for a draft. `findings` empty: all that such a draft can cover and that are not dismissed."""

    sort: DraftSort
    language: Language
    findings: Collection[int] = ()
    person: str = ""  # the key of an official in the document, for a recusal
    sensitive: bool = False  # name kin, gifts, income and acts


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft."""

    sort: DraftSort
    language: Language
    parts: tuple[DraftLine, ...]

    @property
    def text(self) -> str:
        """The text to copy."""
        return plain_text(self.parts)


def draft_refusal(account: Account, view: CaseView) -> Coded | None:
    """Return why an account may not make drafts of a case: officers of the submitting body and reviewers may."""
    if refuse_unless_submitter(account, view) is None or refuse_unless_reviewer(account, view) is None:
        return None
    return DraftNotYours()


@transaction.atomic
def make_draft(partnership: Partnership, asked: DraftRequest, *, account: Account) -> Draft:
    """Write a draft from the newest finished assessment. Raises NotYoursError, or InvalidError by field."""
    view = read_case(partnership)
    if problem := draft_refusal(account, view):
        raise NotYoursError(problem)
    submission = content.submission_of(view)
    matches = chosen_matches(view, submission, asked)
    with translation.override(asked.language):
        context = content.draft_head(view, submission, asked.language, timezone.localdate())
        sensitive = asked.sensitive and reads_sensitive(account)
        said, read = content.findings_context(matches, partnership, asked.language, sensitive=sensitive)
        context |= said | {"to": asked.sort.value}
        if asked.sort == DraftSort.RECUSAL:
            context |= content.official_context(submission, asked.person, asked.language)
            # Their own words, in an order that goes to them: left out by writers who may not read people's texts.
            own = reads_sensitive(account)
            context["opinion"] = opinion_of(view, submission, asked.person, matches, asked.language) if own else []
        if asked.sort == DraftSort.REPORT and (report := report_of(matches[0].finding.code)):
            context |= content.report_words(report, asked.language)
        draft = Draft(asked.sort, asked.language, write_draft_lines(TEXTS[asked.sort], asked.language, context))
    if view.done:
        note_assessment(account, view.done, read)
    record_event(
        actor=actor_of(account),
        verb="draft_made",
        what=f"draft:{asked.sort}",
        partnership=partnership.pk,
        after={
            "language": asked.language,
            "assessment": str(view.done.pk) if view.done else None,
            "findings": sorted(match.finding_id for match in matches),
            "sensitive": sensitive,
            "text_sha256": hash_text(draft.text),
        },
        request_id=request_id.get(),
    )
    return draft


def chosen_matches(view: CaseView, submission: Submission, asked: DraftRequest) -> list[Match]:
    """Return the findings that the draft covers, in the order of the assessment."""
    able = able_to_speak(view, submission, asked.sort, asked.person)
    if unknown := set(asked.findings) - {match.finding_id for match in able}:
        raise InvalidError({"findings": FindingsDoNotBelong(number=PlainNumber(len(unknown)))})
    dismissed = {each.match.finding_id for each in view.findings if each.standing == StandingKind.DISMISSED}
    wanted = asked.findings or {match.finding_id for match in able} - dismissed
    found = [match for match in able if match.finding_id in wanted]
    if able and not found:
        raise InvalidError({"findings": AllDismissed()})
    if not found:
        raise InvalidError({"findings": nothing_for(asked.sort)})
    if asked.sort == DraftSort.REPORT and len({report_of(match.finding.code) for match in found}) > 1:
        raise InvalidError({"findings": SeveralAuthorities()})
    return found


def able_to_speak(view: CaseView, submission: Submission, sort: DraftSort, person: str = "") -> list[Match]:
    """Return the findings that a draft of a sort can cover."""
    matches = [each.match for each in view.findings]
    if sort == DraftSort.RECUSAL:
        named = content.named_officials(submission, matches)
        if not named:
            raise InvalidError({"person": nothing_for(sort)})
        if person not in named:
            raise InvalidError({"person": OfficialNotNamed()})
        return [match for match in matches if match.finding_id in named[person]]
    if sort == DraftSort.REPORT:
        return [match for match in matches if report_of(match.finding.code)]
    return matches


def why_no_draft(view: CaseView, submission: Submission, sort: DraftSort) -> Coded | None:
    """Return why a draft of a sort cannot be made of a case; None if it can."""
    matches = [each.match for each in view.findings]
    if sort == DraftSort.RECUSAL:
        able = bool(content.named_officials(submission, matches))
    elif sort == DraftSort.REPORT:
        able = any(report_of(match.finding.code) for match in matches)
    else:
        able = bool(matches)
    return None if able else nothing_for(sort)


def nothing_for(sort: DraftSort) -> Coded:
    """Return what a case lacks for a draft."""
    if sort == DraftSort.RECUSAL:
        return NobodyToRecuse()
    if sort == DraftSort.REPORT:
        return NothingToReport()
    return NothingToMention()
