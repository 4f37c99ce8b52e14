"""A case in the words of its page: findings, reviewers, conditions and history as rows of tables."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import Account
from rules.access.withholding import TEXT
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import text_in_language
from rules.models import (
    CaseMove,
    DecisionKind,
    FindingDecision,
    ReviewCase,
    ReviewerScreening,
    ScreeningVerdict,
    Severity,
)
from rules.review.casework.act_table import CLEARED_STATES, ENDED, Act
from rules.review.casework.act_table import LABELS as ACT_LABELS
from rules.review.casework.case_view import CaseView, OpenAssignment
from rules.review.casework.deciding import read_token
from rules.review.casework.lapse_reasons import reasons_of
from rules.review.casework.shown_ties import gaps_of, ties_in_words
from rules.review.casework.standing import LABELS as STANDING_LABELS
from rules.review.casework.standing import SETTLED, ConditionStanding, FindingStanding, StandingKind

Json = dict[str, Any]  # Any: what a template shows


def standing_words(standing: StandingKind, *, ended: bool) -> str:
    """Return the state of a finding in words; after a case has ended, an undecided finding waits for nobody."""
    return _("Not decided when the case ended") if ended and standing not in SETTLED else str(STANDING_LABELS[standing])


def text_for_reader(text: str, language: Language, *, sensitive: bool) -> str:
    """Return a text that somebody wrote, as the reader may read it: it may name kin, gifts or income."""
    return text if sensitive or not text else text_in_language(dict(TEXT), language)


class CaseWords:
    """The words of one case for one reader: an account, or a body's system (None)."""

    def __init__(self, view: CaseView, account: Account | None, language: Language, *, sensitive: bool) -> None:
        self.view = view
        self.account = account
        self.language = language
        self.sensitive = sensitive

    def text(self, said: str) -> str:
        """Return a text that somebody wrote; withheld without the right to sensitive content, since it may name kin."""
        return text_for_reader(said, self.language, sensitive=self.sensitive)

    def day(self, day: date | None) -> str:
        """Return a day in the reader's language; empty for none."""
        return date_text(day.isoformat(), self.language) if day else ""

    def moment(self, moment: datetime) -> str:
        """Return the day of a moment, in the reader's language."""
        return self.day(timezone.localdate(moment))

    def state(self) -> Json:
        """Return the state of the case with the numbers of what is open in it."""
        case = self.view.case
        cleared, ended = case.state in CLEARED_STATES, case.state in ENDED
        unsettled, unaddressed = len(self.view.unsettled), len(self.view.unaddressed)
        return {
            "label": case.get_state_display(),
            "tag": "done" if cleared else "",
            "open_again": cleared and bool(unsettled or unaddressed),
            "ended": ended,
            # After the end of a review nothing waits for reviewers.
            "unsettled": 0 if self.view.closed else unsettled,
            "unaddressed": 0 if self.view.closed else unaddressed,
            "gone": 0 if self.view.closed else len(self.view.gone_unaddressed),
            "left": unsettled if ended else 0,
        }

    def finding(self, each: FindingStanding) -> Json:
        """Return a row of the table of findings."""
        match = each.match
        return {
            "id": match.finding_id,
            "code": match.finding.code,
            "title": text_in_language(rule_title(match.finding.code), self.language),
            "severity": match.severity,
            "severity_label": Severity(match.severity).label,
            "standing": standing_words(each.standing, ended=self.view.case.state in ENDED),
            "tag": "done" if each.settled else "" if self.view.case.state in ENDED else "not_assessable",
            "settled": each.settled,
            "seen": read_token(each),
            "decisions": [row.number for row in each.decisions],
        }

    def disagreement(self, each: FindingStanding) -> Json:
        """Return a row for a critical finding on which reviewers disagree, with the decisions that are still valid."""
        said = [
            {"by": row.account.username, "decided": row.get_decided_display(), "on": self.moment(row.at)}
            for row in each.standing_decisions
        ]
        return {**self.finding(each), "said": said}

    def decision(self, row: FindingDecision, *, counts: bool) -> Json:
        """Return a row of the history of a finding's decisions."""
        return {
            "number": row.number,
            "on": self.moment(row.at),
            "by": row.account.username,
            "decided": row.get_decided_display(),
            "reason": self.text(row.reason),
            "counts": counts,
            "undone": row.undone,
            "more": self.about(row),
            "measures": [self.condition_text(each.text, each.owner, each.due_on) for each in row.measures.all()],
            "together": row.together is not None,
            "request": row.pk if row.decided == DecisionKind.MORE_INFORMATION else None,
            "answers": [
                {"text": self.text(each.text), "by": each.account.username, "on": self.moment(each.at)}
                for each in row.answers.all()
            ],
        }

    def about(self, row: FindingDecision) -> str:
        """Return the deadline of a decision, and for a request for information who is asked; else empty."""
        if row.decided == DecisionKind.DISMISSED:
            return _("Until %(day)s.") % {"day": self.day(row.ends_on)}
        if row.decided == DecisionKind.MORE_INFORMATION:
            return _("Asked of %(whom)s, by %(day)s.") % {"whom": row.asked_of, "day": self.day(row.answer_by)}
        return ""

    def condition_text(self, text: str, owner: str, due_on: date) -> str:
        """Return a measure in one line, with its owner and due date."""
        return _("%(text)s (%(owner)s, by %(day)s)") % {
            "text": self.text(text),
            "owner": owner,
            "day": self.day(due_on),
        }

    def condition(self, each: ConditionStanding) -> Json:
        """Return a row of the table of conditions."""
        row, done = each.condition, each.noted
        return {
            "id": row.pk,
            "text": self.text(row.text),
            "owner": row.owner,
            "due_on": self.day(row.due_on),
            "finding": row.decision.finding if row.decision else None,
            "overdue": each.overdue,
            "done": _("Done on %(day)s: %(note)s (%(by)s)")
            % {"day": self.moment(done.at), "note": self.text(done.note), "by": done.account.username}
            if done
            else "",
        }

    def reviewer(self, each: OpenAssignment) -> Json:
        """Return a row for an assigned reviewer, with the result of their screening."""
        assignment = each.assignment
        declared = each.declaration
        return {
            "name": assignment.account.username,
            "body": assignment.account.body.name if assignment.account.body else "",
            "verdict": assignment.screening.get_verdict_display(),
            "verdict_tag": assignment.screening.verdict,
            "gaps": gaps_of(assignment.screening),
            "ready": each.ready,
            "declared": _("Declared on %(day)s that they have no tie.") % {"day": self.moment(declared.at)}
            if declared
            else "",
            "on": self.moment(assignment.at),
        }

    def refused(self, screening: ReviewerScreening) -> Json:
        """Return a row for somebody who could not be assigned, with the ties that the reader may know of."""
        return {
            "name": screening.account.username,
            "on": self.moment(screening.at),
            "ties": ties_in_words(screening, self.account),
        }

    def history(self, moves: Iterable[CaseMove]) -> list[Json]:
        """Return these changes of state."""
        states = dict(ReviewCase._meta.get_field("state").choices or ())  # noqa: SLF001 - Django documents _meta
        return [
            {
                "on": self.moment(move.at),
                "act": ACT_LABELS[Act(move.act)],
                "after": states[move.after],
                "by": move.account.username if move.account else _("the system"),
                "reason": reasons_of(move) or self.text(move.reason),
            }
            for move in moves
        ]

    def screenings(self) -> list[Json]:
        """Return the latest refusal of each reviewer who was found to be tied."""
        case = self.view.case
        if not case.pk:
            return []
        rows = case.screenings.filter(verdict=ScreeningVerdict.TIED).select_related("account").order_by("at", "pk")
        latest = {row.account_id: row for row in rows}
        return [self.refused(row) for row in latest.values()]
