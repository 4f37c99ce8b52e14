"""Beyond two hundred reviewers the page of a case lists none of them: the user name is typed, with suggestions."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client

from institutions.models import Account, Partnership, Person, Role
from rules.models import ReviewAssignment
from rules.review.casework.act_table import Act
from rules.web.pages.cases.case_people import MOST_LISTED, SUGGESTED
from tests.counting import counted
from tests.rules.review.casework.building import do, ready, reviewer, version
from tests.rules.web.pages.conftest import signed_in

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def accepted(case: Partnership, first: Account) -> Partnership:
    do(case, Act.TAKE_IN, first)
    ready(case, first)
    return case


@pytest.fixture
def client(first: Account) -> Client:
    return signed_in(first)


def add_reviewers(number: int) -> None:
    people = Person.objects.bulk_create(Person(name_en=f"Reviewer {uuid4()} (fictional)") for _ in range(number))
    Account.objects.bulk_create(
        Account(username=f"counsel-{person.pk}", role=Role.REVIEWER, person=person) for person in people
    )


def page_of(client: Client, case: Partnership, language: str = "en") -> str:
    answer = client.get(f"/partnerships/{case.pk}/case/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def suggested(client: Client, case: Partnership, text: str) -> list[str]:
    page = client.get(f"/partnerships/{case.pk}/case/reviewers/", {"q": text}).content.decode()
    return [each.partition('"')[0] for each in page.split('data-value="')[1:]]


def assign(client: Client, case: Partnership, name: str, language: str = "en") -> tuple[int, str]:
    answer = client.post(
        f"/partnerships/{case.pk}/case/",
        {"act": "assign", "version": version(case), "reviewer_name": name},
        headers={"Accept-Language": language},
    )
    return answer.status_code, answer.content.decode()


def test_twice_the_reviewers_make_neither_a_longer_page_nor_more_rows(
    accepted: Partnership, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reviewer was an option of the page, twice: read, compared and sent."""
    sizes = []
    for more in (2 * MOST_LISTED, 2 * MOST_LISTED):
        add_reviewers(more)
        with counted(monkeypatch) as taken:
            page = page_of(client, accepted)
        assert 'data-lookup="' in page
        assert "counsel-" not in page
        sizes.append((len(page), taken.queries, taken.rows))
    assert sizes[0] == sizes[1]


def test_up_to_two_hundred_are_listed(accepted: Partnership, client: Client) -> None:
    there = Account.objects.filter(role=Role.REVIEWER, person__isnull=False).count() - 1  # without the assigned one
    add_reviewers(MOST_LISTED - there)
    page = page_of(client, accepted)
    assert page.partition('<select id="reviewer"')[2].partition("</select>")[0].count("<option") == MOST_LISTED
    assert "data-lookup" not in page
    add_reviewers(1)
    assert '<select id="reviewer"' not in page_of(client, accepted)


def test_suggestions_are_those_who_may_be_assigned(accepted: Partnership, client: Client, second: Account) -> None:
    add_reviewers(SUGGESTED + 5)
    tied = accepted.submissions.get(revision=1).parties.get(key="sato").party_id
    reviewer("counsel-of-sato", person_id=tied)
    Account.objects.create_user("counsel-unlinked", role=Role.REVIEWER)
    found = suggested(client, accepted, "COUNSEL")
    assert len(found) == SUGGESTED
    assert suggested(client, accepted, second.username[1:]) == [second.username]
    assert suggested(client, accepted, "of-sato") == suggested(client, accepted, "unlinked") == []
    assert suggested(client, accepted, "first") == suggested(client, accepted, "") == []  # assigned; nothing typed


def test_who_may_not_assign_yet_gets_no_suggestion(case: Partnership, client: Client, second: Account) -> None:
    assert suggested(client, case, second.username) == []


def refusals() -> Iterator[tuple[str, str]]:
    yield "en", "No reviewer has the user name &#x27;nobody-of-this-name&#x27;."
    yield "ja", "利用者名が「nobody-of-this-name」の審査担当者はいません。"


@pytest.mark.parametrize(("language", "said"), list(refusals()))
def test_a_name_that_no_reviewer_has_is_refused_by_name(
    accepted: Partnership, client: Client, officer: Account, language: str, said: str
) -> None:
    add_reviewers(MOST_LISTED + 1)
    status, page = assign(client, accepted, "nobody-of-this-name", language)
    assert status == 422
    assert said in page
    assert 'value="nobody-of-this-name"' in page  # what was typed stays
    assert assign(client, accepted, officer.username)[0] == 422  # no reviewer
    assert not ReviewAssignment.objects.exclude(account__username="first").exists()


def test_a_typed_name_assigns_its_reviewer_in_any_case(accepted: Partnership, client: Client, second: Account) -> None:
    add_reviewers(MOST_LISTED + 1)
    assert assign(client, accepted, f" {second.username.upper()} ")[0] == 302
    assert ReviewAssignment.objects.filter(account=second, ended_at=None).exists()
