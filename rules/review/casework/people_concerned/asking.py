"""Acts of a reviewer for a hearing: ask, record that the person was heard otherwise, or give a reason for none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.access.partnerships import may_open
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import label_of
from institutions.models import Account, Partnership
from institutions.values.hashing import hash_text
from rules.events.kinds import PersonAsked
from rules.events.publishing import publish
from rules.models import Hearing, HearingWay, Match, Waiver
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.errors import BlockedError, InvalidError
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard, hearings_of
from rules.review.casework.troubles.entries import DayAhead, FieldOfOther
from rules.review.casework.troubles.hearings import (
    AnsweredAlready,
    CaseNotOpenToThem,
    DaysToAnswer,
    NoAccountToAnswer,
    NobodyToAsk,
    NoWaiverChosen,
    NoWayChosen,
    PersonNotNamed,
)

Given = Mapping[str, Any]  # Any: what somebody entered, not checked yet
SHORTEST_DAYS: Final = 7  # to answer in; ours
LONGEST_DAYS: Final = 90
BELONGS: Final = {"answer_by": HearingWay.ASKED, "heard_on": HearingWay.OTHERWISE, "waiver": HearingWay.WAIVED}


@dataclass(frozen=True, slots=True)
class CheckedHearing:
    """The entered values, once they are right."""

    how: HearingWay
    answer_by: date | None = None
    heard_on: date | None = None
    waiver: str = ""
    note: str = ""


def check_hearing(given: Given, today: date) -> CheckedHearing:
    """Check that a hearing is complete; InvalidError with a message for each field."""
    entered = EntryErrors()
    how = HearingWay(said) if (said := given.get("how")) in HearingWay.values else None
    answer_by = heard_on = None
    waiver = note = ""
    if how is None:
        entered.by_field["how"] = NoWayChosen()
    elif how == HearingWay.ASKED:
        answer_by = entered.day("answer_by", given.get("answer_by"))
        first, last = today + timedelta(days=SHORTEST_DAYS), today + timedelta(days=LONGEST_DAYS)
        if answer_by and "answer_by" not in entered.by_field and not first <= answer_by <= last:
            entered.by_field["answer_by"] = DaysToAnswer(
                least=PlainNumber(SHORTEST_DAYS), most=PlainNumber(LONGEST_DAYS), first=first, last=last
            )
    else:
        note = entered.reason("note", given.get("note"))
    if how == HearingWay.OTHERWISE:
        heard_on = entered.day("heard_on", given.get("heard_on"))
        if heard_on and heard_on > today:
            entered.by_field["heard_on"] = DayAhead()
    if how == HearingWay.WAIVED:
        waiver = said if (said := given.get("waiver")) in Waiver.values else ""
        if not waiver:
            entered.by_field["waiver"] = NoWaiverChosen()
    for name, owner in BELONGS.items():
        if given.get(name) and how and how != owner:
            entered.by_field[name] = FieldOfOther(choice=label_of(owner.label))
    entered.refuse_if_any()
    if how is None:
        message = "A hearing without errors says how."
        raise AssertionError(message)
    return CheckedHearing(how, answer_by, heard_on, waiver, note)


def store_hearing(partnership: Partnership, finding: int, given: Given, *, account: Account) -> Hearing:
    """Store the way in which one person (`person`, an id) is heard about a finding, on the present evidence."""
    with transaction.atomic():
        view = open_for_act(partnership, Act.HEAR, account)
        match = match_of_newest(view, finding)
        checked = check_hearing(given, view.today)
        named = person_in_finding(match, given.get("person"), view.today)
        if named.state == HearingState.ANSWERED:
            raise BlockedError([AnsweredAlready()])
        if checked.how == HearingWay.ASKED:
            refuse_unasked(named, partnership)
        moment = timezone.now()
        row = Hearing.objects.create(
            finding=match.finding,
            person=named.person,
            number=Hearing.objects.filter(finding=match.finding_id).count() + 1,
            how=checked.how,
            answer_by=checked.answer_by,
            heard_on=checked.heard_on,
            waiver=checked.waiver,
            note=checked.note,
            evidence_hash=match.evidence_hash,
            assessment_id=match.assessment_id,
            account=account,
            at=moment,
        )
        count_act(view.case, moment)
        note_case_act(
            view.case,
            f"hearing_{row.how}",
            f"finding:{match.finding_id}",
            account,
            before={"hearing": named.state.value},
            after={
                "hearing": row.pk,
                "number": row.number,
                "evidence_hash": row.evidence_hash,
                "waiver": row.waiver,
                "note_sha256": hash_text(row.note),
            },
        )
        if row.how == HearingWay.ASKED:
            publish(PersonAsked(case=view.case, hearing=row, accounts=tuple(named.accounts)))
        return row


def match_of_newest(view: CaseView, finding: int) -> Match:
    """Return the match of the newest assessment for a finding."""
    standing = view.finding(finding)
    if standing is None:
        raise BlockedError([NobodyToAsk()])
    return standing.match


def person_in_finding(match: Match, person: object, today: date) -> PersonHeard:
    """Return a person whom the finding names. InvalidError for anyone else."""
    for each in hearings_of([match], today)[match.finding_id]:
        if str(each.person.pk) == str(person):
            return each
    raise InvalidError({"person": PersonNotNamed()})


def refuse_unasked(named: PersonHeard, partnership: Partnership) -> None:
    """Refuse to ask somebody without an account, or whose account may not read this case."""
    if not named.accounts:
        raise BlockedError([NoAccountToAnswer()])
    if not any(may_open(each, partnership) for each in named.accounts):
        raise BlockedError([CaseNotOpenToThem()])
