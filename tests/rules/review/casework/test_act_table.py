"""Every state, act and role: what the table lets nobody do is refused, and stores nothing."""

import itertools
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.models import Assessment, CaseState, ReviewCase, State
from rules.review.casework.act_table import LABELS, ROWS, Act, Actor, Needs, act_row, who_does
from rules.review.casework.acting import open_for_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import BlockedError, CaseworkError, NotYoursError
from rules.review.casework.offered_acts import offered_acts
from tests.people import person_named
from tests.rules.review.casework.building import ready, registered, reviewer, view_of

pytestmark = pytest.mark.django_db
STORED = [state for state in CaseState if state != CaseState.DRAFT]
PEOPLE = (
    *Role.values,
    "officer_of_another_body",
    "submitter_as_reviewer",
    "reviewer_without_person",
    "assigned",
    "in_doubt",
    "key",
)
# Who of them the table's words mean.
MEANT = {
    Actor.SUBMITTER: {"officer", "ministry_client"},
    Actor.REVIEWER: {"reviewer", "assigned", "in_doubt"},
    Actor.NAMED_REVIEWER: {"assigned", "in_doubt"},
    Actor.ASSIGNED: {"assigned"},
    Actor.TAKES_PART: {"officer", "ministry_client", "reviewer", "assigned", "in_doubt"},
    Actor.OFFICIAL: set(),  # nobody here is linked to a person of the case: tests of `named` say who may
    Actor.ASKED_PERSON: set(),
    Actor.SYSTEM: set(),
}


@pytest.fixture
def people(case: Partnership, meti: GovernmentBody, digital_agency: GovernmentBody, officer: Account) -> dict[str, Any]:
    """Return one account of each sort; the assigned are assigned."""
    made: dict[str, Any] = {
        role: Account.objects.create_user(f"a-{role}", role=role, body=meti if role in MEANT[Actor.SUBMITTER] else None)
        for role in Role.values
        if role != Role.REVIEWER
    }
    made["reviewer"], made["reviewer_without_person"] = reviewer("a-reviewer"), reviewer("unlinked", person=None)
    made["officer_of_another_body"] = Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency)
    made["submitter_as_reviewer"] = officer
    made["assigned"], made["in_doubt"] = reviewer("assigned"), reviewer("in-doubt")
    ReviewCase.objects.create(partnership=case, state=CaseState.SCREENING)
    ready(case, made["assigned"])
    from rules.review.casework.assigning import assign_reviewer

    assign_reviewer(case, made["in_doubt"], account=made["in_doubt"], version=view_of(case).case.version)
    Account.objects.filter(pk=officer.pk).update(role=Role.REVIEWER, person=person_named("Officer"))
    officer.refresh_from_db()
    return made


def put(case: Partnership, state: CaseState) -> ReviewCase:
    """Return the case in a state, whatever led there."""
    done = Assessment.objects.filter(partnership=case, state=State.DONE).newest_first().first()
    ReviewCase.objects.filter(partnership=case).update(state=state, assessment=done, changed_at=timezone.now())
    return ReviewCase.objects.get(partnership=case)


def answer(case: Partnership, act: Act, account: Account, view: CaseView) -> str:
    """Ask the frame of every act: possible, or why not. It gets the view that it would read anew for each act."""
    from django.db import transaction

    try:
        with transaction.atomic(), patch("rules.review.casework.acting.read_case", return_value=view):
            open_for_act(case, act, account)
    except NotYoursError:
        return "not yours"
    except BlockedError as blocked:
        return "blocked" if act_row(view.case.state, act) else f"no such act: {blocked}"
    return "possible"


def test_every_state_act_and_role_is_answered_as_the_table_says(case: Partnership, people: dict[str, Any]) -> None:
    """Every act in each state for 13 sorts of people: others than those meant are refused, and no other act is done."""
    for state in STORED:
        put(case, state)
        view = view_of(case)
        for act, name in itertools.product(Act, PEOPLE):
            if name == "key" or act == Act.SUBMIT:
                continue
            said = answer(case, act, people[name], view)
            where = f"{state} {act} {name}: {said}"
            row = act_row(state, act)
            if name not in MEANT[who_does(act)]:
                assert said == "not yours", where
            elif row is None:
                assert said.startswith("no such act"), where
            elif set(row.needs) <= {Needs.REASON, Needs.HEARD, Needs.ASSESSED, Needs.REVIEWER_READY}:
                assert said == "possible", where
            else:
                assert said == "blocked", where


def test_what_is_offered_is_what_the_frame_accepts(case: Partnership, people: dict[str, Any]) -> None:
    for state in STORED:
        put(case, state)
        view = view_of(case)
        for name in PEOPLE:
            account = people.get(name)
            for each in offered_acts(view, account):
                expected = "possible" if account and answer(case, each.act, account, view) == "possible" else "refused"
                assert ("possible" if each.possible else "refused") == expected, (state, name, each)
                assert each.possible or all(each.reasons)


def test_a_body_s_system_decides_nothing(case: Partnership, people: dict[str, Any]) -> None:
    for state in STORED:
        put(case, state)
        assert not any(each.possible for each in offered_acts(view_of(case), None))


def test_a_refused_act_leaves_nothing_behind(case: Partnership, people: dict[str, Any]) -> None:
    from rules.review.casework.moving import MOVES, move_case

    put(case, CaseState.UNDER_REVIEW)
    before = (view_of(case).case.version, AuditEvent.objects.count())
    for act, name in itertools.product(MOVES, ("auditor", "administrator", "rulebook_editor", "in_doubt")):
        with pytest.raises(CaseworkError):
            move_case(case, act, account=people[name], version=before[0], reason="There is no reason not to.")
    assert (view_of(case).case.version, AuditEvent.objects.count()) == before


def test_the_table_is_whole() -> None:
    assert {row.state for row in ROWS} == set(CaseState)
    assert set(LABELS) == set(Act)
    assert {row.act for row in ROWS} == set(Act) - {Act.UNDO}, "undoing leads to the state before the undone act"
    assert len({(row.state, row.act) for row in ROWS}) == len(ROWS)
    assert all(who_does(act) for act in Act)
    for state in CaseState:  # a revision always leads back to the start
        assert state == CaseState.DRAFT or act_row(state, Act.REVISE)
    clearing = [row for row in ROWS if row.next in (CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS)]
    for row in (row for row in clearing if row.state == CaseState.UNDER_REVIEW):
        assert {Needs.ASSESSED, Needs.FINDINGS_DECIDED, Needs.UNASSESSED_ADDRESSED, Needs.REASON} <= set(row.needs)


def test_a_partnership_that_nobody_acted_on_is_submitted(meti: GovernmentBody) -> None:
    partnership = registered()
    assert read_case(partnership).case.state == CaseState.SUBMITTED
    assert not ReviewCase.objects.exists()
