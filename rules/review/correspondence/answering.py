"""Answers of the submitting body to a request for information: text and files, shown to the reviewers at once."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.models import Account
from institutions.values.hashing import hash_text
from rules.events.kinds import InformationAnswered
from rules.events.publishing import publish
from rules.models import Audience, FindingDecision, InformationAnswer
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.errors import BlockedError
from rules.review.casework.standing import StandingKind
from rules.review.correspondence.attaching import CheckedFile, Placed, store_files
from rules.review.correspondence.protected_information import DECLARED, refused_marking
from rules.review.correspondence.troubles.comments import SeemsProtected
from rules.review.correspondence.troubles.requests import InformationNotAwaited

LONGEST_ANSWER: Final = 8_000
OPEN: Final = frozenset({StandingKind.ASKED, StandingKind.ANSWERED})


def answer_request(
    request: FindingDecision,
    text: object,
    files: Sequence[CheckedFile],
    *,
    account: Account,
    declared_open: bool = False,
) -> InformationAnswer:
    """Store an answer with its files. An earlier answer stays, and the deadline only says when it was due.

    The finding then waits for a reviewer again. BlockedError if the request is no longer open. InvalidError for a text
    with a marking of protected security information, unless its author declares that it holds none.
    """
    with transaction.atomic():
        view = open_for_act(request.finding.partnership, Act.ANSWER_REQUEST, account)
        if not is_open(view, request):
            raise BlockedError([InformationNotAwaited()])
        entered = EntryErrors()
        said = entered.text("text", text, longest=LONGEST_ANSWER)
        marking = refused_marking(said)
        if marking and not declared_open:
            entered.by_field[DECLARED] = SeemsProtected(marking=marking)
        entered.refuse_if_any()
        moment = timezone.now()
        row = InformationAnswer.objects.create(
            decision=request,
            number=request.answers.count() + 1,
            text=said,
            declared_open=bool(marking),
            account=account,
            at=moment,
        )
        note_case_act(
            view.case,
            "information_answered",
            f"decision:{request.pk}",
            account,
            after={
                "answer": row.pk,
                "number": row.number,
                "text_sha256": hash_text(said),
                "files": len(files),
                "declared_open": row.declared_open,
            },
        )
        if files:
            store_files(view, files, Placed(Audience.SUBMITTING_BODY, answer=row), account=account, moment=moment)
        count_act(view.case, moment)
        publish(InformationAnswered(case=view.case, answer=row, code=request.finding.code))
        return row


def is_open(view: CaseView, request: FindingDecision) -> bool:
    """Return whether a request is the last valid decision of its finding, so that an answer to it is awaited."""
    standing = view.finding(request.finding_id)
    if standing is None or standing.standing not in OPEN or view.closed:
        return False
    return standing.standing_decisions[-1].pk == request.pk


def open_requests(view: CaseView) -> list[FindingDecision]:
    """Return the requests of a case that have no answer yet, the first deadline first."""
    if view.closed:
        return []
    asked = [each.standing_decisions[-1] for each in view.findings if each.standing == StandingKind.ASKED]
    return sorted(asked, key=lambda each: (each.answer_by or date.max, each.pk))
