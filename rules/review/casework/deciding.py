"""The decision of findings: of one, or of several that one reason serves."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import label_of
from institutions.models import Account, Partnership
from institutions.values.hashing import hash_json, hash_text
from rules.events.kinds import FindingsDecided
from rules.events.publishing import publish
from rules.models import CaseCondition, DecisionKind, FindingDecision
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import LONGEST_NAME, EntryErrors
from rules.review.casework.errors import BlockedError, StaleError
from rules.review.casework.one_reason import may_share_reason
from rules.review.casework.people_concerned.hearing import not_heard_reasons
from rules.review.casework.same_measures import measures_to_follow, wants_same
from rules.review.casework.standing import FindingStanding, StandingKind, finding_standing
from rules.review.casework.troubles.acts import NoCommonCause, NothingToDecide
from rules.review.casework.troubles.entries import FieldOfOther, NoDecisionChosen, NoMeasure, TooManyMeasures

Given = Mapping[str, Any]  # Any: what somebody entered, not checked yet
MOST_MEASURES = 20
BELONGS = {
    "ends_on": DecisionKind.DISMISSED,
    "asked_of": DecisionKind.MORE_INFORMATION,
    "answer_by": DecisionKind.MORE_INFORMATION,
    "measures": DecisionKind.MITIGATED,
    "same_measures": DecisionKind.MITIGATED,
}


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure to take about a finding."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CheckedDecision:
    """A checked decision, before it is stored."""

    decided: DecisionKind
    reason: str
    ends_on: date | None = None
    asked_of: str = ""
    answer_by: date | None = None
    measures: tuple[PlannedMeasure, ...] = field(default=())


def read_token(standing: FindingStanding) -> str:
    """Return a token of what was read of a finding: its evidence, last decision and undone ones. Others are stale."""
    undone = [each.number for each in standing.decisions if each.undone]
    return hash_json([standing.match.evidence_hash, standing.last, *undone])[:32]


def check_decision(given: Given, today: date) -> CheckedDecision:
    """Check that a decision is complete; InvalidError with a message for each field.

    A dismissal needs `ends_on`, a mitigation `measures` or `same_measures` (those of another reviewer with this
    decision), a question `asked_of` and `answer_by`; each needs a reason. No day is more than ten years ahead.
    """
    entered = EntryErrors()
    decided = DecisionKind(said) if (said := given.get("decided")) in DecisionKind.values else None
    if decided is None:
        entered.by_field["decided"] = NoDecisionChosen()
    reason = entered.reason("reason", given.get("reason"))
    ends_on = answer_by = None
    asked_of, measures = "", tuple[PlannedMeasure, ...]()
    if decided == DecisionKind.DISMISSED:
        ends_on = entered.day_ahead("ends_on", given.get("ends_on"), today)
    elif decided == DecisionKind.MORE_INFORMATION:
        asked_of = entered.text("asked_of", given.get("asked_of"), longest=LONGEST_NAME)
        answer_by = entered.day_ahead("answer_by", given.get("answer_by"), today)
    elif decided == DecisionKind.MITIGATED and (given.get("measures") or not wants_same(given.get("same_measures"))):
        measures = check_measures(given.get("measures"), entered, today)
    for name, owner in BELONGS.items():
        if given.get(name) and decided and decided != owner:
            entered.by_field[name] = FieldOfOther(choice=label_of(owner.label))
    entered.refuse_if_any()
    if decided is None:
        message = "A decision without errors says what is decided."
        raise AssertionError(message)
    return CheckedDecision(decided, reason, ends_on, asked_of, answer_by, measures)


def check_measures(given: object, entered: EntryErrors, today: date) -> tuple[PlannedMeasure, ...]:
    """Check that there is at least one measure, each with its owner and last day."""
    rows = given if isinstance(given, list | tuple) else []
    if not rows:
        entered.by_field["measures"] = NoMeasure()
    elif len(rows) > MOST_MEASURES:
        entered.by_field["measures"] = TooManyMeasures(most=PlainNumber(MOST_MEASURES))
        return ()
    return tuple(
        measure
        for place, row in enumerate(rows)
        if (measure := check_measure(row, entered, today, f"measures/{place}/"))
    )


def check_measure(given: object, entered: EntryErrors, today: date, prefix: str = "") -> PlannedMeasure | None:
    """Check one measure or condition; errors are noted under its fields."""
    row = given if isinstance(given, Mapping) else {}
    text = entered.text(f"{prefix}text", row.get("text"))
    owner = entered.text(f"{prefix}owner", row.get("owner"), longest=LONGEST_NAME)
    due_on = entered.day_ahead(f"{prefix}due_on", row.get("due_on"), today)
    return PlannedMeasure(text, owner, due_on) if due_on else None


def decide_findings(
    partnership: Partnership, findings: Mapping[int, str], given: Given, *, account: Account
) -> list[FindingDecision]:
    """Store one decision for each of these findings: by id the token of what was read of it (`read_token`).

    Several must be such that one reason may serve (`one_reason`). A finding that
    somebody else decided meanwhile, or whose evidence has changed, raises StaleError, and none is stored. Before a
    confirmation the persons concerned must have been heard.
    """
    with transaction.atomic():
        confirms = given.get("decided") == DecisionKind.CONFIRMED
        view = open_for_act(partnership, Act.CONFIRM if confirms else Act.DECIDE, account)
        standings = [finding_as_read(view, finding, token) for finding, token in findings.items()]
        if len(standings) > 1 and not may_share_reason(view, standings, confirms=confirms):
            raise BlockedError([NoCommonCause()])
        decision = check_decision(given, view.today)
        if confirms and (reasons := not_heard_reasons(standings, view.today)):
            raise BlockedError(reasons)
        followed = measures_to_follow(standings, account) if wants_same(given.get("same_measures")) else {}
        moment, together = timezone.now(), uuid.uuid4() if len(standings) > 1 else None
        stored = [
            store_decision_row(
                view,
                each,
                with_measures_of(followed.get(each.match.finding_id, ()), decision),
                account,
                moment,
                together,
            )
            for each in standings
        ]
        count_act(view.case, moment)
        disputed = [row for each, row in zip(standings, stored, strict=True) if becomes_disputed(view, each, row)]
        publish(FindingsDecided(case=view.case, decisions=stored, disputed=disputed))
        return stored


def with_measures_of(followed: Sequence[CaseCondition], decision: CheckedDecision) -> CheckedDecision:
    """Return the decision with the measures of another one before its own."""
    taken = (PlannedMeasure(each.text, each.owner, each.due_on) for each in followed)
    return replace(decision, measures=(*taken, *decision.measures))


def becomes_disputed(view: CaseView, before: FindingStanding, row: FindingDecision) -> bool:
    """Return whether a finding becomes disputed with one more decision."""
    after = finding_standing(before.match, (*before.decisions, row), view.today, view.excluded)
    return after.standing == StandingKind.DISPUTED


def finding_as_read(view: CaseView, finding: int, token: str) -> FindingStanding:
    """Return the finding as it is now, if it is what the decider has read."""
    standing = view.finding(finding)
    if standing is None:
        raise BlockedError([NothingToDecide()])
    if read_token(standing) != token:
        raise StaleError
    return standing


def store_decision_row(
    view: CaseView,
    standing: FindingStanding,
    decision: CheckedDecision,
    account: Account,
    moment: datetime,
    together: uuid.UUID | None,
) -> FindingDecision:
    """Store the row, its measures, and the event."""
    match, case = standing.match, view.case
    row = FindingDecision.objects.create(
        finding=match.finding,
        number=standing.last + 1,
        decided=decision.decided,
        reason=decision.reason,
        ends_on=decision.ends_on,
        asked_of=decision.asked_of,
        answer_by=decision.answer_by,
        evidence_hash=match.evidence_hash,
        severity=match.severity,
        assessment_id=match.assessment_id,
        together=together,
        account=account,
        at=moment,
    )
    CaseCondition.objects.bulk_create(
        CaseCondition(
            case=case, decision=row, text=each.text, owner=each.owner, due_on=each.due_on, account=account, at=moment
        )
        for each in decision.measures
    )
    note_case_act(
        case,
        "finding_decided",
        f"finding:{match.finding_id}",
        account,
        before={"standing": standing.standing.value, "number": standing.last},
        after={
            "decision": row.pk,
            "number": row.number,
            "decided": row.decided,
            "evidence_hash": row.evidence_hash,
            "reason_sha256": hash_text(row.reason),
            "measures": len(decision.measures),
        },
    )
    return row
