"""Anyone with a tie to a case is excluded from acting on it, and from choosing its reviewers."""

import pytest

from institutions.models import Account, Partnership
from rules.models import CaseState, ReviewAssignment, ReviewerScreening, ScreeningVerdict
from rules.review.casework.act_table import Act, Actor, who_does
from rules.review.casework.assigning import assign_reviewer, declare_none
from rules.review.casework.errors import BlockedError, NotYoursError
from rules.review.casework.known_ties import without_known_ties
from rules.review.casework.offered_acts import offered_acts
from rules.review.casework.recusing import recuse_reviewer
from tests.rules.review.casework.building import do, ready, reviewer, under_review, version, view_of
from tests.rules.review.casework.test_screening import DECLARED, party, screened

pytestmark = pytest.mark.django_db
STAKE = {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 10}
OF_REVIEWERS = (Actor.REVIEWER, Actor.ASSIGNED)


@pytest.fixture
def sato(case: Partnership) -> Account:
    """Return a reviewer who is the decision maker of the case."""
    return reviewer("of-sato", person_id=party(case, "sato"))


@pytest.fixture
def holder(case: Partnership) -> Account:
    """Return a reviewer who holds shares of a partner, which only a screening finds."""
    account = reviewer("of-mori")
    assert screened(case, account, [DECLARED, STAKE], "DA").verdict == ScreeningVerdict.TIED
    return Account.objects.get(pk=account.pk)


def test_who_is_named_in_the_case_neither_takes_it_in_nor_assigns(
    case: Partnership, sato: Account, first: Account
) -> None:
    with pytest.raises(NotYoursError, match="They are named in the case"):
        do(case, Act.TAKE_IN, sato)
    do(case, Act.TAKE_IN, first)
    ready(case, first)
    for chosen in (sato, reviewer("friend")):
        with pytest.raises(NotYoursError, match="They are named in the case"):
            assign_reviewer(case, chosen, account=sato, version=version(case))
    assert [row.account for row in ReviewAssignment.objects.all()] == [first]
    offered = [each for each in offered_acts(view_of(case), sato) if who_does(each.act) in OF_REVIEWERS]
    assert offered
    assert not any(each.possible for each in offered)


def test_a_tie_that_only_a_screening_finds_bars_too_and_is_kept(
    case: Partnership, holder: Account, first: Account
) -> None:
    with pytest.raises(NotYoursError, match="COI-01"):
        do(case, Act.TAKE_IN, holder)
    assert view_of(case).case.state == CaseState.SUBMITTED
    assert ReviewerScreening.objects.get().verdict == ScreeningVerdict.TIED
    with pytest.raises(NotYoursError, match="COI-01"):
        do(case, Act.TAKE_IN, holder)
    assert ReviewerScreening.objects.count() == 1
    do(case, Act.TAKE_IN, first)
    with pytest.raises(NotYoursError, match="COI-01"):
        assign_reviewer(case, first, account=holder, version=version(case))
    assert without_known_ties([holder, first], view_of(case)) == [first]


def test_a_tie_is_found_with_the_first_act_also_where_that_is_an_assignment(
    case: Partnership, holder: Account, first: Account
) -> None:
    do(case, Act.TAKE_IN, first)
    with pytest.raises(NotYoursError, match="COI-01"):
        assign_reviewer(case, first, account=holder, version=version(case))
    assert ReviewerScreening.objects.get(account=holder).verdict == ScreeningVerdict.TIED
    assert not ReviewAssignment.objects.exists()


def test_who_is_in_doubt_assigns_others_only_once_they_have_declared(
    case: Partnership, first: Account, second: Account
) -> None:
    do(case, Act.TAKE_IN, first)
    with pytest.raises(BlockedError, match="Assign yourself first"):
        assign_reviewer(case, second, account=first, version=version(case))
    assign_reviewer(case, first, account=first, version=version(case))
    with pytest.raises(BlockedError, match="Assign yourself first"):
        assign_reviewer(case, second, account=first, version=version(case))
    declare_none(case, signature="First (fictional)", account=first, version=version(case))
    assign_reviewer(case, second, account=first, version=version(case))
    assert {row.account for row in ReviewAssignment.objects.all()} == {first, second}


def test_who_learns_of_a_tie_after_they_were_assigned_can_only_recuse_themselves(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    Account.objects.filter(pk=first.pk).update(person=party(case, "sato"))
    tied = Account.objects.get(pk=first.pk)
    possible = {each.act for each in offered_acts(view_of(case), tied) if each.possible}
    assert possible & {act for act in Act if who_does(act) in OF_REVIEWERS} == set()
    with pytest.raises(NotYoursError, match="You have a tie to this case"):
        do(case, Act.RETURN, tied)
    recuse_reviewer(case, reason="I decide in this case.", account=tied, version=version(case))
    assert view_of(case).of_account(first.pk) is None
