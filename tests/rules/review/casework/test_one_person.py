"""Two accounts of one person are one person wherever another one is needed; without a person nobody judges."""

import pytest

from institutions.models import Account, GovernmentBody, Partnership, Person
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer
from rules.review.casework.errors import NotYoursError, TiedError
from rules.review.casework.people import count_people
from rules.review.casework.recusing import recuse_reviewer
from rules.review.casework.standing import StandingKind
from tests.people import person_named, reviewer_account
from tests.rules.review.casework.building import (
    assess,
    decided,
    do,
    finding_of,
    officer,
    ready,
    registered,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    return registered()


def unlinked(account: Account) -> Account:
    """Return the account as one from before reviewers needed a person."""
    Account.objects.filter(pk=account.pk).update(person=None)
    return Account.objects.get(pk=account.pk)


def test_people_and_not_accounts_are_counted() -> None:
    mori, sato = person_named("Mori"), person_named("Sato")
    first, second = reviewer_account("mori-1", person=mori), reviewer_account("mori-2", person=mori)
    other, nobody, none = (
        reviewer_account("sato", person=sato),
        reviewer_account("a", person=None),
        reviewer_account("b", person=None),
    )
    rows: list[tuple[str, list[Account], int]] = [
        ("nobody", [], 0),
        ("one account", [first], 1),
        ("two accounts of one person", [first, second], 1),
        ("two people", [first, other], 2),
        ("two accounts without a person", [nobody, none], 1),
        ("one with and one without", [first, nobody], 1),
    ]
    for name, accounts, people in rows:
        assert count_people(accounts) == people, name
    assert first.is_same_person(second)
    assert not nobody.is_same_person(none)
    Person.objects.filter(pk=sato.pk).update(same_as=mori)
    assert count_people([first, Account.objects.get(pk=other.pk)]) == 1, "two persons who were found to be one"


def test_a_critical_finding_needs_two_people_and_not_two_accounts(case: Partnership) -> None:
    mori = person_named("Mori Akira")
    first, second = reviewer_account("mori", person=mori), reviewer_account("mori.akira", person=mori)
    under_review(case, first)
    decided(case, "COI-01", first)
    ready(case, second)
    decided(case, "COI-01", second)
    assert finding_of(case, "COI-01").standing == StandingKind.SECOND
    other = reviewer_account("kuroda", person=person_named("Kuroda Aoi"))
    ready(case, other)
    decided(case, "COI-01", other)
    assert finding_of(case, "COI-01").standing == StandingKind.DISMISSED
    Person.objects.filter(name_en="Kuroda Aoi").update(same_as=mori)  # two persons who were found to be one
    assert finding_of(case, "COI-01").standing == StandingKind.SECOND


def test_a_reviewer_without_a_person_reads_and_does_not_act(case: Partnership, meti: GovernmentBody) -> None:
    nobody, linked = reviewer_account("nobody", person=None), reviewer_account("linked")
    with pytest.raises(NotYoursError, match="not linked to a person"):
        do(case, Act.TAKE_IN, nobody)
    do(case, Act.TAKE_IN, linked)
    with pytest.raises(TiedError, match="not linked to a person"):
        assign_reviewer(case, nobody, account=linked, version=version(case))
    assert view_of(case).assigned == ()


def test_decisions_from_before_count_as_one_persons(case: Partnership) -> None:
    first, second = reviewer_account("first"), reviewer_account("second")
    under_review(case, first, second)
    for account in (first, second):
        decided(case, "COI-01", account)
    assert finding_of(case, "COI-01").standing == StandingKind.DISMISSED
    unlinked(second)
    assert finding_of(case, "COI-01").standing == StandingKind.SECOND
    unlinked(first)
    assert finding_of(case, "COI-01").standing == StandingKind.SECOND


def test_who_left_a_case_does_not_return_under_another_account(case: Partnership) -> None:
    mori = person_named("Mori Akira")
    first, other = reviewer_account("mori", person=mori), reviewer_account("other")
    second = reviewer_account("mori.akira", person=mori)
    under_review(case, first, other)
    decided(case, "COI-01", other)
    decided(case, "COI-01", first)
    recuse_reviewer(case, reason="A friend works there.", account=first, version=version(case))
    assess(case)
    assert second.pk in view_of(case).barred
    with pytest.raises(TiedError, match="recused"):
        assign_reviewer(case, second, account=other, version=version(case))


def test_a_submitter_under_another_account_counts_in_no_decision(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    submitter = officer(meti)
    case = registered(account=submitter)
    mori = person_named("Mori Akira")
    first, second = reviewer_account("mori", person=mori), reviewer_account("other")
    under_review(case, first, second)
    for account in (first, second):
        decided(case, "COI-01", account)
    Account.objects.filter(pk=submitter.pk).update(person=mori)  # found out afterwards
    assert finding_of(case, "COI-01").standing == StandingKind.SECOND
