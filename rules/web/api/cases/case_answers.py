"""A case in plain data for REST, and the problems for refused acts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.urls import reverse
from django.utils import translation

from institutions.codes.base import Coded, Sentences
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.models import Account
from institutions.web.rest import problems
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.problems import FieldTrouble, coded_trouble
from rules.models import (
    Acknowledgement,
    CaseCondition,
    ConditionDone,
    FindingDecision,
    GoneAcknowledgement,
    InformationAnswer,
)
from rules.review.casework.assigning import DECLARATION
from rules.review.casework.case_view import CaseView, RuleStanding
from rules.review.casework.deciding import read_token
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError, StaleError
from rules.review.casework.lapse_reasons import move_reasons, reasons_of
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.shown_ties import gaps_of, screening_gaps
from rules.review.casework.standing import ConditionStanding, FindingStanding
from rules.review.casework.troubles.acts import SeveralReasons
from rules.review.casework.withdrawn_findings import WithdrawalReason, departures_by_finding
from rules.review.keeping.holds import hold_over, may_read_keeping
from rules.web.api.endpoint import Json

WITHHELD = "withheld"


@contextmanager
def refusals_as_problems() -> Iterator[None]:
    """Turn the refusal of an act into problem+json, in English and as codes."""
    with translation.override("en"):
        try:
            yield
        except NotYoursError as refused:
            raise problems.Forbidden(refused.said[0]) from refused
        except StaleError as refused:
            raise problems.Stale(refused.said[0]) from refused
        except InvalidError as refused:
            errors = [refused_field(field, said) for field, said in refused.by_field.items()]
            raise problems.Invalid(FieldsWrong(), errors=errors) from refused
        except BlockedError as refused:
            members = {"reasons": list(refused.reasons), "reasons_said": coded_answers(refused.said)}
            raise problems.CannotDecide(
                refused.said[0] if len(refused.said) == 1 else SeveralReasons(reasons=Sentences(refused.said)),
                members=members,
            ) from refused


def refused_field(field: str, said: Coded) -> FieldTrouble:
    """Return one field of an act with wrong input."""
    return {**coded_trouble(f"/{field}", said), "message": code_words(said, "en", "form")}


def coded_answers(said: Iterable[Coded]) -> list[Json]:
    """Return codes as answers carry them, beside the texts of earlier versions."""
    return [code_in_both_languages(each) for each in said]


def text_for_caller(text: str, *, sensitive: bool) -> str:
    """Return a text that somebody wrote, as the caller may read it: it may name kin, gifts or income."""
    return text if sensitive or not text else WITHHELD


def case_answer(view: CaseView, account: Account | None, *, sensitive: bool) -> Json:
    """Return the case for a caller: an account, or None for a body's system."""
    with translation.override("en"):
        return {
            "partnership": str(view.partnership.pk),
            "state": view.case.state,
            "version": view.case.version,
            "assessment": str(view.done.pk) if view.done else None,
            "names_searched": not view.names_wait,
            "acts": [
                {
                    "act": each.act,
                    "leads_to": each.leads_to,
                    "possible": each.possible,
                    "reasons": list(each.reasons),
                    "reasons_said": coded_answers(each.said),
                }
                for each in offered_acts(view, account)
            ],
            "findings": [finding_row(each, closed=view.closed) for each in view.findings],
            "gone": withdrawn_finding_rows(view, sensitive=sensitive),
            "unassessed": [unassessed_row(each, sensitive=sensitive) for each in view.unassessed],
            "reviewers": [
                {
                    "assignment": each.assignment.pk,
                    "account": each.assignment.account.username,
                    "verdict": each.assignment.screening.verdict,
                    "ready": each.ready,
                    "gaps": gaps_of(each.assignment.screening),
                    "gaps_said": coded_answers(screening_gaps(each.assignment.screening)),
                    "declared": each.declaration is not None,
                }
                for each in view.assigned
            ],
            "conditions": [condition_row(each, sensitive=sensitive) for each in view.conditions],
            "moves": [
                {
                    "act": move.act,
                    "before": move.before,
                    "after": move.after,
                    "reason": reasons_of(move) or text_for_caller(move.reason, sensitive=sensitive),
                    "reason_said": coded_answers(move_reasons(move)),
                    "by": move.account.username if move.account else "",
                    "at": move.at.isoformat(),
                }
                for move in view.moves()
            ],
            "legal_hold": hold_answer(view, account),
            "declaration": {language: declaration_text_in(language) for language in ("en", "ja")},
        }


def hold_answer(view: CaseView, account: Account | None) -> Json | None:
    """Return the legal hold over the case; None if there is none, or the caller's role may not know."""
    hold = hold_over(view.partnership.pk) if account and may_read_keeping(account) else None
    return {"hold": hold.pk, "since": hold.at.isoformat(), "by": hold.account.username} if hold else None


def declaration_text_in(language: str) -> str:
    """Return the declaration that a reviewer signs, in a language."""
    with translation.override(language):
        return str(DECLARATION)


def finding_row(each: FindingStanding, *, closed: bool) -> Json:
    """Return a finding of the case."""
    return {
        "finding": each.match.finding_id,
        "code": each.match.finding.code,
        "severity": each.match.severity,
        "standing": each.standing.value,
        "settled": each.settled,
        "waits": not each.settled and not closed,
        "seen": read_token(each),
        "decisions": reverse("api:finding-decisions", args=[each.match.finding_id]),
    }


def withdrawn_finding_rows(view: CaseView, *, sensitive: bool) -> list[Json]:
    """Return the findings withdrawn by new data, each with its origin and its valid acknowledgements."""
    went = departures_by_finding(view.partnership.pk, view.gone)
    return [
        {
            "finding": each.finding.pk,
            "code": each.finding.code,
            "severity": each.severity.value,
            "last_in": str(each.last_in),
            "gone_since": withdrawal_data(went[each.finding.pk], view) if each.finding.pk in went else None,
            "lacking": 0 if view.closed else each.lacking,
            "acknowledged": [said_json(row, sensitive=sensitive) for row in each.said],
        }
        for each in view.gone
    ]


def said_json(row: Acknowledgement | GoneAcknowledgement, *, sensitive: bool) -> Json:
    """Return a text with its author and time."""
    return {
        "reason": text_for_caller(row.reason, sensitive=sensitive),
        "by": row.account.username,
        "at": row.at.isoformat(),
    }


def withdrawal_data(departure: WithdrawalReason, view: CaseView) -> Json:
    """Return the first assessment without a finding and the revisions that came in before it."""
    first = departure.first_without
    return {
        "assessment": str(first.pk),
        "at": first.requested_at.isoformat(),
        "trigger": first.trigger,
        "revisions": [
            {
                "revision": each.revision,
                "by": each.account.username if each.account else "",
                "at": each.received_at.isoformat(),
            }
            for each in departure.submissions(view.submissions)
        ],
    }


def unassessed_row(each: RuleStanding, *, sensitive: bool) -> Json:
    """Return a rule that could not be assessed."""
    return {
        "code": each.outcome.code,
        "outcome": each.outcome.outcome,
        "lacking": each.lacking,
        "acknowledged": said_json(each.acknowledged, sensitive=sensitive) if each.acknowledged else None,
    }


def condition_row(each: ConditionStanding, *, sensitive: bool) -> Json:
    """Return a condition that is in force."""
    return {**condition_json(each.condition, each.noted, sensitive=sensitive), "overdue": each.overdue}


def condition_json(condition: CaseCondition, done: ConditionDone | None, *, sensitive: bool) -> Json:
    """Return a condition and the note that it is done; `overdue` is set by callers who know the day."""
    return {
        "condition": condition.pk,
        "finding": condition.decision.finding_id if condition.decision else None,
        "text": text_for_caller(condition.text, sensitive=sensitive),
        "owner": condition.owner,
        "due_on": condition.due_on.isoformat(),
        "overdue": False,
        "done": {
            "note": text_for_caller(done.note, sensitive=sensitive),
            "by": done.account.username,
            "at": done.at.isoformat(),
        }
        if done
        else None,
    }


def answer_json(row: InformationAnswer, *, sensitive: bool) -> Json:
    """Return one answer to a request for information."""
    return {
        "number": row.number,
        "text": text_for_caller(row.text, sensitive=sensitive),
        "files": [file.pk for file in row.files.all()] if sensitive else [],
        "by": row.account.username,
        "at": row.at.isoformat(),
    }


def decision_json(row: FindingDecision, measures: list[Json], *, counts: bool, sensitive: bool) -> Json:
    """Return one decision."""
    return {
        "number": row.number,
        "decided": row.decided,
        "reason": text_for_caller(row.reason, sensitive=sensitive),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "asked_of": row.asked_of,
        "answer_by": row.answer_by.isoformat() if row.answer_by else None,
        "measures": measures,
        "severity": row.severity,
        "assessment": str(row.assessment_id),
        "together": str(row.together) if row.together else None,
        "counts": counts,
        "undone": row.undone,
        "by": row.account.username,
        "at": row.at.isoformat(),
        "answers": [answer_json(each, sensitive=sensitive) for each in row.answers.all()],
    }
